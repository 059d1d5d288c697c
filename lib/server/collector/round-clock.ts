/** Says when the next round is due. Rounds keep to a fixed beat and never overlap: a beat that is missed is skipped and counted. */
export interface RoundClock {
  /** Resolves when the next round is due or wanted, and at once when stopped. */
  waitForNext(): Promise<void>;
  /** Asks for a round now; one that is running is followed by another. */
  want(): void;
  stop(): void;
  overrunCount(): number;
}

/** Monotonic time, so that a wall clock that jumps neither stops nor floods the rounds. */
export function createRoundClock(pollIntervalMs: number, nowMs: () => number = () => performance.now()): RoundClock {
  let dueMs = nowMs();
  let overruns = 0;
  let isWanted = false;
  let isStopped = false;
  let wake: (() => void) | null = null;
  return {
    waitForNext: async () => {
      const lateMs = nowMs() - dueMs;
      if (lateMs >= pollIntervalMs) {
        const missed = Math.floor(lateMs / pollIntervalMs);
        overruns += missed;
        dueMs += missed * pollIntervalMs;
      }
      if (!isWanted && !isStopped) await new Promise<void>((resolve) => waitAtMost(resolve, dueMs - nowMs()));
      if (isWanted) isWanted = false;
      else dueMs += pollIntervalMs;
    },
    want: () => {
      isWanted = true;
      wake?.();
    },
    stop: () => {
      isStopped = true;
      wake?.();
    },
    overrunCount: () => overruns,
  };

  function waitAtMost(resolve: () => void, ms: number): void {
    const timer = setTimeout(finish, Math.max(0, ms));
    wake = finish;
    function finish(): void {
      clearTimeout(timer);
      wake = null;
      resolve();
    }
  }
}
