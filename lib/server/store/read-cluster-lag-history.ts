import type { ClusterLagHistory, ClusterLagHistoryQuery } from '@/lib/views/lag-history';
import type { Queryable } from './database';
import { parseArray } from './lag-arrays';
import { type LagSeries, readWholeGroups } from './lag-series';
import { describeKeptSince } from './partitions';
import type { ReadLagHistoryOptions } from './read-lag-history';
import { readRolledUntil } from './rollup-rows';
import { chooseRollup, ROLLUP_TIERS, type RollupTier } from './rollup-tiers';

const MINUTE_MS = 60_000;

/** Buckets of the whole answer that start in [fromMs, untilMs) of one roll-up. */
interface Stretch {
  readonly table: RollupTier['table'];
  readonly fromMs: number;
  readonly untilMs: number;
}

interface FoldedRow {
  readonly series_id: number;
  readonly buckets: string | null;
  readonly low: string | null;
  readonly high: string | null;
}

/**
 * Lowest and highest lag of every group in each bucket, from the coarsest roll-up that is fine enough; what it does not hold
 * yet comes from finer ones. The smallest and largest value of a bucket are those of the samples themselves.
 */
export async function readClusterLagHistory(
  database: Queryable,
  { clusterId, fromMs, toMs, buckets }: ClusterLagHistoryQuery,
  options: ReadLagHistoryOptions = {},
): Promise<ClusterLagHistory> {
  const nowMs = options.nowMs ?? Date.now();
  const untilMs = Math.min(toMs, nowMs);
  const tier = chooseTier(fromMs, Math.max(1, untilMs - fromMs) / buckets, options.retentionDays, nowMs);
  const stepMs = describeStepMs(fromMs, untilMs, buckets, tier.widthMs);
  const startMs = floorTo(fromMs, stepMs);
  const [groups, rolledUntil] = await Promise.all([
    readWholeGroups(database, clusterId),
    readRolledUntil(database, clusterId),
  ]);
  const stretches = describeStretches(tier, startMs, untilMs, rolledUntil);
  const tables = await Promise.all(stretches.map((stretch) => readFolded(database, groups, stretch, stepMs)));
  const count = Math.max(0, Math.ceil((untilMs - startMs) / stepMs));
  const columns = new Map<number, { low: (number | null)[]; high: (number | null)[] }>();
  for (const row of tables.flat()) {
    const starts = parseArray(row.buckets);
    const lows = parseArray(row.low);
    const highs = parseArray(row.high);
    if (starts === null || lows === null || highs === null) continue;
    const { low, high } = columns.get(row.series_id) ?? { low: emptyColumn(count), high: emptyColumn(count) };
    columns.set(row.series_id, { low, high });
    for (let index = 0; index < starts.length; index++) {
      const place = ((starts[index] as number) - startMs) / stepMs;
      low[place] = fold(low[place], lows[index] as number, Math.min);
      high[place] = fold(high[place], highs[index] as number, Math.max);
    }
  }
  const items = groups.flatMap(({ groupId, seriesId }) => {
    const found = columns.get(seriesId);
    return found === undefined ? [] : [{ groupId, ...found }];
  });
  return { fromMs: startMs, stepMs, items };
}

function chooseTier(
  fromMs: number,
  bucketMs: number,
  retentionDays = Number.POSITIVE_INFINITY,
  nowMs: number,
): RollupTier {
  // A range that ends with the last round is short of a whole number of buckets by seconds.
  const wholeMs = Math.ceil(bucketMs / MINUTE_MS) * MINUTE_MS;
  return chooseRollup((table) => describeKeptSince(table, retentionDays, nowMs) <= fromMs, wholeMs);
}

/** A multiple of the tier's width with which the range, from the start of its first bucket on, takes no more than `buckets`. */
function describeStepMs(fromMs: number, untilMs: number, buckets: number, widthMs: number): number {
  for (let stepMs = widthMs; ; stepMs += widthMs) {
    if (untilMs - floorTo(fromMs, stepMs) <= buckets * stepMs) return stepMs;
  }
}

/** The tier as far as it has come, then finer ones. */
function describeStretches(
  tier: RollupTier,
  startMs: number,
  untilMs: number,
  rolledUntil: ReadonlyMap<string, number>,
): readonly Stretch[] {
  const stretches: Stretch[] = [];
  let fromMs = startMs;
  for (const { table } of ROLLUP_TIERS.slice(0, ROLLUP_TIERS.indexOf(tier) + 1).reverse()) {
    const endMs = Math.min(untilMs, rolledUntil.get(table) ?? 0);
    if (endMs <= fromMs) continue;
    stretches.push({ table, fromMs, untilMs: endMs });
    fromMs = Math.max(fromMs, rolledUntil.get(table) ?? 0);
  }
  return stretches;
}

/**
 * One row a group, folded by Postgres: tens of thousands of buckets as rows would cost more than reading them. All groups in
 * one pass: a search for each of them reads the same pages again and again.
 */
function readFolded(
  database: Queryable,
  groups: readonly LagSeries[],
  { table, fromMs, untilMs }: Stretch,
  stepMs: number,
): Promise<readonly FoldedRow[]> {
  return database.query<FoldedRow>(
    `SELECT series_id, array_agg(bucket) AS buckets, array_agg(low) AS low, array_agg(high) AS high FROM (
       SELECT series_id, bucket_ms / $4::bigint * $4::bigint AS bucket, min(low_lag[1]) AS low, max(high_lag[1]) AS high FROM history.${table}
        WHERE series_id = ANY($1::int[]) AND bucket_ms >= $2 AND bucket_ms < $3 GROUP BY 1, 2) AS rolled GROUP BY 1`,
    [groups.map(({ seriesId }) => seriesId), fromMs, untilMs, stepMs],
  );
}

function emptyColumn(count: number): (number | null)[] {
  return new Array<number | null>(count).fill(null);
}

function fold(
  before: number | null | undefined,
  value: number,
  choose: (a: number, b: number) => number,
): number | null {
  if (Number.isNaN(value)) return before ?? null;
  return before == null ? value : choose(before, value);
}

function floorTo(ms: number, stepMs: number): number {
  return Math.floor(ms / stepMs) * stepMs;
}
