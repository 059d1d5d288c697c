import type { CoverageSpan, LagSample } from './dense-lag';
import { HOLE_INTERVALS } from './lag-history';

/** Time in which nothing may be drawn; `fromMs` and `toMs` are the last and first instants that may. */
export interface LagBreak {
  readonly fromMs: number;
  readonly toMs: number;
}

export interface LagPointsInput {
  /** Ascending. */
  readonly samples: readonly LagSample[];
  readonly breaks: readonly LagBreak[];
  /** Points at most. */
  readonly maxPoints: number;
  /** Distance of the samples; points are at least this far apart in a hole. */
  readonly sampleMs: number;
  /** Width of a bucket when the samples are too many. */
  readonly bucketMs: number;
}

export interface LagPoints {
  readonly points: readonly LagSample[];
  readonly stepMs: number;
}

/**
 * All samples when they are few enough; else of each bucket the one with the lowest and the one with the highest lag, and
 * the one furthest behind in time, so that the shortest spike survives. Breaks become points of null: never bridged, never zero.
 */
export function selectLagPoints(input: LagPointsInput): LagPoints {
  const exact = insertBreaks(input.samples, input.breaks, input.sampleMs, describeGap);
  if (exact.length <= input.maxPoints) return { points: exact, stepMs: input.sampleMs };
  const rangeMs = (exact.at(-1)?.t ?? 0) - (exact[0]?.t ?? 0);
  for (let stepMs = input.bucketMs; stepMs <= 2 * rangeMs; stepMs *= 2) {
    const breaks = selectLongestBreaks(input.breaks, stepMs);
    const points = insertBreaks(selectExtremes(input.samples, stepMs), breaks, stepMs, describeGap);
    if (points.length <= input.maxPoints) return { points, stepMs };
  }
  // Too few for gaps: the extremes alone.
  const points = selectOfBucket(input.samples, 0, input.samples.length, input.maxPoints);
  return { points, stepMs: Math.max(input.bucketMs, rangeMs) };
}

/** One break of each bucket: a line of many restarts has no room for all of them. */
export function selectLongestBreaks(breaks: readonly LagBreak[], stepMs: number): readonly LagBreak[] {
  const longest = new Map<number, LagBreak>();
  for (const one of breaks) {
    const bucket = Math.floor(one.fromMs / stepMs);
    const other = longest.get(bucket);
    if (other === undefined || one.toMs - one.fromMs > other.toMs - other.fromMs) longest.set(bucket, one);
  }
  return [...longest.values()];
}

function selectExtremes(samples: readonly LagSample[], stepMs: number): LagSample[] {
  const selected: LagSample[] = [];
  for (let start = 0; start < samples.length; ) {
    const bucket = Math.floor((samples[start] as LagSample).t / stepMs);
    let end = start;
    while (end < samples.length && Math.floor((samples[end] as LagSample).t / stepMs) === bucket) end++;
    selected.push(...selectOfBucket(samples, start, end));
    start = end;
  }
  return selected;
}

/** Lowest and highest lag, furthest behind in time and one unknown, the first `most` of these, in order of time. */
function selectOfBucket(
  samples: readonly LagSample[],
  start: number,
  end: number,
  most = Number.POSITIVE_INFINITY,
): LagSample[] {
  let low: LagSample | null = null;
  let high: LagSample | null = null;
  let latest: LagSample | null = null;
  let unknown: LagSample | null = null;
  for (let index = start; index < end; index++) {
    const sample = samples[index] as LagSample;
    if (sample.lag === null) unknown ??= sample;
    else {
      if (low === null || sample.lag < (low.lag ?? 0)) low = sample;
      if (high === null || sample.lag > (high.lag ?? 0)) high = sample;
      if (sample.behind && sample.behind.seconds > (latest?.behind?.seconds ?? 0)) latest = sample;
    }
  }
  const shown = Math.max(low?.behind?.seconds ?? 0, high?.behind?.seconds ?? 0);
  if ((latest?.behind?.seconds ?? 0) <= shown) latest = null;
  const found = [low, high, latest, unknown].filter((sample) => sample !== null);
  const chosen = new Set(found.slice(0, most));
  return [...chosen].sort((a, b) => a.t - b.t);
}

/** Puts a point without a value wherever no line may lead from one sample to the next. */
export function insertBreaks<Sample extends { readonly t: number; readonly end: number | null }>(
  samples: readonly Sample[],
  breaks: readonly LagBreak[],
  stepMs: number,
  gapAt: (t: number) => Sample,
): Sample[] {
  const points: Sample[] = [];
  let next = 0;
  const addBreak = (one: LagBreak) => points.push(...describeBreak(one, stepMs).map(gapAt));
  for (const sample of samples) {
    for (; next < breaks.length && (breaks[next] as LagBreak).toMs <= sample.t; next++)
      addBreak(breaks[next] as LagBreak);
    const before = points.at(-1);
    // The end of a log falls when it was truncated, or when a topic left the sum: no line may lead from one to the other.
    if (before?.end != null && sample.end !== null && sample.end < before.end)
      points.push(gapAt(Math.round((before.t + sample.t) / 2)));
    points.push(sample);
  }
  for (; next < breaks.length; next++) addBreak(breaks[next] as LagBreak);
  return points;
}

/** Times of the points that a break is drawn with. */
function describeBreak({ fromMs, toMs }: LagBreak, stepMs: number): number[] {
  const times: number[] = [];
  for (let t = fromMs + stepMs; t < toMs - stepMs / 2; t += stepMs) times.push(Math.round(t));
  return times.length > 0 ? times : [Math.round((fromMs + toMs) / 2)];
}

function describeGap(t: number): LagSample {
  return { t, committed: null, end: null, lag: null };
}

/** Holes between spans of coverage, and after the last one until `untilMs`. Spans ascending; nothing before the first. */
export function describeHoles(spans: readonly CoverageSpan[], fromMs: number, untilMs: number): readonly LagBreak[] {
  const holes: LagBreak[] = [];
  let coveredMs = spans[0]?.fromMs ?? untilMs;
  for (const span of [
    ...spans,
    { fromMs: untilMs, toMs: untilMs, pollIntervalMs: spans.at(-1)?.pollIntervalMs ?? 0 },
  ]) {
    const isHole = span.fromMs - coveredMs > HOLE_INTERVALS * span.pollIntervalMs;
    if (isHole && span.fromMs > fromMs) holes.push({ fromMs: Math.max(coveredMs, fromMs), toMs: span.fromMs });
    coveredMs = Math.max(coveredMs, span.toMs);
  }
  return holes;
}

/** Instants at which a topic was made again under its name: the old log and the new one have nothing to do with each other. */
export function describeCuts(
  series: readonly { readonly topic: string; readonly firstMs: number }[],
): readonly LagBreak[] {
  const seen = new Set<string>();
  const cuts: LagBreak[] = [];
  for (const { topic, firstMs } of [...series].sort((a, b) => a.firstMs - b.firstMs)) {
    if (seen.has(topic)) cuts.push({ fromMs: firstMs - 1, toMs: firstMs });
    seen.add(topic);
  }
  return cuts;
}

/** Samples farther apart than their table allows have nothing between them. */
export function describeSampleGaps(samples: readonly { readonly t: number }[], limitMs: number): readonly LagBreak[] {
  const gaps: LagBreak[] = [];
  for (let index = 1; index < samples.length; index++) {
    const before = samples[index - 1]?.t ?? 0;
    const after = samples[index]?.t ?? 0;
    if (after - before > limitMs) gaps.push({ fromMs: before, toMs: after });
  }
  return gaps;
}

/** Breaks in order, those that touch as one. */
export function mergeBreaks(breaks: readonly LagBreak[]): readonly LagBreak[] {
  const merged: LagBreak[] = [];
  for (const next of [...breaks].sort((a, b) => a.fromMs - b.fromMs || a.toMs - b.toMs)) {
    const last = merged.at(-1);
    if (last && next.fromMs < last.toMs)
      merged[merged.length - 1] = { fromMs: last.fromMs, toMs: Math.max(last.toMs, next.toMs) };
    else merged.push(next);
  }
  return merged;
}
