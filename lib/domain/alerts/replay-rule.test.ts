import { describe, expect, test } from 'vitest';
import { type HistorySample, replayRule, replayValues } from './replay-rule';
import { buildRule } from './testing/build-rule';

const MINUTE = 60_000;
const sample = (minute: number, committed: number | null, end: number | null): HistorySample => ({
  t: minute * MINUTE,
  committed,
  end,
  lag: committed === null || end === null ? null : end - committed,
});
const valuesOf = (...args: Parameters<typeof replayValues>) => replayValues(...args).map(({ value }) => value);

describe('a rule over history', () => {
  test('1. lag is what was stored, gaps stay gaps', () => {
    expect(valuesOf('group-lag', [sample(0, 5, 10), sample(1, null, null), sample(2, 10, 10)], 300)).toEqual([
      5,
      null,
      0,
    ]);
  });

  test('2. growth is per second over the window', () => {
    const samples = [0, 1, 2, 3, 4].map((minute) => sample(minute, 0, minute * 120));
    expect(valuesOf('group-lag-growth', samples, 120)).toEqual([null, 2, 2, 2, 2]);
  });

  test('3. silence counts from the last commit that moved, and is unknown before the first', () => {
    const samples = [sample(0, 5, 10), sample(1, 6, 10), sample(2, 6, 10), sample(3, 6, 6)];
    expect(valuesOf('group-no-commit', samples, 300)).toEqual([null, 0, 60, 0]);
  });

  test('4. seconds are the time since the log ends stood where the commits are', () => {
    const samples = [sample(0, 0, 0), sample(1, 0, 10), sample(2, 10, 20), sample(3, 10, 30), sample(4, 30, 30)];
    expect(valuesOf('group-lag-seconds', samples, 300)).toEqual([0, 60, 60, 120, 0]);
  });

  test('5. seconds are unknown when the history does not reach that far back', () => {
    expect(valuesOf('group-lag-seconds', [sample(0, 5, 10), sample(1, 6, 10)], 300)).toEqual([null, null]);
  });

  test('6. fires as it would have, with the time that it still would', () => {
    const rule = buildRule({ kind: 'group-lag', threshold: 10, forSeconds: 60 });
    const values = [0, 20, 20, 5, 20, 20, 20].map((value, minute) => ({ t: minute * MINUTE, value }));
    expect(replayRule(rule, { kind: 'group', name: 'g' }, values)).toEqual([
      { fromMs: 2 * MINUTE, toMs: 3 * MINUTE },
      { fromMs: 5 * MINUTE, toMs: null },
    ]);
  });
});
