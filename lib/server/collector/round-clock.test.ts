import { describe, expect, test } from 'vitest';
import { createRoundClock } from './round-clock';

/** A clock whose time stands still until told. */
function createTestClock(pollIntervalMs: number) {
  let now = 0;
  const clock = createRoundClock(pollIntervalMs, () => now);
  return {
    clock,
    pass: (ms: number) => {
      now += ms;
    },
  };
}

async function isDue(wait: Promise<void>): Promise<boolean> {
  let isResolved = false;
  void wait.then(() => {
    isResolved = true;
  });
  await new Promise((resolve) => setTimeout(resolve, 5));
  return isResolved;
}

describe('createRoundClock', () => {
  test('the first round is due at once, the next after the interval', async () => {
    const { clock, pass } = createTestClock(60_000);
    await clock.waitForNext();
    pass(59_000);
    const waiting = clock.waitForNext();
    expect(await isDue(waiting)).toBe(false);
    clock.stop();
    await waiting;
  });

  test('keeps its beat when rounds take time, and counts nothing', async () => {
    const { clock, pass } = createTestClock(1_000);
    for (let round = 0; round < 5; round++) {
      await clock.waitForNext();
      pass(1_000);
    }
    expect(clock.overrunCount()).toBe(0);
  });

  test('a round that takes three intervals skips the beats that it covered, and counts them', async () => {
    const { clock, pass } = createTestClock(1_000);
    await clock.waitForNext();
    pass(3_500);
    await clock.waitForNext();
    expect(clock.overrunCount()).toBe(2);
    pass(600);
    expect(await isDue(clock.waitForNext())).toBe(true);
  });

  test('a wanted round comes at once and does not move the beat', async () => {
    const { clock, pass } = createTestClock(60_000);
    await clock.waitForNext();
    const waiting = clock.waitForNext();
    clock.want();
    await waiting;
    pass(60_000);
    expect(await isDue(clock.waitForNext())).toBe(true);
    expect(clock.overrunCount()).toBe(0);
  });

  test('a round that is wanted while one runs follows it', async () => {
    const { clock } = createTestClock(60_000);
    await clock.waitForNext();
    clock.want();
    expect(await isDue(clock.waitForNext())).toBe(true);
    const waiting = clock.waitForNext();
    expect(await isDue(waiting)).toBe(false);
    clock.stop();
    await waiting;
  });
});
