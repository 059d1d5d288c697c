import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ChartRow } from './chart-series';
import {
  contextRange,
  firstIndexAtOrAfter,
  nearestRow,
  normalizeRange,
  ratePerSecond,
  rowsToDraw,
  rowsWithin,
  scaleRange,
  shiftRange,
  valueExtent,
} from './visible-range';

function rowsOf(...pairs: readonly (readonly [number, number | null])[]): ChartRow[] {
  return pairs.map(([t, value]) => ({ t, values: [value] }));
}

const rows = rowsOf([10, 1], [20, 2], [30, null], [40, 4], [50, 5]);

describe('rows of a range', () => {
  it('finds the first row at or after a time', () => {
    expect([5, 10, 11, 50, 51].map((t) => firstIndexAtOrAfter(rows, t))).toEqual([0, 0, 1, 4, 5]);
  });
  it('counts both ends in', () => {
    expect(rowsWithin(rows, { fromMs: 20, toMs: 40 }).map((row) => row.t)).toEqual([20, 30, 40]);
  });
  it('draws one row more on each side, where there is one', () => {
    expect(rowsToDraw(rows, { fromMs: 21, toMs: 39 }).map((row) => row.t)).toEqual([20, 30, 40]);
    expect(rowsToDraw(rows, { fromMs: 0, toMs: 99 })).toHaveLength(5);
    expect(rowsToDraw([], { fromMs: 0, toMs: 99 })).toEqual([]);
  });
  it('snaps to the closest row, and to none that is too far', () => {
    expect(nearestRow(rows, 24)?.t).toBe(20);
    expect(nearestRow(rows, 26)?.t).toBe(30);
    expect(nearestRow(rows, 900)?.t).toBe(50);
    expect(nearestRow(rows, 900, 100)).toBeNull();
    expect(nearestRow([], 1)).toBeNull();
  });
  it('takes extents over known values only', () => {
    expect(valueExtent(rows, [0])).toEqual({ min: 1, max: 5 });
    expect(valueExtent(rowsOf([1, null]), [0])).toBeNull();
  });
});

describe('rate of a series', () => {
  it('is the change between the first and the last known value', () => {
    expect(ratePerSecond(rowsOf([0, null], [1000, 100], [2000, null], [6000, 150], [7000, null]), 0)).toBe(10);
  });
  it('is unknown with fewer than two known values', () => {
    expect(ratePerSecond(rowsOf([0, 5], [1000, null]), 0)).toBeNull();
    expect(ratePerSecond([], 0)).toBeNull();
  });
  it('is unknown where the value fell', () => {
    expect(ratePerSecond(rowsOf([0, 500], [1000, 20]), 0)).toBeNull();
  });
  it('is zero, not unknown, where nothing moved', () => {
    expect(ratePerSecond(rowsOf([0, 7], [1000, 7]), 0)).toBe(0);
  });
});

describe('changing the range', () => {
  it('puts the ends in order and keeps a minimum', () => {
    expect(normalizeRange(50_000, 10_000, 1000, 90_000)).toEqual({ fromMs: 10_000, toMs: 50_000 });
    expect(normalizeRange(10_000, 10_000, 2000, 90_000)).toEqual({ fromMs: 9_000, toMs: 11_000 });
  });
  it('does not reach past the present', () => {
    expect(normalizeRange(80_000, 120_000, 1000, 100_000)).toEqual({ fromMs: 60_000, toMs: 100_000 });
  });
  it('looks closer around the middle and moves by a share', () => {
    expect(scaleRange({ fromMs: 0, toMs: 100 }, 0.5, 1, 1000)).toEqual({ fromMs: 25, toMs: 75 });
    expect(shiftRange({ fromMs: 0, toMs: 100 }, -0.5, 1000)).toEqual({ fromMs: -50, toMs: 50 });
    expect(shiftRange({ fromMs: 0, toMs: 100 }, 0.5, 120)).toEqual({ fromMs: 20, toMs: 120 });
  });
  it('always holds: ordered, long enough, not past the present', () => {
    const time = fc.integer({ min: 0, max: 1e9 });
    fc.assert(
      fc.property(time, time, fc.integer({ min: 1, max: 1e6 }), time, (a, b, minimum, latest) => {
        const range = normalizeRange(a, b, minimum, latest);
        expect(range.toMs - range.fromMs).toBeGreaterThanOrEqual(minimum);
        expect(range.toMs).toBeLessThanOrEqual(latest);
      }),
    );
  });
});

describe('context of a range', () => {
  const hour = 3_600_000;
  it('spans the next step that is six times as long', () => {
    const visible = { fromMs: 100 * hour - 300_000, toMs: 100 * hour };
    expect(contextRange(visible, null, 100 * hour)).toEqual({ fromMs: 99 * hour, toMs: 100 * hour });
  });
  it('starts at the first sample, and no later than the visible range', () => {
    const visible = { fromMs: 99.9 * hour, toMs: 100 * hour };
    expect(contextRange(visible, 99.5 * hour, 100 * hour).fromMs).toBe(99.5 * hour);
    expect(contextRange(visible, 99.95 * hour, 100 * hour).fromMs).toBe(99.9 * hour);
  });
  it('shows what came after a range in the past', () => {
    const visible = { fromMs: 50 * hour, toMs: 50.1 * hour };
    expect(contextRange(visible, null, 100 * hour)).toEqual({ fromMs: 49.6 * hour, toMs: 50.6 * hour });
  });
  it('always contains the visible range', () => {
    const time = fc.integer({ min: 0, max: 1e10 });
    fc.assert(
      fc.property(time, fc.integer({ min: 1, max: 1e10 }), fc.option(time), time, (from, length, since, now) => {
        const visible = { fromMs: from, toMs: from + length };
        const context = contextRange(visible, since, now);
        expect(context.fromMs).toBeLessThanOrEqual(visible.fromMs);
        expect(context.toMs).toBeGreaterThanOrEqual(visible.toMs);
      }),
    );
  });
});
