import type { LagPart } from './dense-lag';
import type { RollupColumns, RollupRow } from './rollup-rows';

/** The lowest and the highest lag met so far, per slot; slots are added as they come. */
export interface Extremes {
  low: RollupColumns;
  high: RollupColumns;
}

export function createExtremes(slots: number): Extremes {
  return { low: createColumns(slots), high: createColumns(slots) };
}

/** Takes one sample of one slot into account; `atMs` after the bucket's start. The earliest of equals stays. */
export function foldSample(extremes: Extremes, slot: number, atMs: number, { committed, end, lag }: LagPart): void {
  foldOffsets(extremes, slot, atMs, committed ?? Number.NaN, end ?? Number.NaN, lag ?? Number.NaN);
}

/** The same with NaN for what is not known; a slot in which nothing is known stays empty. */
export function foldOffsets(
  extremes: Extremes,
  slot: number,
  atMs: number,
  committed: number,
  end: number,
  lag: number,
): void {
  growTo(extremes, slot + 1);
  if (Number.isNaN(lag)) return;
  const { low, high } = extremes;
  // Comparisons with NaN, the empty slot, are false.
  if (!((low.lag[slot] as number) <= lag)) setSlot(low, slot, atMs, committed, end, lag);
  if (!((high.lag[slot] as number) >= lag)) setSlot(high, slot, atMs, committed, end, lag);
}

/** Takes a bucket of a finer roll-up into account; `offsetMs` from the start of our bucket to the start of its. */
export function foldRow(extremes: Extremes, row: RollupRow, offsetMs: number): void {
  growTo(extremes, row.low.at.length);
  for (let slot = 0; slot < row.low.at.length; slot++) {
    for (const columns of [row.low, row.high]) {
      const at = columns.at[slot] as number;
      foldOffsets(
        extremes,
        slot,
        at + offsetMs,
        columns.committed[slot] as number,
        columns.end[slot] as number,
        columns.lag[slot] as number,
      );
    }
  }
}

function setSlot(
  columns: RollupColumns,
  slot: number,
  atMs: number,
  committed: number,
  end: number,
  lag: number,
): void {
  columns.at[slot] = atMs;
  columns.committed[slot] = committed;
  columns.end[slot] = end;
  columns.lag[slot] = lag;
}

/** Makes room for slots at once. */
export function growTo(extremes: Extremes, slots: number): void {
  if (extremes.low.at.length >= slots) return;
  extremes.low = growColumns(extremes.low, slots);
  extremes.high = growColumns(extremes.high, slots);
}

function growColumns(columns: RollupColumns, slots: number): RollupColumns {
  const grown = createColumns(slots);
  grown.at.set(columns.at);
  grown.committed.set(columns.committed);
  grown.end.set(columns.end);
  grown.lag.set(columns.lag);
  return grown;
}

function createColumns(slots: number): RollupColumns {
  const column = () => new Float64Array(slots).fill(Number.NaN);
  return { at: column(), committed: column(), end: column(), lag: column() };
}
