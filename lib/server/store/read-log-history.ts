import type { LogHistoryQuery, TopicHistory } from '@/lib/views/log-history';
import type { Database } from './database';
import type { CoverageSpan } from './dense-lag';
import { readCoverage, readRoundTimes } from './history-rows';
import { HOLE_INTERVALS } from './lag-history';
import {
  describeCuts,
  describeHoles,
  describeSampleGaps,
  insertBreaks,
  type LagBreak,
  mergeBreaks,
  selectLongestBreaks,
} from './lag-points';
import { readLogRows } from './log-rows';
import { describeBucketSamples, describeRoundSamples, foldLogSamples, type LogSample } from './log-samples';
import { type LogSeries, readLogSeries } from './log-series';
import { describeKeptSince } from './partitions';
import { DEFAULT_POLL_INTERVAL_MS, type ReadLagHistoryOptions, SAMPLES_PER_POINT } from './read-lag-history';
import { LOG_TABLES } from './rollup-logs';
import { readRolledUntil } from './rollup-rows';
import { chooseRollup, type RollupTier, splitByRollup } from './rollup-tiers';

/** Looking back this far for the round before the first. */
const LOOK_BACK_MS = 3_600_000;

interface Asked extends LogHistoryQuery {
  readonly series: readonly LogSeries[];
  readonly spans: readonly CoverageSpan[];
  readonly pollIntervalMs: number;
  readonly rolledUntil: ReadonlyMap<string, number>;
}

/**
 * The history of logs from the rounds or from the roll-up that suits the range. At most `points` points, each with the
 * average since the one before and the highest rate within; what was not read or not known is null.
 */
export async function readLogHistory(
  database: Database,
  query: LogHistoryQuery,
  { retentionDays = Number.POSITIVE_INFINITY, nowMs = Date.now() }: ReadLagHistoryOptions = {},
): Promise<TopicHistory> {
  const toMs = Math.min(query.toMs, nowMs);
  const [series, spans, rolledUntil] = await Promise.all([
    readLogSeries(database, query.clusterId, query),
    readCoverage(database, query.clusterId, query.fromMs - LOOK_BACK_MS, toMs),
    readRolledUntil(database, query.clusterId),
  ]);
  const collectingSinceMs = series[0]?.firstMs ?? null;
  if (collectingSinceMs === null) return { points: [], stepMs: DEFAULT_POLL_INTERVAL_MS, collectingSinceMs };
  const fromMs = Math.max(query.fromMs, collectingSinceMs);
  const pollIntervalMs = spans.at(-1)?.pollIntervalMs ?? DEFAULT_POLL_INTERVAL_MS;
  const asked: Asked = { ...query, fromMs, toMs, series, spans, pollIntervalMs, rolledUntil };
  const tier = chooseTier(asked, (table) => describeKeptSince(table, retentionDays, nowMs) <= fromMs);
  const samples = await readSamples(database, asked, tier);
  const gapLimitMs = HOLE_INTERVALS * pollIntervalMs + 2 * (tier?.widthMs ?? 0);
  const breaks = mergeBreaks([
    ...describeHoles(spans, fromMs, toMs),
    ...describeCuts(series.map(({ name, firstMs }) => ({ topic: name, firstMs }))).filter(
      ({ toMs: atMs }) => atMs > fromMs && atMs <= toMs,
    ),
    ...describeSampleGaps(samples, gapLimitMs),
  ]);
  const { points, stepMs } = selectPoints(samples, breaks, tier?.widthMs ?? pollIntervalMs, query.points);
  return { points: points.map(describePoint), stepMs, collectingSinceMs };
}

/** Null: the rounds themselves. Else the widest that is no wider than a point, of those that are kept so long. */
function chooseTier(
  { fromMs, toMs, points, pollIntervalMs }: Asked,
  isKept: (table: RollupTier['table'] | 'lag_sample') => boolean,
): RollupTier | null {
  if (isKept('lag_sample') && (toMs - fromMs) / pollIntervalMs <= points * SAMPLES_PER_POINT) return null;
  return chooseRollup(isKept, (toMs - fromMs) / points);
}

/** From the tier as far as it has come, then from finer ones, and the newest from the rounds. */
async function readSamples(database: Database, asked: Asked, tier: RollupTier | null): Promise<readonly LogSample[]> {
  const { stretches, restFromMs } = splitByRollup(tier, asked, asked.rolledUntil);
  const parts = stretches.map(({ tier: { table, widthMs }, fromMs, untilMs }) =>
    readOfEach(asked, async (one) => {
      const range = { fromMs, untilMs, widthMs };
      const rows = await readLogRows(database, LOG_TABLES[table], one.seriesId, range);
      return describeBucketSamples(one, rows, asked.spans, range);
    }),
  );
  if (restFromMs <= asked.toMs) parts.push(readRounds(database, asked, restFromMs));
  const samples = (await Promise.all(parts)).flat();
  return samples.filter(({ t }) => t >= asked.fromMs && t <= asked.toMs);
}

async function readRounds(database: Database, asked: Asked, fromMs: number): Promise<LogSample[]> {
  const rounds = await readRoundTimes(database, asked.clusterId, fromMs - LOOK_BACK_MS, asked.toMs);
  return readOfEach(asked, async (one) => {
    const rows = await readLogRows(database, LOG_TABLES.lag_sample, one.seriesId, { fromMs, untilMs: asked.toMs + 1 });
    return describeRoundSamples(one, rows, rounds, asked.spans, fromMs);
  });
}

/** Of each series, in order of time; at one instant the newer series counts. */
async function readOfEach(
  { series, fromMs, toMs }: Asked,
  read: (series: LogSeries) => Promise<LogSample[]>,
): Promise<LogSample[]> {
  const there = series.filter(({ firstMs, endedMs }) => firstMs <= toMs && (endedMs === null || endedMs >= fromMs));
  const samples = (await Promise.all(there.map(read))).flat();
  return [...new Map(samples.map((sample) => [sample.t, sample])).values()].sort((a, b) => a.t - b.t);
}

function selectPoints(
  samples: readonly LogSample[],
  breaks: readonly LagBreak[],
  sampleMs: number,
  maxPoints: number,
): { readonly points: readonly LogSample[]; readonly stepMs: number } {
  const exact = insertBreaks(samples, breaks, sampleMs, describeGap);
  if (exact.length <= maxPoints) return { points: exact, stepMs: sampleMs };
  const rangeMs = Math.max(1, (exact.at(-1)?.t ?? 0) - (exact[0]?.t ?? 0));
  const least = Math.ceil(rangeMs / maxPoints / sampleMs) * sampleMs;
  for (let stepMs = least; stepMs <= 4 * rangeMs; stepMs += Math.max(sampleMs, Math.floor(stepMs / 4))) {
    const points = insertBreaks(
      foldWithin(samples, breaks, stepMs),
      selectLongestBreaks(breaks, stepMs),
      stepMs,
      describeGap,
    );
    if (points.length <= maxPoints) return { points, stepMs };
  }
  // Too few for gaps: the whole range as one.
  return { points: foldLogSamples(samples, 4 * rangeMs).slice(-maxPoints), stepMs: 4 * rangeMs };
}

/** What lies before a break and what lies behind it never become one point. */
function foldWithin(samples: readonly LogSample[], breaks: readonly LagBreak[], stepMs: number): LogSample[] {
  const cuts = selectLongestBreaks(breaks, stepMs).map(({ toMs }) => toMs);
  const folded: LogSample[] = [];
  let start = 0;
  for (const cutMs of [...cuts, Number.POSITIVE_INFINITY]) {
    let end = start;
    while (end < samples.length && (samples[end] as LogSample).t < cutMs) end++;
    folded.push(...foldLogSamples(samples.slice(start, end), stepMs));
    start = end;
  }
  return folded;
}

function describeGap(t: number): LogSample {
  const nothing = { start: null, end: null, partitions: null, appended: null, peak: null };
  return { t, ...nothing, unread: 0, overMs: 0, isAtLeast: false };
}

function describePoint(sample: LogSample): TopicHistory['points'][number] {
  const { t, start, end, partitions, unread, appended, overMs, isAtLeast, peak } = sample;
  const perSecond = appended === null || overMs <= 0 ? null : (appended * 1000) / overMs;
  return {
    t,
    logStart: start,
    logEnd: end,
    logEndIsAtLeast: end !== null && unread > 0,
    recordsPerSecond: perSecond === null ? null : round(perSecond),
    recordsPerSecondIsAtLeast: perSecond !== null && isAtLeast,
    peakPerSecond: perSecond === null || peak === null ? null : round(Math.max(peak, perSecond)),
    partitionCount: partitions,
    knownPartitions: partitions === null ? null : partitions - unread,
  };
}

/** Measured figures carry no more meaning than this. */
function round(perSecond: number): number {
  return Math.round(perSecond * 100) / 100;
}
