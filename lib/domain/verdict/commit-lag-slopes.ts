const CAPACITY = 16;
const LEAST_SAMPLES = 4;
const LEAST_SPAN_MS = 30_000;
const LEAST_WINDOW_MS = 300_000;
const GAPS_PER_WINDOW = 4;

/**
 * Whether the time lag *right after commits* grows, per slot: the saw teeth between two commits of a slow committer drop
 * out. At most 16 samples a slot, oldest first; when more come, neighbours are merged into their mean. The columns are
 * made with the first sample: most topics are never so far behind.
 */
export class CommitLagSlopes {
  private counts: Uint8Array | null = null;
  private atMs: Float64Array | null = null;
  private seconds: Float64Array | null = null;

  constructor(private readonly slots: number) {}

  has(slot: number): boolean {
    return this.counts !== null && this.counts[slot] !== 0;
  }

  add(slot: number, atMs: number, lagSeconds: number): void {
    this.counts ??= new Uint8Array(this.slots);
    this.atMs ??= new Float64Array(this.slots * CAPACITY);
    this.seconds ??= new Float64Array(this.slots * CAPACITY);
    const start = slot * CAPACITY;
    let count = this.counts[slot] as number;
    if (count === CAPACITY) {
      mergePairs(this.atMs, start);
      mergePairs(this.seconds, start);
      count = CAPACITY / 2;
    }
    this.atMs[start + count] = atMs;
    this.seconds[start + count] = lagSeconds;
    this.counts[slot] = count + 1;
  }

  delete(slot: number): void {
    if (this.counts !== null) this.counts[slot] = 0;
  }

  clear(): void {
    this.counts?.fill(0);
  }

  /**
   * Seconds of lag won (above 0) or lost each second, from the mean of the older half of the samples to that of the
   * newer, over max(300 s, 4 usual gaps); NaN until four samples span half a minute.
   */
  perSecond(slot: number, nowMs: number, usualGapMs: number): number {
    const { counts, atMs, seconds } = this;
    if (counts === null || atMs === null || seconds === null) return Number.NaN;
    this.forget(slot, nowMs - Math.max(LEAST_WINDOW_MS, GAPS_PER_WINDOW * (usualGapMs || 0)));
    const first = slot * CAPACITY;
    const count = counts[slot] as number;
    const end = first + count;
    if (count < LEAST_SAMPLES || (atMs[end - 1] as number) - (atMs[first] as number) < LEAST_SPAN_MS) return Number.NaN;
    const middle = first + (count >> 1);
    const rise = mean(seconds, middle, end) - mean(seconds, first, middle);
    return (rise * 1000) / (mean(atMs, middle, end) - mean(atMs, first, middle));
  }

  /** Drops the samples of a slot before an instant. */
  private forget(slot: number, untilMs: number): void {
    const { counts, atMs, seconds } = this;
    if (counts === null || atMs === null || seconds === null) return;
    const start = slot * CAPACITY;
    const end = start + (counts[slot] as number);
    let first = start;
    while (first < end && (atMs[first] as number) < untilMs) first++;
    if (first === start) return;
    atMs.copyWithin(start, first, end);
    seconds.copyWithin(start, first, end);
    counts[slot] = end - first;
  }

  /** The samples of other slots, each taken over from the slot that `slotBefore` names; -1 begins anew. */
  rearranged(slotsBefore: Int32Array): CommitLagSlopes {
    const next = new CommitLagSlopes(slotsBefore.length);
    const { counts, atMs, seconds } = this;
    if (counts === null || atMs === null || seconds === null) return next;
    slotsBefore.forEach((before, slot) => {
      if (before < 0) return;
      const start = before * CAPACITY;
      for (let at = start; at < start + (counts[before] as number); at++)
        next.add(slot, atMs[at] as number, seconds[at] as number);
    });
    return next;
  }
}

function mergePairs(column: Float64Array, start: number): void {
  for (let pair = 0; pair < CAPACITY / 2; pair++) {
    const at = start + 2 * pair;
    column[start + pair] = ((column[at] as number) + (column[at + 1] as number)) / 2;
  }
}

function mean(values: Float64Array, from: number, to: number): number {
  let sum = 0;
  for (let i = from; i < to; i++) sum += values[i] as number;
  return sum / (to - from);
}
