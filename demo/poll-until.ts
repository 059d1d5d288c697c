import { setTimeout as delay } from 'node:timers/promises';

interface PollOptions {
  readonly timeoutMs: number;
  readonly intervalMs?: number;
}

/** Asks again and again until the answer is truthy, and returns it; the error after the deadline says what was awaited and why it failed last. */
export async function pollUntil<T>(
  awaited: string,
  ask: () => Promise<T | false | null | undefined>,
  { timeoutMs, intervalMs = 100 }: PollOptions,
): Promise<T> {
  const deadlineMs = performance.now() + timeoutMs;
  let lastError: unknown;
  for (;;) {
    try {
      const answer = await ask();
      if (answer) return answer;
      lastError = undefined;
    } catch (error) {
      lastError = error;
    }
    if (performance.now() > deadlineMs) {
      const cause = lastError instanceof Error ? `: ${lastError.message}` : '';
      throw new Error(`Gave up after ${timeoutMs / 1000} s waiting for ${awaited}${cause}`, { cause: lastError });
    }
    await delay(intervalMs);
  }
}
