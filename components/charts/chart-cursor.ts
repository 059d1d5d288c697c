'use client';

import { useSyncExternalStore } from 'react';

/** Where the pointer or the keyboard is in time, shared by all charts on the page; `anchorMs` is where a drag began. */
export interface ChartCursor {
  readonly atMs: number;
  readonly anchorMs: number | null;
}

let cursor: ChartCursor | null = null;
const listeners = new Set<() => void>();

export function moveChartCursor(next: ChartCursor | null): void {
  if (cursor === next) return;
  cursor = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The shared cursor; null while nobody points at a chart. Only what draws the cursor should use it: it changes with each move. */
export function useChartCursor(): ChartCursor | null {
  return useSyncExternalStore(
    subscribe,
    () => cursor,
    () => null,
  );
}
