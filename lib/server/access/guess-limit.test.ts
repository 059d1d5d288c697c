import { expect, test } from 'vitest';
import { createGuessLimit } from './guess-limit';

function limitOf(maxFailures: number) {
  const clock = { nowMs: 0 };
  return { clock, limit: createGuessLimit({ maxFailures, windowMs: 60_000, nowMs: () => clock.nowMs }) };
}

test('1. of fifty guesses at once no more than the limit are looked at', async () => {
  const { limit } = limitOf(20);
  let looked = 0;
  const guesses = Array.from({ length: 50 }, async () =>
    limit.attempt(() => {
      looked++;
      return false;
    }),
  );
  const outcomes = await Promise.allSettled(guesses);
  expect(looked).toBe(20);
  expect(outcomes.filter((outcome) => outcome.status === 'rejected')).toHaveLength(30);
});

test('2. right answers cost nothing, and after a minute one may guess again', () => {
  const { clock, limit } = limitOf(2);
  for (let i = 0; i < 10; i++) expect(limit.attempt(() => true)).toBe(true);
  expect(limit.attempt(() => false)).toBe(false);
  expect(limit.attempt(() => false)).toBe(false);
  expect(() => limit.attempt(() => true)).toThrow('Too many');
  clock.nowMs = 60_000;
  expect(limit.attempt(() => true)).toBe(true);
});
