import type { LagTrend } from '../lag-trend';
import { VERDICTS, type Verdict, verdictCode } from './verdicts';

/** Patience with an owner whose usual gap between commits is not known, or who is busy elsewhere; and the least there is. */
const LONG_PATIENCE_MS = 900_000;
export const LEAST_PATIENCE_MS = 60_000;
/** Seconds behind, beyond one usual gap between commits, that begin to matter; and those that are worth catching up. */
export const LAGGING_SECONDS = 30;
const CATCHING_UP_SECONDS = 60;
/** Seconds that are lost or won each second, from which on a direction is told. */
const LEAST_SLOPE = 0.05;
const BLOCKED_AFTER_MS = 60_000;
const REBALANCING_IS_BAD_AFTER_MS = 300_000;
const DELETED_WITHIN_MS = 7_200_000;
const SHARE_OF_RETENTION = 0.8;

/** What is known of one partition of a group in one round. Offsets and counts in records; NaN is not known. */
export interface PartitionFacts {
  readonly committed: number;
  readonly logStart: number;
  readonly logEnd: number;
  /** End for read_committed consumers. */
  readonly lastStable: number;
  /** log end − max(committed, log start), or what Kafka reports; NaN when not known in this round. */
  readonly lag: number;
  /** How long the lag has not been known; 0 when it is. */
  readonly unknownForMs: number;
  /** Offset of the next record at or after the commit, the log end when only control records follow; NaN when not looked for. */
  readonly nextRecord: number;
  /** How long the commit stood still with something to read all the while; 0 when it moved in this round. */
  readonly stillMs: number;
  /** The usual gap between commits (90th percentile of the last 50); NaN until two are known. */
  readonly usualGapMs: number;
  /** Time lag; a lower bound when `lagSecondsIsAtLeast`. */
  readonly lagSeconds: number;
  readonly lagSecondsIsAtLeast: boolean;
  /** Seconds that the lag right after commits grows each second (negative: shrinks). */
  readonly lagSlope: number;
  /** Where the commit stood before it fell while members were there, until it is back; NaN otherwise. */
  readonly rewoundFrom: number;
  /** Records of this group that were deleted unread within the last 24 h. */
  readonly lostEarlier: number;
  /** Records per second that retention takes off the head of the log, over an hour. */
  readonly deletedPerSecond: number;
  /** Age at which retention deletes a record; infinite when it does not. */
  readonly retentionMs: number;
}

/** What is known of the whole group. */
export interface GroupFactsForVerdict {
  readonly pollIntervalMs: number;
  readonly state: string;
  /** Null when the group could not be described. */
  readonly memberCount: number | null;
  /** How long the group has been rebalancing; NaN when it is not. */
  readonly rebalancingForMs: number;
  /** Direction of the group's lag in records: used where no partition's time lag tells one. */
  readonly trend: LagTrend;
}

/** A verdict (index in `VERDICTS`) with what led to it. */
export interface PartitionVerdict {
  readonly code: number;
  /** The figure of its evidence: records lost or ahead, offset before a rewind, seconds to deletion, seconds of lag per second; NaN without one. */
  readonly detail: number;
  /** How long the facts themselves say that it has held; NaN when they do not tell. */
  readonly heldForMs: number;
}

/**
 * Judges one partition in one round: the first rule that fits. Null keeps what was: the round did not read enough to say
 * anything. `ownerMovedAgoMs` is asked only when it matters: how long ago the member that has the partition last committed
 * anything in the topic, infinite when it never did, NaN when no member has it.
 */
export function judgePartition(
  facts: PartitionFacts,
  group: GroupFactsForVerdict,
  ownerMovedAgoMs: () => number,
): PartitionVerdict | null {
  const { committed, logEnd, logStart, lag, stillMs } = facts;
  // 1. Not read for three polls.
  if (Number.isNaN(lag)) return facts.unknownForMs > 3 * group.pollIntervalMs ? say('UNKNOWN') : null;
  // 2. Records were deleted before they were read.
  if (committed < logStart) return say('DATA_LOSS', logStart - committed);
  // 3. The commit lies beyond the log.
  if (committed > logEnd) return say('AHEAD', committed - logEnd);
  // 4. Nothing left to read, or only the markers of transactions.
  if (lag === 0 || facts.nextRecord >= logEnd) return wellOrLostEarlier(facts, 'OK');
  // 5. Reads again what it had read.
  if (committed < facts.rewoundFrom) return say('REWOUND', facts.rewoundFrom);
  // 6. Nobody is there.
  const isLeft = stillMs >= patienceMs(facts.usualGapMs, LEAST_PATIENCE_MS);
  if (isLeft && hasNoMembers(group)) return say('INACTIVE', Number.NaN, stillMs);
  // 7. Members are there, and nothing is read until they agree who reads what.
  if (stillMs > 0 && isRebalancing(group)) return say('REBALANCING', Number.NaN, group.rebalancingForMs);
  // 8. Members are there, and none of them has this partition.
  const agoMs = isLeft && group.memberCount !== null ? ownerMovedAgoMs() : Number.POSITIVE_INFINITY;
  if (Number.isNaN(agoMs)) return say('UNOWNED', Number.NaN, stillMs);
  // 9. All that is left belongs to a transaction that is still open, or comes after it.
  const isBlocked = committed === facts.lastStable && facts.lastStable < logEnd;
  if (isBlocked && stillMs >= BLOCKED_AFTER_MS) return say('BLOCKED_BY_TXN', Number.NaN, stillMs);
  // 10. The owner is alive and does not move.
  if (isLeft && stillMs >= ownerPatienceMs(facts, agoMs)) return say('STALLED', Number.NaN, stillMs);
  // 11. Retention is about to delete what was not read.
  const secondsToDeletion = timeToDeletion(facts);
  if (secondsToDeletion !== null) return say('AT_RISK', secondsToDeletion);
  // 12. to 16.
  return judgePace(facts, group);
}

function judgePace(facts: PartitionFacts, group: GroupFactsForVerdict): PartitionVerdict {
  const { lagSeconds, lagSecondsIsAtLeast, lagSlope } = facts;
  const gapSeconds = (facts.usualGapMs || 0) / 1000;
  const isExact = !Number.isNaN(lagSeconds) && !lagSecondsIsAtLeast;
  // 12. Close behind, as far as a consumer that commits this often can be.
  if (isExact && lagSeconds <= LAGGING_SECONDS + gapSeconds) return wellOrLostEarlier(facts, 'OK');
  const isRising = Number.isNaN(lagSlope) ? group.trend === 'rising' : lagSlope > LEAST_SLOPE;
  const isFalling = Number.isNaN(lagSlope) ? group.trend === 'falling' : lagSlope < -LEAST_SLOPE;
  // 13. Falls behind.
  if (isRising) return say('LAGGING', lagSlope);
  // 14. Watched for too short a time to know the direction.
  if (Number.isNaN(lagSlope) && group.trend === 'unknown') return say('UNKNOWN');
  // 15. Catches up.
  const isFar = !isExact || lagSeconds > CATCHING_UP_SECONDS + gapSeconds;
  if (isFalling && isFar) return wellOrLostEarlier(facts, 'CATCHING_UP', lagSlope);
  // 16. Keeps pace.
  return wellOrLostEarlier(facts, 'OK');
}

/** A loss of the last 24 h goes on being told of a partition that is well by now. */
function wellOrLostEarlier(facts: PartitionFacts, verdict: Verdict, detail = Number.NaN): PartitionVerdict {
  return facts.lostEarlier > 0 ? say('DATA_LOSS', facts.lostEarlier) : say(verdict, detail);
}

/** How long a commit may stand still: three usual gaps, or the time given when those are not known. */
function patienceMs(usualGapMs: number, unlearntMs: number): number {
  return Number.isNaN(usualGapMs) ? unlearntMs : Math.max(LEAST_PATIENCE_MS, 3 * usualGapMs);
}

/**
 * The same for a partition that has an owner. One that commits its other partitions works through them one after the
 * other: this one may well wait for its turn. One whose gaps are not known gets as long, but for a record that has
 * waited that long already.
 */
function ownerPatienceMs({ usualGapMs, lagSeconds }: PartitionFacts, movedAgoMs: number): number {
  const usualMs = patienceMs(usualGapMs, lagSeconds * 1000 > LONG_PATIENCE_MS ? LEAST_PATIENCE_MS : LONG_PATIENCE_MS);
  return movedAgoMs < LEAST_PATIENCE_MS ? Math.max(LONG_PATIENCE_MS, usualMs) : usualMs;
}

/** Seconds until retention reaches the commit; null when that is far off, or the consumer is nearer to the end than to the head. */
function timeToDeletion(facts: PartitionFacts): number | null {
  const { lagSeconds, retentionMs, deletedPerSecond } = facts;
  const left = facts.committed - facts.logStart;
  if (lagSeconds * 1000 > SHARE_OF_RETENTION * retentionMs) return Math.max(0, retentionMs / 1000 - lagSeconds);
  const seconds = left / deletedPerSecond;
  return facts.lag >= left && seconds * 1000 < DELETED_WITHIN_MS ? seconds : null;
}

function hasNoMembers({ memberCount, state }: Pick<GroupFactsForVerdict, 'memberCount' | 'state'>): boolean {
  return memberCount === 0 || state === 'Empty' || state === 'Dead';
}

function isRebalancing(group: GroupFactsForVerdict): boolean {
  return group.rebalancingForMs >= 0;
}

/** A rebalance that takes longer than this is an error, not a moment. */
export function isLongRebalance(rebalancingForMs: number): boolean {
  return rebalancingForMs > REBALANCING_IS_BAD_AFTER_MS;
}

const REBALANCING_STATES = new Set(['PreparingRebalance', 'CompletingRebalance', 'Assigning', 'Reconciling']);

export function isRebalancingState(state: string): boolean {
  return REBALANCING_STATES.has(state);
}

/** Verdicts without a figure, one for all that are told it. */
const plain = VERDICTS.map((_, code): PartitionVerdict => ({ code, detail: Number.NaN, heldForMs: Number.NaN }));

function say(verdict: Verdict, detail = Number.NaN, heldForMs = Number.NaN): PartitionVerdict {
  const code = verdictCode[verdict];
  if (Number.isNaN(detail) && Number.isNaN(heldForMs)) return plain[code] as PartitionVerdict;
  return { code, detail, heldForMs };
}
