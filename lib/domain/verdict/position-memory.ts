import type { LagTimes } from '../position-times';
import type { ProbeRequest, TopicProbes } from '../record-probe';
import { sharedColumn } from '../shared-column';
import type { GroupTopicPositions, TopicFacts } from '../snapshot';
import { CommitGaps } from './commit-gaps';
import { CommitLagSlopes } from './commit-lag-slopes';
import { type DeletionMemory, deletedPerSecond } from './deletion-memory';
import {
  type GroupFactsForVerdict,
  judgePartition,
  LAGGING_SECONDS,
  LEAST_PATIENCE_MS,
  type PartitionFacts,
  type PartitionVerdict,
} from './judge-partition';
import { SettledVerdicts, type VerdictColumns } from './settled-verdicts';
import { verdictCode } from './verdicts';

/** A loss is told of for this long. */
const LOSS_KEPT_MS = 86_400_000;
/** Below this many seconds nobody asks for the direction of a time lag. */
const SLOPE_FROM_SECONDS = 10;

/** A commit that stands still for this many polls is looked at. */
const PROBED_AFTER_POLLS = 3;

const NOTHING_KNOWN: PartitionVerdict = { code: verdictCode.UNKNOWN, detail: Number.NaN, heldForMs: Number.NaN };

/** One round of one topic of a group, ready to be judged. Columns are parallel to `positions.partitions`. */
export interface PositionRound {
  readonly nowMs: number;
  readonly positions: GroupTopicPositions;
  readonly topic: TopicFacts;
  /** The positions were read in this round. */
  readonly isFresh: boolean;
  readonly times: LagTimes;
  /** Lag of each slot, as `slotLags` tells it. */
  readonly lags: Float64Array;
  /** Nobody was in the group: what moved was set by hand. */
  readonly isUnattended: boolean;
  /** Rounds are missing before this one: what moved meanwhile tells nothing of how long it took. */
  readonly isAfterGap: boolean;
  readonly group: GroupFactsForVerdict;
  /** How long ago the member that has the partition last committed in the topic; NaN when no member has it. */
  ownerMovedAgoMs(partition: number): number;
  /** The records that commits of the topic wait at; null when nobody looked. */
  readonly probes: TopicProbes | null;
  readonly wantProbe: (request: ProbeRequest) => void;
  readonly deletions: DeletionMemory | undefined;
  readonly retentionMs: number;
}

/** What a round told of one group's positions in one topic. */
interface ToldTimes extends Pick<LagTimes, 'committedAtMs' | 'lagSeconds'> {
  readonly verdicts: VerdictColumns;
}

/**
 * What must be remembered of one group's positions in one topic to judge them over time. Its columns follow the
 * partitions that have a commit; rare facts are kept only for the slots that have them. It changes in place.
 */
export class PositionMemory {
  private committed: Float64Array;
  /** Since when a commit stands still with something to read; NaN when there is nothing to read, null when nowhere is. */
  private stillSinceMs: Float64Array | null = null;
  private gaps: CommitGaps;
  private settled: SettledVerdicts;
  private slopes: CommitLagSlopes;
  /** Null where there is none, as nearly everywhere. */
  private rare: RareFacts | null = null;

  constructor(private readonly partitions: Int32Array) {
    const slots = partitions.length;
    this.committed = nothing(slots);
    this.gaps = new CommitGaps(slots);
    this.settled = new SettledVerdicts(slots);
    this.slopes = new CommitLagSlopes(slots);
  }

  /** This memory, or one that follows other partitions and remembers the same of those that stay. */
  following(partitions: Int32Array): PositionMemory {
    if (isEqual(partitions, this.partitions)) return this;
    const slotOf = new Map(Array.from(this.partitions, (partition, slot) => [partition, slot]));
    const slotsBefore = partitions.map((partition) => slotOf.get(partition) ?? -1);
    const next = new PositionMemory(partitions);
    next.gaps = this.gaps.rearranged(slotsBefore);
    next.settled = this.settled.rearranged(slotsBefore);
    next.slopes = this.slopes.rearranged(slotsBefore);
    const committed = new Float64Array(partitions.length).fill(Number.NaN);
    slotsBefore.forEach((before, slot) => {
      if (before < 0) return;
      committed[slot] = this.committed[before] as number;
      if (this.stillSinceMs !== null) next.writeStill(slot, this.stillSinceMs[before] as number);
      if (this.rare === null) return;
      move(this.rare.rewoundFrom, before, next.rareFacts().rewoundFrom, slot);
      move(this.rare.losses, before, next.rareFacts().losses, slot);
      move(this.rare.unknownSinceMs, before, next.rareFacts().unknownSinceMs, slot);
    });
    next.committed = committed;
    return next;
  }

  /** Goes on from what a round told of these positions, read at `atMs`. */
  static resume(positions: GroupTopicPositions, told: ToldTimes, atMs: number): PositionMemory {
    const memory = new PositionMemory(positions.partitions);
    const { verdicts } = told;
    memory.committed = positions.committedOffsets;
    memory.gaps = CommitGaps.resume(verdicts.usualGaps);
    memory.settled = SettledVerdicts.resume(verdicts);
    verdicts.codes.forEach((code, slot) => {
      const [sinceMs, detail] = [verdicts.sinceMs[slot] as number, verdicts.details[slot] as number];
      if (code === verdictCode.DATA_LOSS)
        memory.rareFacts().losses.set(slot, { records: detail, atMs: sinceMs || atMs });
      if (code === verdictCode.REWOUND) memory.rareFacts().rewoundFrom.set(slot, detail);
      // It has stood still since it moved last, but not before there was a record to read.
      const behindMs = (told.lagSeconds[slot] as number) * 1000;
      if (behindMs > 0) memory.writeStill(slot, Math.max(told.committedAtMs[slot] || 0, atMs - behindMs));
    });
    return memory;
  }

  /** Takes in one round and judges each slot. */
  judgeRound(round: PositionRound): VerdictColumns {
    const { positions, nowMs } = round;
    for (let slot = 0; slot < this.partitions.length; slot++) {
      const committed = positions.committedOffsets[slot] as number;
      if (Number.isNaN(committed) && positions.reportedLag === null) {
        this.settled.settle(slot, NOTHING_KNOWN, nowMs);
        continue;
      }
      const lag = round.lags[slot] as number;
      if (round.isFresh) this.noticeMove(slot, committed, lag, round);
      if (this.isPlainlyWell(slot, committed, lag, round.topic)) continue;
      this.settle(slot, lag, round);
    }
    if (round.isFresh) this.committed = positions.committedOffsets;
    return this.columns();
  }

  /** Nobody in the group reads the topic any more. */
  dismiss(): VerdictColumns {
    this.committed = nothing(this.partitions.length);
    this.stillSinceMs = null;
    this.slopes.clear();
    this.rare = null;
    for (let slot = 0; slot < this.partitions.length; slot++) this.settled.dismiss(slot);
    return this.columns();
  }

  private columns(): VerdictColumns {
    return this.settled.columns(this.gaps.told);
  }

  private isPlainlyWell(slot: number, committed: number, lag: number, topic: TopicFacts): boolean {
    if (lag !== 0 || !this.settled.isWell(slot)) return false;
    if (this.rare !== null && hasAny(this.rare)) return false;
    const partition = this.partitions[slot] as number;
    const isBeyond = committed > (topic.logEndOffsets[partition] as number);
    return !isBeyond && !(committed < (topic.logStartOffsets[partition] as number));
  }

  private noticeMove(slot: number, committed: number, lag: number, round: PositionRound): void {
    const { nowMs } = round;
    const before = this.committed[slot] as number;
    const hasMoved = !Number.isNaN(before) && committed !== before;
    const since = this.stillSinceMs === null ? Number.NaN : (this.stillSinceMs[slot] as number);
    if (hasMoved) {
      if (committed > before && !round.isUnattended && !round.isAfterGap) {
        this.gaps.add(slot, Number.isNaN(since) ? round.group.pollIntervalMs : nowMs - since);
      }
      this.noticeFall(slot, before, committed, round.isUnattended);
    }
    if (hasMoved || lag === 0) this.rare?.markersOnly.delete(slot);
    if (!(lag > 0)) {
      if (lag === 0) this.writeStill(slot, Number.NaN);
    } else if (hasMoved || Number.isNaN(since)) this.writeStill(slot, nowMs);
    this.noticeLag(slot, hasMoved && !round.isUnattended, lag, round);
  }

  private noticeFall(slot: number, before: number, committed: number, isUnattended: boolean): void {
    if (isUnattended) {
      this.rare?.losses.delete(slot);
      this.rare?.rewoundFrom.delete(slot);
      this.slopes.delete(slot);
      return;
    }
    const from = this.rare?.rewoundFrom.get(slot);
    if (committed < before) this.rareFacts().rewoundFrom.set(slot, Math.max(before, from ?? before));
    else if (from !== undefined && committed >= from) this.rare?.rewoundFrom.delete(slot);
    if (committed < before) this.slopes.delete(slot);
  }

  /** Remembers the time lag right after a commit, where it is long enough and known well enough to have a direction. */
  private noticeLag(slot: number, hasMoved: boolean, lag: number, round: PositionRound): void {
    if (lag === 0) {
      this.slopes.delete(slot);
      return;
    }
    if (!hasMoved) return;
    const { lagSeconds, lagSecondsError, isAtLeast } = round.times;
    const seconds = lagSeconds[slot] as number;
    if (!(seconds >= SLOPE_FROM_SECONDS || this.slopes.has(slot)) || Number.isNaN(seconds)) return;
    const mostError = Math.max((2 * round.group.pollIntervalMs) / 1000, seconds / 10);
    const isVague = isAtLeast[slot] === 1 || (lagSecondsError[slot] as number) > mostError;
    if (!isVague) this.slopes.add(slot, round.nowMs, seconds);
  }

  private settle(slot: number, lag: number, round: PositionRound): void {
    const { nowMs } = round;
    if (Number.isNaN(lag)) {
      const { unknownSinceMs } = this.rareFacts();
      if (!unknownSinceMs.has(slot)) unknownSinceMs.set(slot, nowMs - round.group.pollIntervalMs);
    } else this.rare?.unknownSinceMs.delete(slot);
    const facts = this.facts(slot, lag, round);
    this.noticeStillness(slot, facts, round);
    const verdict = judgePartition(facts, round.group, () => round.ownerMovedAgoMs(this.partitions[slot] as number));
    if (verdict === null) return;
    if (facts.committed < facts.logStart) this.rareFacts().losses.set(slot, { records: verdict.detail, atMs: nowMs });
    this.settled.settle(slot, verdict, nowMs);
  }

  /** A commit that stands still is looked at. With nothing but markers after it, its time begins with the next record. */
  private noticeStillness(slot: number, facts: PartitionFacts, round: PositionRound): void {
    const { committed, logStart, logEnd, lag } = facts;
    if (!(lag > 0) || !(committed >= logStart)) return;
    if (facts.nextRecord >= logEnd) {
      this.rareFacts().markersOnly.add(slot);
      this.writeStill(slot, Number.NaN);
    }
    const isStill = facts.stillMs >= PROBED_AFTER_POLLS * round.group.pollIntervalMs;
    if (!isStill && !this.rare?.markersOnly.has(slot)) return;
    round.wantProbe({ topic: round.topic.name, partition: this.partitions[slot] as number, committed, logEnd });
  }

  private facts(slot: number, lag: number, round: PositionRound): PartitionFacts {
    const { topic, positions, nowMs, times } = round;
    const partition = this.partitions[slot] as number;
    const isShare = positions.reportedLag !== null;
    const committed = isShare ? Number.NaN : (positions.committedOffsets[slot] as number);
    const sinceMs = this.stillSinceMs === null ? Number.NaN : (this.stillSinceMs[slot] as number);
    const stillMs = Number.isNaN(sinceMs) ? 0 : nowMs - sinceMs;
    const measured = times.lagSeconds[slot] as number;
    const isMeasured = !Number.isNaN(measured);
    // Where no history tells the time lag, the record at the commit is at least as old as the commit stands still.
    const stillSeconds = stillMs > 0 ? stillMs / 1000 : Number.NaN;
    const lagSeconds = isMeasured ? measured : stillSeconds;
    const lagSecondsIsAtLeast = !isMeasured || times.isAtLeast[slot] === 1;
    const isGapAsked = stillMs >= LEAST_PATIENCE_MS || lagSeconds > LAGGING_SECONDS;
    const usualGapMs = isGapAsked ? this.gaps.usualMs(slot) : Number.NaN;
    const isSlopeAsked = lagSecondsIsAtLeast || lagSeconds > LAGGING_SECONDS;
    const facts = factsOfSlot;
    facts.committed = committed;
    facts.logStart = topic.logStartOffsets[partition] as number;
    facts.logEnd = topic.logEndOffsets[partition] as number;
    facts.lastStable = topic.lastStableOffsets[partition] as number;
    facts.lag = lag;
    facts.unknownForMs = nowMs - (this.rare?.unknownSinceMs.get(slot) ?? nowMs);
    const isProbed = lag > 0 && !isShare && round.probes !== null;
    facts.nextRecord = isProbed ? (round.probes?.find(partition, committed)?.nextRecord ?? Number.NaN) : Number.NaN;
    facts.stillMs = stillMs;
    facts.usualGapMs = usualGapMs;
    facts.lagSeconds = lagSeconds;
    facts.lagSecondsIsAtLeast = lagSecondsIsAtLeast;
    facts.lagSlope = isSlopeAsked ? this.slopes.perSecond(slot, nowMs, usualGapMs) : Number.NaN;
    facts.rewoundFrom = this.rare?.rewoundFrom.get(slot) ?? Number.NaN;
    facts.lostEarlier = this.lossOf(slot, nowMs);
    facts.deletedPerSecond = deletedPerSecond(round.deletions, topic, partition, nowMs);
    facts.retentionMs = round.retentionMs;
    return facts;
  }

  private lossOf(slot: number, nowMs: number): number {
    const loss = this.rare?.losses.get(slot);
    if (loss === undefined) return 0;
    if (nowMs - loss.atMs <= LOSS_KEPT_MS) return loss.records;
    this.rare?.losses.delete(slot);
    return 0;
  }

  private writeStill(slot: number, sinceMs: number): void {
    if (this.stillSinceMs === null) {
      if (Number.isNaN(sinceMs)) return;
      this.stillSinceMs = new Float64Array(this.partitions.length).fill(Number.NaN);
    }
    this.stillSinceMs[slot] = sinceMs;
  }

  private rareFacts(): RareFacts {
    this.rare ??= { rewoundFrom: new Map(), losses: new Map(), unknownSinceMs: new Map(), markersOnly: new Set() };
    return this.rare;
  }
}

type Mutable<Facts> = { -readonly [Key in keyof Facts]: Facts[Key] };

/** The facts of the slot that is being judged: one for all, since making them for each slot of a round costs more than judging it. */
const factsOfSlot: Mutable<PartitionFacts> = {
  committed: Number.NaN,
  logStart: Number.NaN,
  logEnd: Number.NaN,
  lastStable: Number.NaN,
  lag: Number.NaN,
  unknownForMs: Number.NaN,
  nextRecord: Number.NaN,
  stillMs: Number.NaN,
  usualGapMs: Number.NaN,
  lagSeconds: Number.NaN,
  lagSecondsIsAtLeast: false,
  lagSlope: Number.NaN,
  rewoundFrom: Number.NaN,
  lostEarlier: Number.NaN,
  deletedPerSecond: Number.NaN,
  retentionMs: Number.NaN,
};

/** What few slots have, by slot. */
interface RareFacts {
  /** Where a commit stood before it fell. */
  readonly rewoundFrom: Map<number, number>;
  readonly losses: Map<number, { readonly records: number; readonly atMs: number }>;
  readonly unknownSinceMs: Map<number, number>;
  /** Slots whose commit only has markers of transactions after it. */
  readonly markersOnly: Set<number>;
}

function hasAny({ losses, rewoundFrom, unknownSinceMs }: RareFacts): boolean {
  return losses.size > 0 || rewoundFrom.size > 0 || unknownSinceMs.size > 0;
}

/** Commits that nobody has seen yet. */
const nothing = sharedColumn((slots) => new Float64Array(slots).fill(Number.NaN));

function isEqual(left: Int32Array, right: Int32Array): boolean {
  return left === right || (left.length === right.length && left.every((one, index) => one === right[index]));
}

function move<Value>(from: ReadonlyMap<number, Value>, before: number, to: Map<number, Value>, slot: number): void {
  const value = from.get(before);
  if (value !== undefined) to.set(slot, value);
}
