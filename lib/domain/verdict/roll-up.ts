import type { GroupTopic } from '../group-lag';
import type { PositionTimes } from '../position-times';
import { NOT_JUDGED, VERDICTS, type Verdict, verdictCode } from './verdicts';

/** The judged partitions of one topic of a group. */
export interface JudgedTopic {
  readonly entry: GroupTopic;
  readonly times: PositionTimes;
  /** Lag of each slot, as `slotLags` tells it. */
  readonly lags: Float64Array;
}

/** Where a verdict comes from. */
export interface PartitionPlace {
  readonly topic: string;
  readonly partition: number;
}

/** The worst of some partitions, and what goes with it. */
export interface RollUp {
  readonly code: number;
  /** `PartitionVerdict.detail` of the worst partition. */
  readonly detail: number;
  /** Epoch ms since when the first of the worst partitions has been so; null when from the first round seen. */
  readonly sinceMs: number | null;
  /** The partition furthest behind among those with this verdict; null when no partition has a commit. */
  readonly worst: PartitionPlace | null;
  /** Partitions with a commit by verdict; verdicts that none has are left out. */
  readonly partitionsByVerdict: Readonly<Partial<Record<Verdict, number>>>;
  /** Records left in the partitions with this verdict, and in all; null when none is known. */
  readonly lag: number | null;
  readonly totalLag: number | null;
  /** Time lag of the worst partition; null when not known. */
  readonly lagSeconds: number | null;
  /** A partition with more than ten times the median lag; null when none stands out. */
  readonly hotPartition: (PartitionPlace & { readonly lag: number; readonly medianLag: number }) | null;
}

const HOT_TIMES_MEDIAN = 10;
const HOT_AMONG = 3;

/** Sums up partitions that have a commit: those never committed say nothing as long as another does. */
export function rollUp(topics: readonly JudgedTopic[]): RollUp {
  const sum = new VerdictSum();
  for (const { entry, times, lags } of topics) {
    if (entry.positions === null) continue;
    const { committedOffsets, reportedLag } = entry.positions;
    const { codes } = times.verdicts;
    for (let slot = 0; slot < lags.length; slot++) {
      const code = codes[slot] ?? NOT_JUDGED;
      const hasNoCommit = reportedLag === null && Number.isNaN(committedOffsets[slot] as number);
      if (code === NOT_JUDGED || hasNoCommit) continue;
      sum.add(code, lags[slot] as number, slot, entry, times);
    }
  }
  const summed = sum.result();
  return summed.code === verdictCode.OK ? summed : { ...summed, hotPartition: findHotPartition(topics) };
}

/** The worst verdict seen so far, with the sums over the partitions that have it. */
class VerdictSum {
  private code = NOT_JUDGED;
  private worst: GroupTopic | null = null;
  private worstSlot = -1;
  private worstBehind = -1;
  private detail = Number.NaN;
  private sinceMs = Number.POSITIVE_INFINITY;
  private lag = Number.NaN;
  private lagSeconds = Number.NaN;
  private totalLag = Number.NaN;
  private readonly counts = new Uint32Array(VERDICTS.length);

  add(code: number, lag: number, slot: number, entry: GroupTopic, { verdicts, lagSeconds }: PositionTimes): void {
    this.counts[code] = (this.counts[code] as number) + 1;
    this.totalLag = addKnown(this.totalLag, lag);
    if (code > this.code) return;
    if (code < this.code) this.beginWith(code);
    this.lag = addKnown(this.lag, lag);
    const sinceMs = verdicts.sinceMs[slot] as number;
    this.sinceMs = Number.isNaN(sinceMs) ? Number.NEGATIVE_INFINITY : Math.min(this.sinceMs, sinceMs);
    const seconds = lagSeconds[slot] as number;
    // Where no time lag is known, records decide, below any known time.
    const behind = Number.isNaN(seconds) ? (lag || 0) / Number.MAX_SAFE_INTEGER : seconds;
    if (behind <= this.worstBehind) return;
    this.worstBehind = behind;
    this.lagSeconds = seconds;
    this.detail = verdicts.details[slot] as number;
    this.worst = entry;
    this.worstSlot = slot;
  }

  result(): RollUp {
    return {
      code: this.code === NOT_JUDGED ? verdictCode.UNKNOWN : this.code,
      detail: this.detail,
      worst: this.worst && placeOf(this.worst, this.worstSlot),
      lag: Number.isNaN(this.lag) ? null : this.lag,
      totalLag: Number.isNaN(this.totalLag) ? null : this.totalLag,
      lagSeconds: Number.isNaN(this.lagSeconds) ? null : this.lagSeconds,
      sinceMs: Number.isFinite(this.sinceMs) ? this.sinceMs : null,
      partitionsByVerdict: nameCounts(this.counts),
      hotPartition: null,
    };
  }

  private beginWith(code: number): void {
    this.code = code;
    this.worstBehind = -1;
    this.lag = Number.NaN;
    this.sinceMs = Number.POSITIVE_INFINITY;
  }
}

function nameCounts(counts: Uint32Array): Partial<Record<Verdict, number>> {
  const named: Partial<Record<Verdict, number>> = {};
  counts.forEach((count, code) => {
    if (count > 0) named[VERDICTS[code] as Verdict] = count;
  });
  return named;
}

function placeOf({ topic, positions }: GroupTopic, slot: number): PartitionPlace {
  return { topic: topic.name, partition: positions?.partitions[slot] as number };
}

function findHotPartition(topics: readonly JudgedTopic[]): RollUp['hotPartition'] {
  let top = -1;
  let topEntry: GroupTopic | null = null;
  let topSlot = -1;
  for (const { entry, lags } of topics) {
    if (!entry.isSubscribed) continue;
    for (let slot = 0; slot < lags.length; slot++) {
      if (!((lags[slot] as number) >= top)) continue;
      top = lags[slot] as number;
      topEntry = entry;
      topSlot = slot;
    }
  }
  if (topEntry === null || top <= HOT_TIMES_MEDIAN) return null;
  const medianLag = medianBelow(topics, top / HOT_TIMES_MEDIAN);
  return medianLag === null ? null : { ...placeOf(topEntry, topSlot), lag: top, medianLag };
}

/** The median of the known lags where it lies below a bound; null where it does not, or too few are known. Few groups have one: the others are not sorted. */
function medianBelow(topics: readonly JudgedTopic[], bound: number): number | null {
  let known = 0;
  let below = 0;
  for (const { entry, lags } of topics) {
    if (!entry.isSubscribed) continue;
    for (let slot = 0; slot < lags.length; slot++) {
      const lag = lags[slot] as number;
      if (Number.isNaN(lag)) continue;
      known++;
      if (lag < bound) below++;
    }
  }
  const middle = known >> 1;
  if (known < HOT_AMONG || below <= middle) return null;
  const sorted = topics.flatMap(({ entry, lags }) =>
    entry.isSubscribed ? Array.from(lags).filter((lag) => lag < bound) : [],
  );
  return sorted.sort((left, right) => left - right)[middle] as number;
}

function addKnown(sum: number, value: number): number {
  if (Number.isNaN(value)) return sum;
  return Number.isNaN(sum) ? value : sum + value;
}
