import type { LagHistory, LagHistoryQuery } from '@/lib/views/lag-history';
import type { Database } from './database';
import { type CoverageSpan, createDenseRows, type LagSample, sumDenseRows } from './dense-lag';
import { readCoverage, readLagRows, readRoundTimes } from './history-rows';
import { describeCarryLimitMs, HOLE_INTERVALS } from './lag-history';
import { describeCuts, describeHoles, describeSampleGaps, mergeBreaks, selectLagPoints } from './lag-points';
import { type LagSeries, readGroupSeries, WHOLE_GROUP } from './lag-series';
import { describeKeptSince } from './partitions';
import { createTimeBehindReader, type TimeBehindReader } from './read-time-behind';
import { readRolledUntil, readRollupSamples } from './rollup-rows';
import { chooseRollup, type RollupTier, splitByRollup } from './rollup-tiers';
import { attachTimeBehind, describeTimeBehind } from './time-behind';

/** Of a cluster of which no span was stored. */
export const DEFAULT_POLL_INTERVAL_MS = 10_000;
/** Raw rows are read while they are not more than this; else a roll-up answers. */
const MAX_RAW_ROWS = 40_000;
/** Of each bucket come at most three known points and one unknown. */
const POINTS_PER_BUCKET = 4;
/** Samples are read themselves while each point is drawn of so many at most. */
export const SAMPLES_PER_POINT = 3;
const MIN_OLDER_ROUNDS_MS = 120_000;
const MAX_OLDER_ROUNDS_MS = 1_800_000;
/** Looking back this far for the span that a value may come from. */
const LOOK_BACK_MS = 3_600_000;

export interface ReadLagHistoryOptions {
  readonly retentionDays?: number;
  readonly nowMs?: number;
}

interface Asked extends LagHistoryQuery {
  readonly nowMs: number;
  readonly series: readonly LagSeries[];
  readonly spans: readonly CoverageSpan[];
  readonly pollIntervalMs: number;
  readonly rolledUntil: ReadonlyMap<string, number>;
}

/**
 * The history of a group's offsets, summed over what is asked for, from the samples or from the roll-up that suits the
 * range. At most `points` points; what was not read or not known is null.
 */
export async function readLagHistory(
  database: Database,
  query: LagHistoryQuery,
  options: ReadLagHistoryOptions = {},
): Promise<LagHistory> {
  const nowMs = options.nowMs ?? Date.now();
  const toMs = Math.min(query.toMs, nowMs);
  const [all, spans, rolledUntil] = await Promise.all([
    readGroupSeries(database, query.clusterId, query.groupId, query.topic),
    readCoverage(database, query.clusterId, query.fromMs - LOOK_BACK_MS, toMs),
    readRolledUntil(database, query.clusterId),
  ]);
  const topics = all.filter(({ topic }) => topic !== WHOLE_GROUP);
  if (topics.length === 0) return { points: [], stepMs: DEFAULT_POLL_INTERVAL_MS, collectingSinceMs: null };
  const collectingSinceMs = Math.min(...topics.map(({ firstMs }) => firstMs));
  const fromMs = Math.max(query.fromMs, collectingSinceMs);
  const pollIntervalMs = spans.at(-1)?.pollIntervalMs ?? DEFAULT_POLL_INTERVAL_MS;
  const asked: Asked = { ...query, fromMs, toMs, nowMs, series: all, spans, pollIntervalMs, rolledUntil };
  const tier = chooseTier(asked, options.retentionDays ?? Number.POSITIVE_INFINITY);
  const samples = await readSamples(database, asked, tier);
  const gapLimitMs = HOLE_INTERVALS * pollIntervalMs + 2 * (tier?.widthMs ?? 0);
  const breaks = mergeBreaks([
    ...describeHoles(spans, fromMs, toMs),
    ...describeCuts(topics).filter(({ toMs: atMs }) => atMs > fromMs && atMs <= toMs),
    ...describeSampleGaps(samples, gapLimitMs),
  ]);
  const sampleMs = tier?.widthMs ?? pollIntervalMs;
  const bucketMs = Math.max(
    sampleMs,
    roundUp((toMs - fromMs) / Math.floor(query.points / POINTS_PER_BUCKET), sampleMs),
  );
  const { points, stepMs } = selectLagPoints({ samples, breaks, maxPoints: query.points, sampleMs, bucketMs });
  return { points: points.map(describePoint), stepMs, collectingSinceMs };
}

function describePoint({ t, committed, end, lag, behind }: LagSample): LagHistory['points'][number] {
  const time = describeTimeBehind(behind ?? null);
  return { t, committed, end, lag, ...time };
}

/** Null: the samples themselves. */
function chooseTier(asked: Asked, retentionDays: number): RollupTier | null {
  const { fromMs, toMs, nowMs, points, pollIntervalMs, series } = asked;
  const isKept = (table: RollupTier['table'] | 'lag_sample') =>
    describeKeptSince(table, retentionDays, nowMs) <= fromMs;
  const rounds = (toMs - fromMs) / pollIntervalMs;
  if (isKept('lag_sample') && rounds <= points * SAMPLES_PER_POINT && rounds * series.length <= MAX_RAW_ROWS)
    return null;
  // No wider than the buckets that are drawn: a finer one would be read for nothing, and most of an answer is reading.
  const bucketMs = ((toMs - fromMs) / points) * POINTS_PER_BUCKET;
  return chooseRollup(isKept, bucketMs);
}

/** What one table tells of the range. */
interface Part {
  readonly samples: readonly LagSample[];
  /** Buckets that share a time lag; 1: each instant has its own. */
  readonly widthMs: number;
  readonly addTimes: () => void;
}

/** From the tier as far as it has come, then from finer ones, and the newest from the samples. */
async function readSamples(database: Database, asked: Asked, tier: RollupTier | null): Promise<readonly LagSample[]> {
  const { partition, rolledUntil } = asked;
  const series = asked.series.filter(({ topic }) => !asked.unreadTopics?.includes(topic));
  const behind = createTimeBehindReader(database, series, partition, asked);
  const { stretches, restFromMs } = splitByRollup(tier, asked, rolledUntil);
  const parts = stretches.map(async ({ tier: one, ...range }): Promise<Part> => {
    const [rolled, addTimes] = await Promise.all([
      readRollupSamples(database, one.table, asked.series, asked, range),
      behind.readRollup(one, range.fromMs, range.untilMs),
    ]);
    const samples = rolled.filter(({ t }) => t >= asked.fromMs && t <= asked.toMs);
    return { samples, widthMs: partition === null ? one.widthMs : 1, addTimes };
  });
  const olderMs = restFromMs === asked.fromMs ? describeOlderMs(restFromMs, rolledUntil.get('lag_1m') ?? 0) : 0;
  parts.push(readRawSamples(database, asked, { fromMs: restFromMs, olderMs }, behind));
  // All are read at once, and added in order of time.
  const tables = await Promise.all(parts);
  for (const { addTimes } of tables) addTimes();
  const times = await behind.measure();
  return tables.flatMap(({ samples, widthMs }) => attachTimeBehind(samples, times, widthMs));
}

/** How far before the range rounds are read for their log ends: to where the roll-ups come from behind. */
function describeOlderMs(fromMs: number, rolledUntilMs: number): number {
  return Math.min(MAX_OLDER_ROUNDS_MS, Math.max(MIN_OLDER_ROUNDS_MS, fromMs - rolledUntilMs));
}

async function readRawSamples(
  database: Database,
  asked: Asked,
  { fromMs, olderMs }: { readonly fromMs: number; readonly olderMs: number },
  behind: TimeBehindReader,
): Promise<Part> {
  const series = asked.series.filter(
    ({ topic, endedMs }) => topic !== WHOLE_GROUP && (endedMs === null || endedMs >= fromMs - olderMs),
  );
  const longestMs = Math.max(asked.pollIntervalMs, ...asked.spans.map(({ pollIntervalMs }) => pollIntervalMs));
  const ids = series.map(({ seriesId }) => seriesId);
  const [rows, rounds] = await Promise.all([
    readLagRows(database, ids, fromMs - olderMs - describeCarryLimitMs(longestMs), asked.toMs),
    readRoundTimes(database, asked.clusterId, fromMs - olderMs, asked.toMs),
  ]);
  const shown = rounds.filter((t) => t >= fromMs);
  const dense = createDenseRows(rows, asked.spans, describeCarryLimitMs);
  return {
    samples: sumDenseRows(dense, series, shown, asked.partition),
    widthMs: 1,
    addTimes: () => behind.addRounds(rows, asked.spans, rounds, fromMs),
  };
}

function roundUp(ms: number, stepMs: number): number {
  return Math.ceil(ms / stepMs) * stepMs;
}
