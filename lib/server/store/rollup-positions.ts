import type { Queryable } from './database';
import { ArrayColumn, parseArray } from './lag-arrays';
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

/** The same with where the group stood, not read yet: `PositionReader` does, row after row. */
export interface PositionRow {
  readonly seriesId: number;
  readonly bucketMs: number;
  readonly low: PositionTexts;
  readonly high: PositionTexts;
  /** In no round of the bucket were all partitions known. */
  readonly isPartial: boolean;
}

interface PositionTexts {
  readonly at: string | null;
  readonly end: string | null;
  /** Null where no lag is 0: then no commit lies past the log end. */
  readonly committed: string | null;
  readonly lag: string | null;
}

/** Positions where the lag was lowest, or highest. */
export class PositionColumns {
  readonly at = new ArrayColumn();
  private readonly end = new ArrayColumn();
  private readonly committed = new ArrayColumn();
  private readonly lag = new ArrayColumn();

  read(texts: PositionTexts): void {
    this.at.read(texts.at);
    this.end.read(texts.end);
    this.committed.read(texts.committed);
    this.lag.read(texts.lag);
  }

  endOf(slot: number): number {
    return this.end.values[slot] as number;
  }

  /** Where the group stood, in records that are still there; NaN past the log end. */
  offsetOf(slot: number): number {
    const end = this.end.values[slot] as number;
    const isAhead = slot < this.committed.length && (this.committed.values[slot] as number) > end;
    return isAhead ? Number.NaN : end - (this.lag.values[slot] as number);
  }
}

interface BucketRange {
  readonly fromMs: number;
  readonly untilMs: number;
}

const END_COLUMNS = ['at', 'end'] as const;
const POSITION_COLUMNS = ['at', 'end', 'committed', 'lag'] as const;
/** Slots before that of partition 0 where all partitions are asked for: the sum. */
export const SLOTS_BEFORE = 1;

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
  const from = partition === null ? SLOTS_BEFORE : 0;
  const read = (text: string | null | undefined) => (parseArray(text ?? null) ?? NOTHING).subarray(from);
  const parse = (row: ColumnRow, kind: string) => ({ at: read(row[`${kind}_at`]), end: read(row[`${kind}_end`]) });
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
  const texts = (row: ColumnRow, kind: string) => ({
    at: row[`${kind}_at`] ?? null,
    end: row[`${kind}_end`] ?? null,
    committed: row[`${kind}_committed`] ?? null,
    lag: row[`${kind}_lag`] ?? null,
  });
  return rows.map((row) => ({
    ...describeBucket(row),
    low: texts(row, 'low'),
    high: texts(row, 'high'),
    isPartial: row.is_partial,
  }));
}

function describeBucket(row: ColumnRow): { seriesId: number; bucketMs: number } {
  return { seriesId: row.series_id, bucketMs: row.bucket_ms };
}

const NOTHING = new Float64Array(0);

/** A column as text. Whole arrays are not copied by Postgres; of one partition comes its slot alone. */
function selectColumn(kind: string, name: string, isWhole: boolean): string {
  const column = `${kind}_${name}`;
  const text = isWhole ? `${column}::text` : `${column}[$4:$4]::text`;
  return name === 'committed'
    ? `CASE WHEN 0 = ANY (${kind}_lag) THEN ${text} END AS ${column}`
    : `${text} AS ${column}`;
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
  const isWhole = partition === null;
  const columns = ['low', 'high'].flatMap((kind) => names.map((name) => selectColumn(kind, name, isWhole)));
  return database.query<ColumnRow>(
    `SELECT rolled.* FROM unnest($1::int[]) AS wanted(id) CROSS JOIN LATERAL (
       SELECT series_id, bucket_ms, low_at[1] IS NULL AS is_partial, ${columns.join(', ')} FROM history.${table}
        WHERE series_id = wanted.id AND bucket_ms >= $2 AND bucket_ms < $3 ORDER BY bucket_ms) AS rolled`,
    partition === null ? [seriesIds, fromMs, untilMs] : [seriesIds, fromMs, untilMs, partition + 2],
  );
}
