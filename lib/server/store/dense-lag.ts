import type { TimeBehind } from '@/lib/domain/end-history';
import type { LagSeries } from './lag-series';

/** One series in one round, as stored; what null and NaN mean is told by the migration that makes the table. */
export interface StoredLagRow {
  readonly seriesId: number;
  readonly capturedAtMs: number;
  readonly committed: Float64Array | null;
  readonly logEnd: Float64Array | null;
  readonly lagFloor: Float64Array | null;
}

/** Offsets summed over some partitions at one instant; null where not known. */
export interface LagSample {
  /** Epoch ms. */
  readonly t: number;
  readonly committed: number | null;
  readonly end: number | null;
  readonly lag: number | null;
  /** How far behind the partition furthest behind was in time; absent or null where not known. */
  readonly behind?: TimeBehind | null;
}

/** A span without a hole between rounds. */
export interface CoverageSpan {
  readonly fromMs: number;
  readonly toMs: number;
  readonly pollIntervalMs: number;
}

export interface LagPart {
  readonly committed: number | null;
  readonly end: number | null;
  readonly lag: number | null;
}

const UNKNOWN: LagPart = { committed: null, end: null, lag: null };

/** One slot of a row; null when the group has nothing to do with that partition. */
export function describeSlot(row: StoredLagRow, partition: number): LagPart | null {
  const { committed, logEnd, lagFloor } = row;
  if (committed === null || logEnd === null) return UNKNOWN;
  const offset = committed[partition] ?? Number.NaN;
  const end = logEnd[partition] ?? Number.NaN;
  if (Number.isNaN(offset)) return Number.isNaN(end) ? null : UNKNOWN;
  if (Number.isNaN(end)) return { committed: offset, end: null, lag: null };
  const floor = lagFloor?.[partition] ?? Number.NaN;
  const from = Number.isNaN(floor) ? offset : Math.max(offset, floor);
  return { committed: offset, end, lag: Math.max(0, end - from) };
}

/** The sum of a row; null when the group has no commit in the topic, or one of both is gone. */
export function describeRow(row: StoredLagRow): LagPart | null {
  if (row.committed === null) return UNKNOWN;
  let sum: LagPart | null = null;
  for (let partition = 0; partition < row.committed.length; partition++) {
    const slot = describeSlot(row, partition);
    if (slot !== null) sum = sum === null ? slot : addParts(sum, slot);
  }
  return sum;
}

/** What is not known in one part is not known in the sum. */
export function addParts(a: LagPart, b: LagPart): LagPart {
  return { committed: addOrNull(a.committed, b.committed), end: addOrNull(a.end, b.end), lag: addOrNull(a.lag, b.lag) };
}

function addOrNull(a: number | null, b: number | null): number | null {
  return a === null || b === null ? null : a + b;
}

/** Where a series stands in a round: its row, or that it is unknown or not there. */
export type RowAt = StoredLagRow | 'unknown' | 'absent';

/** Walks the rounds of a cluster in order and tells, for each series, the row that holds in that round. */
export interface DenseRows {
  /** Rounds must be asked in ascending order. */
  at(series: LagSeries, roundMs: number): RowAt;
}

/**
 * Rows are stored when they change: between them the last one holds, inside its span of coverage and for no longer than
 * a heartbeat takes. A series that should have a row and has none is unknown, so that no sum falls silently.
 */
export function createDenseRows(
  rows: readonly StoredLagRow[],
  spans: readonly CoverageSpan[],
  describeCarryMs: (pollIntervalMs: number) => number,
): DenseRows {
  const bySeries = new Map<number, { rows: StoredLagRow[]; next: number }>();
  for (const row of rows) {
    const cursor = bySeries.get(row.seriesId);
    if (cursor) cursor.rows.push(row);
    else bySeries.set(row.seriesId, { rows: [row], next: 0 });
  }
  for (const cursor of bySeries.values()) cursor.rows.sort((a, b) => a.capturedAtMs - b.capturedAtMs);
  let spanIndex = 0;
  return {
    at: (series, roundMs) => {
      while (spanIndex + 1 < spans.length && (spans[spanIndex + 1] as CoverageSpan).fromMs <= roundMs) spanIndex++;
      const span = spans[spanIndex];
      const cursor = bySeries.get(series.seriesId);
      while (
        cursor &&
        cursor.next < cursor.rows.length &&
        (cursor.rows[cursor.next] as StoredLagRow).capturedAtMs <= roundMs
      )
        cursor.next++;
      const row = cursor?.rows[cursor.next - 1];
      if (row && span && row.capturedAtMs >= span.fromMs) {
        if (row.committed?.length === 0) return 'absent';
        if (roundMs - row.capturedAtMs <= describeCarryMs(span.pollIntervalMs)) return row;
      }
      const isThere = series.firstMs <= roundMs && (series.endedMs === null || roundMs < series.endedMs);
      return isThere ? 'unknown' : 'absent';
    },
  };
}

/** The sum over `series` in each round; all null where one of them is not known, or none is there. */
export function sumDenseRows(
  dense: DenseRows,
  series: readonly LagSeries[],
  roundsMs: readonly number[],
  partition: number | null,
): readonly LagSample[] {
  const parts = new Map<StoredLagRow, LagPart | null>();
  const describePart = (row: StoredLagRow) => {
    const seen = parts.get(row);
    if (seen !== undefined) return seen;
    const part = partition === null ? describeRow(row) : describeSlot(row, partition);
    parts.set(row, part);
    return part;
  };
  return roundsMs.map((t) => {
    let sum: LagPart | null = null;
    for (const one of series) {
      const row = dense.at(one, t);
      const part = row === 'absent' ? null : row === 'unknown' ? UNKNOWN : describePart(row);
      if (part !== null) sum = sum === null ? part : addParts(sum, part);
    }
    return { t, ...(sum ?? UNKNOWN) };
  });
}
