import { type GroupTopic, slotLag } from '../group-lag';
import type { PositionTimes } from '../position-times';
import { NOT_JUDGED, VERDICTS, type Verdict, verdictCode } from './verdicts';

/** The judged partitions of one topic of a group. */
export interface JudgedTopic {
  readonly entry: GroupTopic;
  readonly times: PositionTimes;
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
export function rollUp(topics: readonly JudgedTopic[], round: { isFresh: boolean; capturedAtMs: number }): RollUp {
  const sum = new VerdictSum();
  for (const { entry, times } of topics) {
    if (entry.positions === null) continue;
    const { partitions, committedOffsets, reportedLag } = entry.positions;
    for (let slot = 0; slot < partitions.length; slot++) {
      const code = times.verdicts.codes[slot] ?? NOT_JUDGED;
      const hasNoCommit = reportedLag === null && Number.isNaN(committedOffsets[slot] as number);
      if (code === NOT_JUDGED || hasNoCommit) continue;
      sum.add(code, slotLag(entry.positions, entry.topic, slot, round), slot, entry, times);
    }
  }
  const summed = sum.result();
  return summed.code === verdictCode.OK ? summed : { ...summed, hotPartition: findHotPartition(topics, round) };
}

/** The worst verdict seen so far, with the sums over the partitions that have it. */
class VerdictSum {
  private code = NOT_JUDGED;
  private worst: PartitionPlace | null = null;
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
    this.worst = { topic: entry.topic.name, partition: entry.positions?.partitions[slot] as number };
  }

  result(): RollUp {
    return {
      code: this.code === NOT_JUDGED ? verdictCode.UNKNOWN : this.code,
      detail: this.detail,
      worst: this.worst,
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

function findHotPartition(
  topics: readonly JudgedTopic[],
  round: { isFresh: boolean; capturedAtMs: number },
): RollUp['hotPartition'] {
  const lags: (PartitionPlace & { lag: number })[] = [];
  for (const { entry } of topics) {
    if (entry.positions === null || !entry.isSubscribed) continue;
    for (let slot = 0; slot < entry.positions.partitions.length; slot++) {
      const lag = slotLag(entry.positions, entry.topic, slot, round);
      const partition = entry.positions.partitions[slot] as number;
      if (!Number.isNaN(lag)) lags.push({ topic: entry.topic.name, partition, lag });
    }
  }
  if (lags.length < HOT_AMONG) return null;
  lags.sort((left, right) => left.lag - right.lag);
  const medianLag = (lags[lags.length >> 1] as { lag: number }).lag;
  const top = lags[lags.length - 1] as PartitionPlace & { lag: number };
  return top.lag > HOT_TIMES_MEDIAN * Math.max(1, medianLag) ? { ...top, medianLag } : null;
}

function addKnown(sum: number, value: number): number {
  if (Number.isNaN(value)) return sum;
  return Number.isNaN(sum) ? value : sum + value;
}
