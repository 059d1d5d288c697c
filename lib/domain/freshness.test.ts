import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { TimeBehind } from './end-history';
import {
  budgetRemainingPercent,
  burnRate,
  countMinutes,
  describeBudgetLine,
  findBadRuns,
  judgeFreshness,
  judgeMinutes,
  MINUTE,
} from './freshness';

const reading = (seconds: number, withinSeconds = 10): TimeBehind => ({ seconds, withinSeconds, isAtLeast: false });
const atLeast = (seconds: number): TimeBehind => ({ seconds, withinSeconds: Number.NaN, isAtLeast: true });

describe('judgeFreshness against 60 s', () => {
  test.each<[string, TimeBehind | null, keyof typeof MINUTE]>([
    ['1. caught up', reading(0, 0), 'good'],
    ['2. at the limit', reading(60), 'good'],
    ['3. past the limit', reading(61), 'bad'],
    ['4. at least more than the limit', atLeast(61), 'bad'],
    ['5. at least something below the limit', atLeast(59), 'unknown'],
    ['6. not known', null, 'unknown'],
    ['7. off by more than the limit, on both sides of it', reading(100, 90), 'unknown'],
    ['8. off by more than the limit, surely past it', reading(200, 120), 'bad'],
  ])('%s', (_, behind, expected) => {
    expect(judgeFreshness(behind, 60)).toBe(MINUTE[expected]);
  });
});

test('9. a minute is bad with one bad reading, good when all are, else unknown', () => {
  const at = (minute: number, second: number) => minute * 60_000 + second * 1000;
  const readings: [number, TimeBehind | null][] = [
    [at(0, 0), reading(5)],
    [at(0, 50), reading(70)],
    [at(0, 55), null],
    [at(1, 0), reading(5)],
    [at(1, 10), reading(60)],
    [at(2, 0), reading(5)],
    [at(2, 10), null],
    [at(4, 0), reading(5)],
    [at(9, 0), reading(70)],
  ];
  expect([...judgeMinutes(readings, 60, 0, at(5, 0))]).toEqual([2, 1, 0, 0, 1]);
});

describe('budget', () => {
  test('10. 1 bad minute of 100 uses up what 99 % allow; none uses nothing, two overspend', () => {
    expect(burnRate({ good: 99, bad: 1 }, 99)).toBeCloseTo(1);
    expect(budgetRemainingPercent({ good: 99, bad: 1 }, 99)).toBeCloseTo(0);
    expect(budgetRemainingPercent({ good: 100, bad: 0 }, 99)).toBe(100);
    expect(budgetRemainingPercent({ good: 98, bad: 2 }, 99)).toBeCloseTo(-100);
  });
  test('11. without a known minute nothing is known', () => {
    expect(burnRate({ good: 0, bad: 0 }, 99)).toBeNull();
    expect(budgetRemainingPercent({ good: 0, bad: 0 }, 99)).toBeNull();
  });
  test('12. the line begins with the first known minute at 100, is open where nothing is known, and ends at what is left', () => {
    const minutes = Uint8Array.from([0, 0, 1, 2, 0, 0, 1, 1]);
    const line = describeBudgetLine(minutes, 0, 50, 3);
    expect(line.map(({ t }) => t / 60_000)).toEqual([2, 4, 6, 8]);
    expect(line.map(({ remainingPercent }) => remainingPercent)).toEqual([100, 50, null, 50]);
    expect(describeBudgetLine(new Uint8Array(9), 0, 99, 3)).toEqual([]);
  });
  test('13. unknown minutes change nothing, wherever they stand', () => {
    const minute = fc.constantFrom(0, 1, 2);
    fc.assert(
      fc.property(fc.array(minute, { maxLength: 300 }), fc.integer({ min: 1, max: 50 }), (verdicts, steps) => {
        const minutes = Uint8Array.from(verdicts);
        const counts = countMinutes(minutes);
        expect(counts).toEqual(countMinutes(minutes.filter((one) => one !== 0)));
        const line = describeBudgetLine(minutes, 0, 90, steps);
        const last = line.findLast(({ remainingPercent }) => remainingPercent !== null)?.remainingPercent ?? null;
        const left = budgetRemainingPercent(counts, 90);
        if (left === null) expect(last).toBeNull();
        else expect(last).toBeCloseTo(left, 6);
        expect(line.length).toBeLessThanOrEqual(steps + 1);
        const runs = findBadRuns(minutes, 0);
        expect(runs.reduce((sum, { fromMs, untilMs }) => sum + (untilMs - fromMs) / 60_000, 0)).toBe(counts.bad);
      }),
    );
  });
});

test('14. bad minutes in a row are one run', () => {
  expect(findBadRuns(Uint8Array.from([2, 2, 1, 0, 2, 1, 2]), 0)).toEqual([
    { fromMs: 0, untilMs: 120_000 },
    { fromMs: 240_000, untilMs: 300_000 },
    { fromMs: 360_000, untilMs: 420_000 },
  ]);
});
