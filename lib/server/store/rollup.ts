import type { Database, Queryable } from './database';
import { addParts, createDenseRows, describeRow, type LagPart, type StoredLagRow } from './dense-lag';
import { readCoverage, readLagRows, readRoundTimes } from './history-rows';
import { describeCarryLimitMs } from './lag-history';
import { type LagSeries, readSeriesBetween, upsertSeries, WHOLE_GROUP } from './lag-series';
import { type Lease, writeUnderLease } from './lease';
import { createExtremes, type Extremes, foldOffsets, foldRow, foldSample, growTo } from './rollup-fold';
import { rollUpLogs } from './rollup-logs';
import { appendRollupRows, type RollupRow, readRolledUntil, readRollupRows, writeRolledUntil } from './rollup-rows';
import { ROLLUP_TIERS, type RollupTier } from './rollup-tiers';

/** Series of one piece of work: small enough that reading them never holds up a round. */
const CHUNK_SERIES = 400;
const UNKNOWN: LagPart = { committed: null, end: null, lag: null };

/**
 * Brings the roll-ups of a cluster up to its last stored round, finest first. Each bucket is made once all its rounds are
 * stored; a bucket that is made again comes out the same. `conflict` when the lease was lost.
 */
export async function rollUp(database: Database, lease: Lease, signal?: AbortSignal): Promise<void> {
  const { clusterId } = lease;
  const bounds = await readRoundBounds(database, clusterId);
  if (bounds === null) return;
  const rolledUntil = new Map(await readRolledUntil(database, clusterId));
  for (const tier of ROLLUP_TIERS) {
    const sourceUntilMs = tier.source === 'lag_sample' ? bounds.lastMs : (rolledUntil.get(tier.source) ?? 0);
    const untilMs = floorTo(sourceUntilMs, tier.widthMs);
    const fromMs = rolledUntil.get(tier.table) ?? floorTo(bounds.firstMs, tier.widthMs);
    if (untilMs <= fromMs) continue;
    for (const bucketMs of await readBuckets(database, clusterId, fromMs, untilMs, tier.widthMs)) {
      if (signal?.aborted) return;
      await rollUpBucket(database, lease, tier, bucketMs);
      await rollUpLogs(database, lease, tier, bucketMs);
      await writeUnderLease(database, lease, (tx) =>
        writeRolledUntil(tx, clusterId, tier.table, bucketMs + tier.widthMs),
      );
    }
    await writeUnderLease(database, lease, (tx) => writeRolledUntil(tx, clusterId, tier.table, untilMs));
    rolledUntil.set(tier.table, untilMs);
  }
}

async function rollUpBucket(database: Database, lease: Lease, tier: RollupTier, bucketMs: number): Promise<void> {
  const untilMs = bucketMs + tier.widthMs;
  const series = await readSeriesBetween(database, lease.clusterId, bucketMs, untilMs);
  for (const chunk of chunkByGroup(series)) {
    const rows =
      tier.source === 'lag_sample'
        ? await foldSamples(database, lease, chunk, bucketMs, untilMs)
        : await foldFiner(database, tier.source, chunk, bucketMs, untilMs);
    await writeUnderLease(database, lease, (tx) => appendRollupRows(tx, tier.table, rows));
  }
}

async function foldFiner(
  database: Queryable,
  source: RollupTier['table'],
  series: readonly LagSeries[],
  bucketMs: number,
  untilMs: number,
): Promise<readonly RollupRow[]> {
  const ids = series.map(({ seriesId }) => seriesId);
  const folded = new Map<number, Extremes>();
  for (const row of await readRollupRows(database, source, ids, bucketMs, untilMs)) {
    const extremes = folded.get(row.seriesId) ?? createExtremes(row.low.at.length);
    folded.set(row.seriesId, extremes);
    foldRow(extremes, row, row.bucketMs - bucketMs);
  }
  return [...folded].map(([seriesId, { low, high }]) => ({ seriesId, bucketMs, low, high }));
}

async function foldSamples(
  database: Database,
  lease: Lease,
  series: readonly LagSeries[],
  bucketMs: number,
  untilMs: number,
): Promise<readonly RollupRow[]> {
  const topics = series.filter(({ topic }) => topic !== WHOLE_GROUP);
  const spans = await readCoverage(database, lease.clusterId, bucketMs, untilMs);
  const carryMs = describeCarryLimitMs(Math.max(0, ...spans.map(({ pollIntervalMs }) => pollIntervalMs)));
  const rounds = await readRoundTimes(database, lease.clusterId, bucketMs, untilMs - 1);
  const rows = await readLagRows(
    database,
    topics.map(({ seriesId }) => seriesId),
    bucketMs - carryMs,
    untilMs - 1,
  );
  const dense = createDenseRows(rows, spans, describeCarryLimitMs);
  const bySeries = new Map<number, Extremes>();
  const byGroup = new Map<string, Extremes>();
  const parts = new Map<StoredLagRow | 'unknown', LagPart | null>();
  for (const roundMs of rounds) {
    const sums = new Map<string, LagPart>();
    for (const one of topics) {
      const row = dense.at(one, roundMs);
      if (row === 'absent') continue;
      // A row that still holds has been folded: the earliest of equals stays.
      const isNew = row === 'unknown' || !parts.has(row);
      if (isNew) parts.set(row, foldTopic(bySeries, one.seriesId, row, roundMs - bucketMs));
      const part = parts.get(row) ?? null;
      const before = sums.get(one.groupId);
      if (part !== null) sums.set(one.groupId, before ? addParts(before, part) : part);
    }
    for (const [groupId, sum] of sums) foldSample(readOrAdd(byGroup, groupId), 0, roundMs - bucketMs, sum);
  }
  const groupIds = await readGroupIds(database, lease, series, [...byGroup.keys()], bucketMs);
  const groups = [...byGroup].map(([groupId, { low, high }]) => ({
    seriesId: groupIds.get(groupId) as number,
    bucketMs,
    low,
    high,
  }));
  return [...[...bySeries].map(([seriesId, { low, high }]) => ({ seriesId, bucketMs, low, high })), ...groups];
}

/** Folds every partition and their sum, which is answered; null when the group has no commit in the topic. */
function foldTopic(
  bySeries: Map<number, Extremes>,
  seriesId: number,
  row: StoredLagRow | 'unknown',
  atMs: number,
): LagPart | null {
  const sum = row === 'unknown' ? UNKNOWN : describeRow(row);
  if (sum === null) return null;
  const extremes = readOrAdd(bySeries, seriesId);
  foldSample(extremes, 0, atMs, sum);
  if (row === 'unknown' || row.committed === null || row.logEnd === null) return sum;
  const { committed, logEnd, lagFloor } = row;
  growTo(extremes, committed.length + 1);
  for (let partition = 0; partition < committed.length; partition++) {
    const offset = committed[partition] as number;
    const end = logEnd[partition] as number;
    const floor = lagFloor?.[partition] as number | undefined;
    const lag = end - (floor !== undefined && floor > offset ? floor : offset);
    foldOffsets(extremes, partition + 1, atMs, offset, end, Math.max(0, lag));
  }
  return sum;
}

function readOrAdd<Key>(map: Map<Key, Extremes>, key: Key): Extremes {
  const found = map.get(key);
  if (found) return found;
  const added = createExtremes(1);
  map.set(key, added);
  return added;
}

/** Ids of the series that stand for whole groups, made for groups that have none yet. */
async function readGroupIds(
  database: Database,
  lease: Lease,
  series: readonly LagSeries[],
  groupIds: readonly string[],
  firstMs: number,
): Promise<ReadonlyMap<string, number>> {
  const known = new Map(
    series.filter(({ topic }) => topic === WHOLE_GROUP).map(({ groupId, seriesId }) => [groupId, seriesId]),
  );
  const missing = groupIds.filter((groupId) => !known.has(groupId));
  if (missing.length === 0) return known;
  const keys = missing.map((groupId) => ({ groupId, topic: WHOLE_GROUP, topicId: null }));
  const made = await writeUnderLease(database, lease, (tx) => upsertSeries(tx, lease.clusterId, keys, firstMs));
  return new Map([...known, ...made.map(({ groupId, seriesId }) => [groupId, seriesId] as const)]);
}

/** Pieces that hold whole groups, since a group's sum needs all its topics. Series must be sorted by group. */
function chunkByGroup(series: readonly LagSeries[]): LagSeries[][] {
  const chunks: LagSeries[][] = [[]];
  for (const one of series) {
    const chunk = chunks.at(-1) as LagSeries[];
    if (chunk.length >= CHUNK_SERIES && chunk.at(-1)?.groupId !== one.groupId) chunks.push([one]);
    else chunk.push(one);
  }
  return chunks;
}

/** First and last round of a cluster that are stored; null without any. */
export async function readRoundBounds(
  database: Queryable,
  clusterId: string,
): Promise<{ firstMs: number; lastMs: number } | null> {
  const rows = await database.query<{ first: number | null; last: number | null }>(
    'SELECT min(captured_at_ms) AS first, max(captured_at_ms) AS last FROM history.round WHERE cluster_id = $1',
    [clusterId],
  );
  const { first, last } = rows[0] ?? { first: null, last: null };
  return first === null || last === null ? null : { firstMs: first, lastMs: last };
}

async function readBuckets(
  database: Queryable,
  clusterId: string,
  fromMs: number,
  untilMs: number,
  widthMs: number,
): Promise<readonly number[]> {
  const rows = await database.query<{ bucket: number }>(
    `SELECT DISTINCT captured_at_ms / $4::bigint * $4::bigint AS bucket FROM history.round
      WHERE cluster_id = $1 AND captured_at_ms >= $2 AND captured_at_ms < $3 ORDER BY bucket`,
    [clusterId, fromMs, untilMs, widthMs],
  );
  return rows.map(({ bucket }) => bucket);
}

function floorTo(ms: number, stepMs: number): number {
  return Math.floor(ms / stepMs) * stepMs;
}
