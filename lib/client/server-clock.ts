const listeners = new Set<(serverAheadMs: number) => void>();

/** The `Date` header has whole seconds: only a difference beyond that and the way here means that a clock is off. */
const NOTABLE_MS = 2_500;

/** Milliseconds by which the server's clock is ahead of this one; 0 when they agree as far as can be told. */
export function parseClockDifference(dateHeader: string, nowMs: number): number | null {
  const serverMs = Date.parse(dateHeader);
  if (Number.isNaN(serverMs)) {
    return null;
  }
  const difference = serverMs + 500 - nowMs;
  return Math.abs(difference) < NOTABLE_MS ? 0 : difference;
}

/** Takes the `Date` of an answer: ages are counted by the server's clock. */
export function adjustClock(dateHeader: string | null): void {
  const difference = dateHeader === null ? null : parseClockDifference(dateHeader, Date.now());
  if (difference !== null) {
    for (const listener of listeners) {
      listener(difference);
    }
  }
}

/** Hears each answer's clock difference; returns the way to stop. */
export function watchClock(listener: (serverAheadMs: number) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
