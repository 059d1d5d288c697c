import { AppError } from '@/lib/domain/errors';

/** Bounds failed guesses of a secret. */
export interface GuessLimit {
  /**
   * Takes one guess before it is looked at, and gives it back when it was right: guesses made at once cannot slip past
   * each other. Throws `rate_limited` when none is left.
   */
  attempt(isRight: () => boolean): boolean;
}

export interface GuessLimitOptions {
  readonly maxFailures: number;
  readonly windowMs: number;
  readonly nowMs: () => number;
}

/** All callers share one count: an address would prove nothing, since a client can write its own. */
export function createGuessLimit(options: GuessLimitOptions): GuessLimit {
  let failuresAtMs: number[] = [];
  return {
    attempt: (isRight) => {
      const nowMs = options.nowMs();
      failuresAtMs = failuresAtMs.filter((atMs) => nowMs - atMs < options.windowMs);
      if (failuresAtMs.length >= options.maxFailures) {
        throw new AppError('rate_limited', 'Too many failed attempts; try again in a minute', { retryable: true });
      }
      failuresAtMs.push(nowMs);
      const right = isRight();
      if (right) failuresAtMs.pop();
      return right;
    },
  };
}
