'use client';

import { useSyncExternalStore } from 'react';

/** Choices of one browser that are nobody else's business. */
export interface Preferences {
  /** `browser` shows times as the machine has them. */
  readonly zone: 'browser' | 'UTC';
  /** Single-key shortcuts; off for those whose software types for them (WCAG 2.1.4). */
  readonly hasShortcuts: boolean;
}

const KEY = 'highwater-preferences';
const DEFAULTS: Preferences = { zone: 'browser', hasShortcuts: true };
const listeners = new Set<() => void>();
let current: Preferences | null = null;

/** Preferences from stored text; what does not parse falls back to the usual. */
export function parsePreferences(text: string | null): Preferences {
  try {
    const stored: unknown = JSON.parse(text ?? '{}');
    const values = typeof stored === 'object' && stored !== null ? (stored as Record<string, unknown>) : {};
    return {
      zone: values.zone === 'UTC' ? 'UTC' : 'browser',
      hasShortcuts: values.hasShortcuts !== false,
    };
  } catch {
    return DEFAULTS;
  }
}

function readStored(): Preferences {
  try {
    current ??= parsePreferences(localStorage.getItem(KEY));
  } catch {
    // Storage may be forbidden: the usual holds then.
    current ??= DEFAULTS;
  }
  return current;
}

export function setPreferences(changes: Partial<Preferences>): void {
  current = { ...readStored(), ...changes };
  try {
    localStorage.setItem(KEY, JSON.stringify(current));
  } catch {
    // Without storage the choice holds until the page is left.
  }
  for (const listener of listeners) {
    listener();
  }
}

export function usePreferences(): Preferences {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    readStored,
    () => DEFAULTS,
  );
}
