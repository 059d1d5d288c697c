import { describe, expect, it } from 'vitest';
import { joinOnGrid } from './join-on-grid';

function line(...pairs: readonly (readonly [number, number | null])[]) {
  return pairs.map(([t, value]) => ({ t, values: [value] }));
}
const values = (rows: ReturnType<typeof joinOnGrid>) => rows.map((row) => row.values);

describe('lines on a common grid', () => {
  it('put rows of one step together, though their times differ', () => {
    const rows = joinOnGrid([line([1000, 1], [2000, 2], [3000, 3]), line([1100, 10], [1900, 20], [3300, 30])], 1000);
    expect(values(rows)).toEqual([
      [1, 10],
      [2, 20],
      [3, 30],
    ]);
    expect(rows.map((row) => row.t)).toEqual([1000, 2000, 3000]);
  });
  it('keep the peak of a step', () => {
    expect(values(joinOnGrid([line([1000, 1], [1200, 90], [1400, 2])], 1000))).toEqual([[90]]);
  });
  it('bridge a round that came late, not a gap', () => {
    expect(values(joinOnGrid([line([0, 10], [2000, 30])], 1000))).toEqual([[10], [20], [30]]);
    expect(values(joinOnGrid([line([0, 10], [4000, 50])], 1000))).toEqual([[10], [null], [null], [null], [50]]);
  });
  it('never bridge what was told to be unknown', () => {
    expect(values(joinOnGrid([line([0, 10], [1000, null], [2000, 30])], 1000))).toEqual([[10], [null], [30]]);
  });
  it('leave a line unknown where it has not begun', () => {
    expect(values(joinOnGrid([line([0, 1], [1000, 2]), line([1000, 5])], 1000))).toEqual([
      [1, null],
      [2, 5],
    ]);
    expect(joinOnGrid([[], []], 1000)).toEqual([]);
  });
});
