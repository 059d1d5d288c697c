/** Direction of a group's total lag over the recent rounds. */
export type LagTrend = 'rising' | 'falling' | 'steady' | 'unknown';

/** Complete measurements of a group's lag in records, oldest first; parallel columns. */
export interface LagPoints {
  readonly atMs: readonly number[];
  readonly lags: readonly number[];
}

/** Complete measurements needed before a direction is told, and the least time they must span. */
const MIN_POINTS = 6;
const MIN_SPAN_MS = 30_000;

/**
 * Direction of a lag over the points given. Compares the lowest lag of the first third with that of the last: the lowest
 * is the lag right after a commit, so the saw teeth between commits do not count. A rise or fall below 5 % of the records
 * consumed meanwhile is steady, and so is a rise that has already turned within the last third.
 */
export function evaluateLagTrend({ atMs, lags }: LagPoints, consumedRecords: number): LagTrend {
  const count = lags.length;
  if (count < MIN_POINTS || (atMs[count - 1] ?? 0) - (atMs[0] ?? 0) < MIN_SPAN_MS) return 'unknown';
  const third = Math.floor(count / 3);
  const change = lowest(lags, count - third, count) - lowest(lags, 0, third);
  const produced = Math.max(0, consumedRecords) + Math.max(0, change);
  const threshold = Math.max(1, 0.05 * produced);
  if (change < -threshold) return 'falling';
  if (change <= threshold) return 'steady';
  const half = Math.floor(third / 2);
  const isStillRising = mean(lags, count - half, count) >= mean(lags, count - third, count - third + half);
  return isStillRising ? 'rising' : 'steady';
}

/**
 * Records per second by which a lag grew over the points given; below 0 where it shrank. Measured from the lowest lag of
 * the first third to that of the last, as the direction is; null where there are too few points to tell.
 */
export function evaluateLagGrowth({ atMs, lags }: LagPoints): number | null {
  const count = lags.length;
  if (count < MIN_POINTS || (atMs[count - 1] ?? 0) - (atMs[0] ?? 0) < MIN_SPAN_MS) return null;
  const third = Math.floor(count / 3);
  const from = indexOfLowest(lags, 0, third);
  const to = indexOfLowest(lags, count - third, count);
  const seconds = ((atMs[to] as number) - (atMs[from] as number)) / 1000;
  return seconds > 0 ? ((lags[to] as number) - (lags[from] as number)) / seconds : null;
}

function indexOfLowest(lags: readonly number[], from: number, to: number): number {
  let index = from;
  for (let i = from; i < to; i++) if ((lags[i] as number) < (lags[index] as number)) index = i;
  return index;
}

function lowest(lags: readonly number[], from: number, to: number): number {
  let low = Number.POSITIVE_INFINITY;
  for (let i = from; i < to; i++) low = Math.min(low, lags[i] as number);
  return low;
}

function mean(lags: readonly number[], from: number, to: number): number {
  let sum = 0;
  for (let i = from; i < to; i++) sum += lags[i] as number;
  return sum / (to - from);
}
