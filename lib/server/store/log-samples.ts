import type { CoverageSpan } from './dense-lag';
import type { StoredLogRow } from './log-rows';
import type { LogSeries } from './log-series';

/** Logs at one instant and since the sample before it; null: not known. */
export interface LogSample {
  readonly t: number;
  readonly start: number | null;
  readonly end: number | null;
  readonly partitions: number | null;
  readonly unread: number;
  /** Records appended over `overMs`; a lower bound where `isAtLeast`. */
  readonly appended: number | null;
  readonly overMs: number;
  readonly isAtLeast: boolean;
  readonly peak: number | null;
}

/** A sample of each round in which the series was there: from the row of the round, or from the last one before it. */
export function describeRoundSamples(
  series: LogSeries,
  rows: readonly StoredLogRow[],
  rounds: readonly number[],
  spans: readonly CoverageSpan[],
  fromMs: number,
): LogSample[] {
  const samples: LogSample[] = [];
  let next = 0;
  let spanIndex = 0;
  for (let index = 0; index < rounds.length; index++) {
    const t = rounds[index] as number;
    while (next < rows.length && (rows[next] as StoredLogRow).atMs <= t) next++;
    while (spanIndex < spans.length && (spans[spanIndex] as CoverageSpan).toMs < t) spanIndex++;
    const row = rows[next - 1];
    const span = spans[spanIndex];
    if (t < fromMs || !isThere(series, t) || row === undefined || span === undefined) continue;
    // Nothing is carried from one span to the next.
    if (t < span.fromMs || row.atMs < span.fromMs || row.partitions === null) continue;
    if (row.atMs === t) {
      samples.push(describeOwn(row, t));
      continue;
    }
    const before = rounds[index - 1] ?? row.atMs;
    samples.push(describeCarried(row, t, t - Math.max(before, span.fromMs)));
  }
  return samples;
}

/** A sample at the end of each bucket of [fromMs, untilMs) in which rounds were stored. */
export function describeBucketSamples(
  series: LogSeries,
  rows: readonly StoredLogRow[],
  spans: readonly CoverageSpan[],
  { fromMs, untilMs, widthMs }: { readonly fromMs: number; readonly untilMs: number; readonly widthMs: number },
): LogSample[] {
  const samples: LogSample[] = [];
  let next = 0;
  for (let bucketMs = fromMs; bucketMs < untilMs; bucketMs += widthMs) {
    while (next < rows.length && (rows[next] as StoredLogRow).atMs <= bucketMs) next++;
    const row = rows[next - 1];
    const covered = describeCovered(series, spans, bucketMs, bucketMs + widthMs);
    if (row === undefined || covered === null || row.partitions === null) continue;
    if (row.atMs === bucketMs) samples.push(describeOwn(row, covered.untilMs));
    else if (covered.spanFromMs < row.atMs + widthMs) samples.push(describeCarried(row, covered.untilMs, covered.ms));
  }
  return samples;
}

function isThere({ firstMs, endedMs }: LogSeries, t: number): boolean {
  return t >= firstMs && (endedMs === null || t < endedMs);
}

function describeOwn(row: StoredLogRow, t: number): LogSample {
  const { appended, overMs } = row;
  const isRated = appended !== null && overMs !== null && overMs > 0;
  return {
    ...describePlace(row, t),
    appended: isRated ? appended : null,
    overMs: overMs ?? 0,
    isAtLeast: row.unrated > 0,
    peak: row.peak ?? (isRated ? (appended * 1000) / overMs : null),
  };
}

/** Nothing was appended since the row, in the partitions that are read. */
function describeCarried(row: StoredLogRow, t: number, overMs: number): LogSample {
  const isKnown = overMs > 0 && (row.unread < (row.partitions ?? 0) || row.partitions === 0);
  const appended = isKnown ? 0 : null;
  return { ...describePlace(row, t), appended, overMs, isAtLeast: row.unread > 0, peak: appended };
}

function describePlace({ logStart, logEnd, partitions, unread }: StoredLogRow, t: number) {
  return { t, start: logStart, end: logEnd, partitions, unread };
}

interface Covered {
  readonly ms: number;
  readonly untilMs: number;
  readonly spanFromMs: number;
}

/** What rounds tell of a bucket, as long as the series was there; null: nothing. */
function describeCovered(
  { firstMs, endedMs }: LogSeries,
  spans: readonly CoverageSpan[],
  fromMs: number,
  untilMs: number,
): Covered | null {
  let ms = 0;
  let last: CoverageSpan | null = null;
  let lastMs = 0;
  for (const span of spans) {
    const start = Math.max(fromMs, span.fromMs, firstMs);
    const end = Math.min(untilMs, span.toMs, endedMs ?? untilMs);
    if (end < start) continue;
    ms += end - start;
    last = span;
    lastMs = end;
  }
  return last === null ? null : { ms, untilMs: lastMs, spanFromMs: last.fromMs };
}

/** Samples of one bucket of time as one: what is known last, the sum of what was appended, the highest peak. */
export function foldLogSamples(samples: readonly LogSample[], stepMs: number): LogSample[] {
  const folded: LogSample[] = [];
  for (const sample of samples) {
    const before = folded.at(-1);
    // A sample tells of the time before it, so that one at the very end of a step belongs to it.
    if (before === undefined || Math.ceil(before.t / stepMs) !== Math.ceil(sample.t / stepMs)) folded.push(sample);
    else folded[folded.length - 1] = joinSamples(before, sample);
  }
  return folded;
}

function joinSamples(a: LogSample, b: LogSample): LogSample {
  const rated = [a, b].filter(({ appended }) => appended !== null);
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  return {
    ...b,
    appended: rated.length === 0 ? null : sum(rated.map(({ appended }) => appended ?? 0)),
    overMs: sum(rated.map(({ overMs }) => overMs)),
    isAtLeast: a.isAtLeast || b.isAtLeast,
    peak: a.peak === null || b.peak === null ? (a.peak ?? b.peak) : Math.max(a.peak, b.peak),
  };
}
