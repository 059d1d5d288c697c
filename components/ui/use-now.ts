'use client';

import { useSyncExternalStore } from 'react';

const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | null = null;
let nowMs = 0;
let offsetMs = 0;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (timer === null) {
    nowMs = Date.now() + offsetMs;
    timer = setInterval(() => {
      nowMs = Date.now() + offsetMs;
      for (const each of listeners) {
        each();
      }
    }, 1000);
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0 && timer !== null) {
      clearInterval(timer);
      timer = null;
    }
  };
}

/** Ages are counted by the server's clock: a laptop that is two minutes off must not call fresh data stale. */
export function adjustClock(serverAheadMs: number): void {
  offsetMs = serverAheadMs;
}

/** Epoch ms by the server's clock, renewed once a second by one timer for the whole page; 0 while rendering on the server. */
export function useNow(): number {
  return useSyncExternalStore(
    subscribe,
    () => (nowMs === 0 ? Date.now() + offsetMs - ((Date.now() + offsetMs) % 1000) : nowMs),
    () => 0,
  );
}
