import type { Queryable } from './database';
import { parseArray } from './lag-arrays';
import type { RollupTier } from './rollup-tiers';

/** Log ends of one series in one bucket, where the lag was lowest and where it was highest; slot p is partition p, or the one asked for. */
export interface EndRow {
  readonly seriesId: number;
  readonly bucketMs: number;
  readonly low: EndColumns;
  readonly high: EndColumns;
}

export interface EndColumns {
  /** Ms after the start of the bucket; NaN where nothing is known. */
  readonly at: Float64Array;
  readonly end: Float64Array;
}

/** The same with where the group stood. */
export interface PositionRow extends EndRow {
  readonly low: PositionColumns;
  readonly high: PositionColumns;
  /** In no round of the bucket were all partitions known. */
  readonly isPartial: boolean;
}

export interface PositionColumns extends EndColumns {
  readonly committed: Float64Array;
  readonly lag: Float64Array;
}

interface BucketRange {
  readonly fromMs: number;
  readonly untilMs: number;
}

const END_COLUMNS = ['at', 'end'] as const;
const POSITION_COLUMNS = ['at', 'end', 'committed', 'lag'] as const;
/** Past the last slot of any array. */
const ALL_SLOTS = 2_000_000;

type ColumnRow = { readonly series_id: number; readonly bucket_ms: number; readonly is_partial: boolean } & Readonly<
  Record<string, string | null>
>;

/** Log ends of some series in the buckets that start in a range, ascending. */
export async function readEndRows(
  database: Queryable,
  table: RollupTier['table'],
  seriesIds: readonly number[],
  partition: number | null,
  range: BucketRange,
): Promise<readonly EndRow[]> {
  const rows = await readColumns(database, table, END_COLUMNS, seriesIds, partition, range);
  const parse = (row: ColumnRow, kind: string) => ({ at: read(row, `${kind}_at`), end: read(row, `${kind}_end`) });
  return rows.map((row) => ({ ...describeBucket(row), low: parse(row, 'low'), high: parse(row, 'high') }));
}

/** Positions of some series in the buckets that start in a range, ascending. */
export async function readPositionRows(
  database: Queryable,
  table: RollupTier['table'],
  seriesIds: readonly number[],
  partition: number | null,
  range: BucketRange,
): Promise<readonly PositionRow[]> {
  const rows = await readColumns(database, table, POSITION_COLUMNS, seriesIds, partition, range);
  const parse = (row: ColumnRow, kind: string) => ({
    at: read(row, `${kind}_at`),
    end: read(row, `${kind}_end`),
    committed: read(row, `${kind}_committed`),
    lag: read(row, `${kind}_lag`),
  });
  return rows.map((row) => ({
    ...describeBucket(row),
    low: parse(row, 'low'),
    high: parse(row, 'high'),
    isPartial: row.is_partial,
  }));
}

function describeBucket(row: ColumnRow): { seriesId: number; bucketMs: number } {
  return { seriesId: row.series_id, bucketMs: row.bucket_ms };
}

function read(row: ColumnRow, name: string): Float64Array {
  return parseArray(row[name] ?? null) ?? new Float64Array(0);
}

/** Slot 1 of the stored arrays is the sum; partition p is slot p + 2. */
async function readColumns(
  database: Queryable,
  table: RollupTier['table'],
  names: readonly string[],
  seriesIds: readonly number[],
  partition: number | null,
  { fromMs, untilMs }: BucketRange,
): Promise<readonly ColumnRow[]> {
  if (seriesIds.length === 0 || untilMs <= fromMs) return [];
  const columns = ['low', 'high'].flatMap((kind) =>
    names.map((name) => `${kind}_${name}[$4:$5]::text AS ${kind}_${name}`),
  );
  return database.query<ColumnRow>(
    `SELECT rolled.* FROM unnest($1::int[]) AS wanted(id) CROSS JOIN LATERAL (
       SELECT series_id, bucket_ms, low_at[1] IS NULL AS is_partial, ${columns.join(', ')} FROM history.${table}
        WHERE series_id = wanted.id AND bucket_ms >= $2 AND bucket_ms < $3 ORDER BY bucket_ms) AS rolled`,
    [
      seriesIds,
      fromMs,
      untilMs,
      partition === null ? 2 : partition + 2,
      partition === null ? ALL_SLOTS : partition + 2,
    ],
  );
}
