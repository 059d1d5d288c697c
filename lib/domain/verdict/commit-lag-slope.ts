const CAPACITY = 16;
const LEAST_SAMPLES = 4;
const LEAST_SPAN_MS = 30_000;
const LEAST_WINDOW_MS = 300_000;
const GAPS_PER_WINDOW = 4;

/**
 * Whether the time lag *right after commits* grows: the saw teeth between two commits of a slow committer drop out. At
 * most 16 samples; when more come, neighbours are merged into their mean.
 */
export class CommitLagSlope {
  private atMs: number[] = [];
  private seconds: number[] = [];

  add(atMs: number, lagSeconds: number): void {
    this.atMs.push(atMs);
    this.seconds.push(lagSeconds);
    if (this.atMs.length <= CAPACITY) return;
    this.atMs = mergePairs(this.atMs);
    this.seconds = mergePairs(this.seconds);
  }

  /**
   * Seconds of lag won (above 0) or lost each second, from the mean of the older half of the samples to that of the
   * newer, over max(300 s, 4 usual gaps); NaN until four samples span half a minute.
   */
  perSecond(nowMs: number, usualGapMs: number): number {
    const fromMs = nowMs - Math.max(LEAST_WINDOW_MS, GAPS_PER_WINDOW * (usualGapMs || 0));
    const first = this.atMs.findIndex((atMs) => atMs >= fromMs);
    if (first > 0) {
      this.atMs.splice(0, first);
      this.seconds.splice(0, first);
    }
    const count = first < 0 ? 0 : this.atMs.length;
    if (count < LEAST_SAMPLES || (this.atMs[count - 1] as number) - (this.atMs[0] as number) < LEAST_SPAN_MS) {
      return Number.NaN;
    }
    const half = count >> 1;
    const rise = mean(this.seconds, half, count) - mean(this.seconds, 0, half);
    return (rise * 1000) / (mean(this.atMs, half, count) - mean(this.atMs, 0, half));
  }
}

function mergePairs(values: readonly number[]): number[] {
  const merged: number[] = [];
  for (let i = 0; i + 1 < values.length; i += 2) {
    merged.push(((values[i] as number) + (values[i + 1] as number)) / 2);
  }
  if (values.length % 2 === 1) merged.push(values[values.length - 1] as number);
  return merged;
}

function mean(values: readonly number[], from: number, to: number): number {
  let sum = 0;
  for (let i = from; i < to; i++) sum += values[i] as number;
  return sum / (to - from);
}
