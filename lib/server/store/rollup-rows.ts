import type { Queryable } from './database';
import type { LagSample } from './dense-lag';
import { formatArray, joinColumn, parseArray } from './lag-arrays';
import { type LagSeries, WHOLE_GROUP } from './lag-series';
import type { RollupTier } from './rollup-tiers';

/** Bucket start up to which each roll-up of a cluster is done. */
export async function readRolledUntil(database: Queryable, clusterId: string): Promise<ReadonlyMap<string, number>> {
  const rows = await database.query<{ tier: string; rolled_until_ms: number }>(
    'SELECT tier, rolled_until_ms FROM history.rollup WHERE cluster_id = $1',
    [clusterId],
  );
  return new Map(rows.map((row) => [row.tier, row.rolled_until_ms]));
}

export async function writeRolledUntil(
  tx: Queryable,
  clusterId: string,
  tier: RollupTier['table'],
  untilMs: number,
): Promise<void> {
  await tx.query(
    `INSERT INTO history.rollup AS done (cluster_id, tier, rolled_until_ms) VALUES ($1, $2, $3)
     ON CONFLICT (cluster_id, tier) DO UPDATE SET rolled_until_ms = greatest(done.rolled_until_ms, excluded.rolled_until_ms)`,
    [clusterId, tier, untilMs],
  );
}

interface SlotRow {
  readonly bucket_ms: number;
  readonly low_at: number | null;
  readonly low_committed: number | null;
  readonly low_end: number | null;
  readonly low_lag: number | null;
  readonly high_at: number | null;
  readonly high_committed: number | null;
  readonly high_end: number | null;
  readonly high_lag: number | null;
}

/** The lowest and the highest of each bucket of [fromMs, untilMs), in order of time. */
export async function readRollupSamples(
  database: Queryable,
  table: RollupTier['table'],
  series: readonly LagSeries[],
  { topic, partition }: { readonly topic: string | null; readonly partition: number | null },
  { fromMs, untilMs }: { readonly fromMs: number; readonly untilMs: number },
): Promise<readonly LagSample[]> {
  const wanted = series.filter((one) => one.topic === (topic ?? WHOLE_GROUP));
  const slot = partition === null ? 1 : partition + 2;
  const columns = [
    'low_at',
    'low_committed',
    'low_end',
    'low_lag',
    'high_at',
    'high_committed',
    'high_end',
    'high_lag',
  ];
  const rows = await database.query<SlotRow>(
    `SELECT rolled.* FROM unnest($1::int[]) AS wanted(id) CROSS JOIN LATERAL (
       SELECT bucket_ms, ${columns.map((column) => `${column}[$4] AS ${column}`).join(', ')} FROM history.${table}
        WHERE series_id = wanted.id AND bucket_ms >= $2 AND bucket_ms < $3) AS rolled ORDER BY bucket_ms`,
    [wanted.map(({ seriesId }) => seriesId), fromMs, untilMs, slot],
  );
  return rows.flatMap(describeSamples).sort((a, b) => a.t - b.t);
}

function describeSamples(row: SlotRow): LagSample[] {
  if (row.low_at === null || row.high_at === null) return [{ t: row.bucket_ms, committed: null, end: null, lag: null }];
  const low = { t: row.bucket_ms + row.low_at, committed: row.low_committed, end: row.low_end, lag: row.low_lag };
  const high = { t: row.bucket_ms + row.high_at, committed: row.high_committed, end: row.high_end, lag: row.high_lag };
  return low.t === high.t ? [low] : [low, high];
}

/** One bucket of one series: slot 0 is the sum, slot p + 1 partition p. NaN in `at`: nothing known. */
export interface RollupRow {
  readonly seriesId: number;
  readonly bucketMs: number;
  readonly low: RollupColumns;
  readonly high: RollupColumns;
}

export interface RollupColumns {
  readonly at: Float64Array;
  readonly committed: Float64Array;
  readonly end: Float64Array;
  readonly lag: Float64Array;
}

type ColumnRow = { readonly series_id: number; readonly bucket_ms: number } & Readonly<Record<string, string | null>>;

/** Whole rows of some series in [fromMs, untilMs). */
export async function readRollupRows(
  database: Queryable,
  table: RollupTier['table'],
  seriesIds: readonly number[],
  fromMs: number,
  untilMs: number,
): Promise<readonly RollupRow[]> {
  const rows = await database.query<ColumnRow>(
    `SELECT rolled.* FROM unnest($1::int[]) AS wanted(id) CROSS JOIN LATERAL (
       SELECT series_id, bucket_ms, low_at::text, low_committed, low_end, low_lag, high_at::text, high_committed, high_end, high_lag
         FROM history.${table} WHERE series_id = wanted.id AND bucket_ms >= $2 AND bucket_ms < $3) AS rolled`,
    [seriesIds, fromMs, untilMs],
  );
  return rows.map((row) => ({
    seriesId: row.series_id,
    bucketMs: row.bucket_ms,
    low: parseColumns(row, 'low'),
    high: parseColumns(row, 'high'),
  }));
}

function parseColumns(row: ColumnRow, kind: 'low' | 'high'): RollupColumns {
  const read = (name: string) => parseArray(row[`${kind}_${name}`] ?? null) ?? new Float64Array(0);
  return { at: read('at'), committed: read('committed'), end: read('end'), lag: read('lag') };
}

const TABLE_COLUMNS = [
  'low_at',
  'low_committed',
  'low_end',
  'low_lag',
  'high_at',
  'high_committed',
  'high_end',
  'high_lag',
] as const;

/** Writes buckets; one that is there already stays as it is. */
export async function appendRollupRows(
  tx: Queryable,
  table: RollupTier['table'],
  rows: readonly RollupRow[],
): Promise<void> {
  if (rows.length === 0) return;
  const columns = rows.map(({ low, high }) =>
    [low.at, low.committed, low.end, low.lag, high.at, high.committed, high.end, high.lag].map(formatArray),
  );
  const casts = TABLE_COLUMNS.map((name) => `${name}::${name.endsWith('_at') ? 'int' : 'bigint'}[]`);
  const lists = TABLE_COLUMNS.map((_, index) => `string_to_array($${index + 3}, ';', '')`);
  await tx.query(
    `INSERT INTO history.${table} (series_id, bucket_ms, ${TABLE_COLUMNS.join(', ')})
     SELECT id, bucket, ${casts.join(', ')}
       FROM unnest($1::int[], $2::bigint[], ${lists.join(', ')}) AS rolled(id, bucket, ${TABLE_COLUMNS.join(', ')})
     ON CONFLICT DO NOTHING`,
    [
      rows.map(({ seriesId }) => seriesId),
      rows.map(({ bucketMs }) => bucketMs),
      ...TABLE_COLUMNS.map((_, index) => joinColumn(columns.map((row) => row[index] ?? null))),
    ],
  );
}
