import { describe, expect, it } from 'vitest';
import type { ChartRow } from './chart-series';
import { gapsBetween, planAreaPath, planLinePath, splitIntoRuns } from './gap-runs';

function rowsOf(...values: readonly (number | null)[]): ChartRow[] {
  return values.map((value, index) => ({ t: index, values: [value] }));
}
const same = (value: number) => value;

describe('gaps', () => {
  it('end a stretch and belong to none', () => {
    const runs = splitIntoRuns(rowsOf(null, 1, 2, null, null, 3, null), 0);
    expect(runs.map((run) => run.map((row) => row.t))).toEqual([[1, 2], [5]]);
  });
  it('are not bridged by the line', () => {
    expect(planLinePath(rowsOf(1, 2, null, 4, 5), 0, same, same)).toBe('M0,1L1,2M3,4L4,5');
  });
  it('leave a lone value as a point', () => {
    expect(planLinePath(rowsOf(null, 7, null), 0, same, same)).toBe('M1,7Z');
  });
  it('are not filled', () => {
    expect(planAreaPath(rowsOf(1, 2, null, 4, 5), 0, same, same)).toBe('M0,0L0,1L1,2L1,0ZM3,0L3,4L4,5L4,0Z');
  });
  it('reach from the last known row to the next', () => {
    expect(gapsBetween(rowsOf(null, 1, null, null, 4, 5, null), 1)).toEqual([{ fromMs: 1, toMs: 4 }]);
  });
  it('are none where one of the series is known', () => {
    const rows = [
      { t: 0, values: [1, 1] },
      { t: 1, values: [null, 1] },
      { t: 2, values: [1, 1] },
    ];
    expect(gapsBetween(rows, 2)).toEqual([]);
  });
});
