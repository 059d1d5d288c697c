import { describe, expect, it } from 'vitest';
import { BEHIND, LAG, parseFixedRange, pickValue, resolveLagWindow, toChartRows } from './lag-range';

const now = 1_800_000_000_000;

describe('window of a lag chart', () => {
  it('ends now while it slides', () => {
    expect(resolveLagWindow({ range: '5m', fixed: null }, now, null)).toEqual({ fromMs: now - 300_000, toMs: now });
  });
  it('stands where it was put', () => {
    const fixed = { fromMs: now - 90_000, toMs: now - 30_000 };
    expect(resolveLagWindow({ range: '5m', fixed }, now, null)).toBe(fixed);
  });
  it('begins at the first sample for "all", however young that is', () => {
    expect(resolveLagWindow({ range: 'all', fixed: null }, now, now - 7_200_000).fromMs).toBe(now - 7_200_000);
    expect(resolveLagWindow({ range: 'all', fixed: null }, now, now - 5).fromMs).toBe(now - 60_000);
    expect(resolveLagWindow({ range: 'all', fixed: null }, now, null).fromMs).toBe(now - 3_600_000);
  });
  it('takes from an address only what is a range', () => {
    expect(parseFixedRange(now - 5000, now)).toEqual({ fromMs: now - 5000, toMs: now });
    expect(parseFixedRange(now, null)).toBeNull();
    expect(parseFixedRange(now, now - 5000)).toBeNull();
    expect(parseFixedRange(1_700_000_000, 1_700_003_600)).toBeNull();
  });
});

describe('rows of a lag chart', () => {
  const history = {
    points: [
      { t: 1, committed: 5, end: 9, lag: 4, seconds: 8, secondsIsAtLeast: false, secondsWithin: 2 },
      { t: 2, committed: null, end: null, lag: null, seconds: null, secondsIsAtLeast: false, secondsWithin: null },
      { t: 3, committed: 5, end: 9, lag: 4, seconds: 10, secondsIsAtLeast: true, secondsWithin: null },
    ],
    stepMs: 1,
    collectingSinceMs: 1,
  };
  it('keep unknown as null', () => {
    expect(toChartRows(history)).toEqual([
      { t: 1, values: [9, 5, 4, 8, 2] },
      { t: 2, values: [null, null, null, null, null] },
      { t: 3, values: [9, 5, 4, 10, null], atLeast: [false, false, false, true, false] },
    ]);
    expect(pickValue(toChartRows(history), LAG)).toEqual([
      { t: 1, values: [4] },
      { t: 2, values: [null] },
      { t: 3, values: [4] },
    ]);
    expect(pickValue(toChartRows(history), BEHIND)[2]).toEqual({ t: 3, values: [10], atLeast: [true] });
  });
});
