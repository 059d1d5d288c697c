import { evaluatePartitionLag, isSameTopic, lagRecords, type PartitionLag, partitionOffsets } from './partition-lag';
import type { GroupFacts, GroupTopicPositions, TopicFacts } from './snapshot';

/** One topic that a group has to do with: it has commits there, or a live member owns or subscribes to it. */
export interface GroupTopic {
  readonly topic: TopicFacts;
  /** Null when the group has no commit in this topic, or only commits of an earlier topic of the same name. */
  readonly positions: GroupTopicPositions | null;
  /** Index of `positions` in `GroupFacts.positions`; -1 without positions. */
  readonly positionIndex: number;
  /** False when only old commits tie the group to the topic: no live member owns or subscribes to it. */
  readonly isSubscribed: boolean;
}

/** Sums over the partitions of one topic, or of all topics, of a group. Records. */
export interface LagSum {
  /** Sum over partitions whose lag is known; null when none is: never a sum that counts unknown as 0. */
  readonly lag: number | null;
  /** Sums over the same partitions as `lag`; null when there are none. */
  readonly committedSum: number | null;
  readonly endSum: number | null;
  readonly knownPartitions: number;
  /** All partitions the group has to do with: more than `knownPartitions` means "at least". */
  readonly partitionCount: number;
  /** Partitions with a commit whose lag was not known in this round (dead broker, moving coordinator). */
  readonly stalePartitions: number;
}

const NO_PARTITIONS: LagSum = {
  lag: null,
  committedSum: null,
  endSum: null,
  knownPartitions: 0,
  partitionCount: 0,
  stalePartitions: 0,
};

/**
 * The topics of a group: those of its positions, then those its members own or subscribe to. Topics that no longer
 * exist are left out, and so are commits that belong to an earlier topic of the same name (topic ids differ).
 */
export function groupTopics(group: GroupFacts, topics: ReadonlyMap<string, TopicFacts>): readonly GroupTopic[] {
  const subscribed = subscribedTopicNames(group);
  const result: GroupTopic[] = [];
  group.positions.forEach((positions, positionIndex) => {
    const topic = topics.get(positions.topic);
    if (topic === undefined || !isSameTopic(topic.topicId, positions.topicId)) return;
    const isSubscribed = subscribed === null || subscribed.has(topic.name);
    result.push({ topic, positions, positionIndex, isSubscribed });
  });
  if (subscribed === null) return result;
  const seen = new Set(result.map(({ topic }) => topic.name));
  for (const name of subscribed) {
    const topic = topics.get(name);
    if (topic === undefined || seen.has(name)) continue;
    result.push({ topic, positions: null, positionIndex: -1, isSubscribed: true });
  }
  return result;
}

/** Topics that live members own, will own or subscribe to; null when nobody can tell (no members, or mid-rebalance). */
function subscribedTopicNames(group: GroupFacts): ReadonlySet<string> | null {
  if (group.members === null) return null;
  const names = new Set<string>();
  for (const member of group.members) {
    for (const name of member.subscribedTopics ?? []) names.add(name);
    for (const { topic } of member.assignment) names.add(topic);
    for (const { topic } of member.targetAssignment ?? []) names.add(topic);
  }
  return names.size === 0 ? null : names;
}

/** Lags of a topic without positions. */
const NO_LAGS = new Float64Array(0);

/**
 * Lag of each slot of a group's positions in one topic, in records: what Kafka reports (share groups), else log end −
 * max(committed, log start). NaN where either side was not read in the round.
 */
export function slotLags(group: GroupFacts, entry: GroupTopic, capturedAtMs: number): Float64Array {
  if (entry.positions === null) return NO_LAGS;
  const lags = takeColumn(entry.positions.partitions.length);
  for (let slot = 0; slot < lags.length; slot++) lags[slot] = slotLag(group, entry, slot, capturedAtMs);
  return lags;
}

/** The same of one slot; NaN too where there is no such slot. */
export function slotLag(
  group: GroupFacts,
  { topic, positions }: GroupTopic,
  slot: number,
  capturedAtMs: number,
): number {
  const isFresh = group.positionsReadAtMs !== null && group.positionsReadAtMs >= capturedAtMs;
  const partition = positions?.partitions[slot] ?? Number.POSITIVE_INFINITY;
  if (positions === null || !isFresh || partition >= topic.partitionCount) return Number.NaN;
  if (positions.reportedLag !== null) return Math.max(0, positions.reportedLag[slot] as number);
  if (!((topic.logEndReadAtMs[partition] as number) >= capturedAtMs)) return Number.NaN;
  const start = topic.logStartOffsets[partition] as number;
  return lagRecords(positions.committedOffsets[slot] as number, start, topic.logEndOffsets[partition] as number);
}

/** Short columns that live for a moment are cut from a long one: making each by itself costs more than filling it. */
const COLUMN_LENGTH = 8_192;
let column = new Float64Array(COLUMN_LENGTH);
let taken = 0;

function takeColumn(slots: number): Float64Array {
  if (slots > COLUMN_LENGTH / 8) return new Float64Array(slots);
  if (taken + slots > COLUMN_LENGTH) {
    column = new Float64Array(COLUMN_LENGTH);
    taken = 0;
  }
  taken += slots;
  return column.subarray(taken - slots, taken);
}

/**
 * Sums one topic of a group over its typed columns. A group of clients that only `assign` has to do with the partitions
 * it committed; every other group with all partitions of the topic, also those added after its commits. `lags` are
 * those of `slotLags`, for callers that have them at hand.
 */
export function sumTopicLag(
  group: GroupFacts,
  entry: GroupTopic,
  capturedAtMs: number,
  lags: Float64Array = slotLags(group, entry, capturedAtMs),
): LagSum {
  const { topic, positions } = entry;
  if (positions === null) return { ...NO_PARTITIONS, partitionCount: topic.partitionCount };
  const { partitions, committedOffsets } = positions;
  let lag = 0;
  let committedSum = 0;
  let endSum = 0;
  let knownPartitions = 0;
  let stalePartitions = 0;
  let rows = 0;
  for (let i = 0; i < partitions.length; i++) {
    const partition = partitions[i] as number;
    if (partition >= topic.partitionCount) continue;
    rows++;
    const committed = committedOffsets[i] as number;
    const value = lags[i] as number;
    if (!Number.isNaN(value)) {
      lag += value;
      committedSum += committed;
      endSum += topic.logEndOffsets[partition] as number;
      knownPartitions++;
    } else if (!Number.isNaN(committed)) stalePartitions++;
  }
  const isKnown = knownPartitions > 0;
  return {
    lag: isKnown ? lag : null,
    committedSum: isKnown && !Number.isNaN(committedSum) ? committedSum : null,
    endSum: isKnown && !Number.isNaN(endSum) ? endSum : null,
    knownPartitions,
    partitionCount: group.isSimple ? rows : topic.partitionCount,
    stalePartitions,
  };
}

/** Adds sums; unknown stays unknown and is counted, never added as 0. */
export function addLagSums(sums: Iterable<LagSum>): LagSum {
  let total = NO_PARTITIONS;
  for (const sum of sums) {
    total = {
      lag: addKnown(total.lag, sum.lag),
      committedSum: addKnown(total.committedSum, sum.committedSum),
      endSum: addKnown(total.endSum, sum.endSum),
      knownPartitions: total.knownPartitions + sum.knownPartitions,
      partitionCount: total.partitionCount + sum.partitionCount,
      stalePartitions: total.stalePartitions + sum.stalePartitions,
    };
  }
  return total;
}

/** Sum of the known; null when both are unknown. */
export function addKnown(left: number | null, right: number | null): number | null {
  if (left === null) return right;
  return right === null ? left : left + right;
}

/** One partition of a group with its lag. */
export interface GroupPartition extends PartitionLag {
  readonly topic: string;
  readonly partition: number;
  /** Null without a commit. */
  readonly committedOffset: number | null;
  /** Slot in the columns of the positions; -1 when the partition has none. */
  readonly positionSlot: number;
}

/** The partitions of one topic of a group, ascending, each with its lag. */
export function groupTopicPartitions(
  group: GroupFacts,
  entry: GroupTopic,
  capturedAtMs: number,
): readonly GroupPartition[] {
  const { topic, positions } = entry;
  const slots = new Map<number, number>();
  positions?.partitions.forEach((partition, slot) => {
    if (partition < topic.partitionCount) slots.set(partition, slot);
  });
  const partitions = group.isSimple ? [...slots.keys()] : Array.from({ length: topic.partitionCount }, (_, p) => p);
  return partitions.map((partition) => {
    const slot = slots.get(partition) ?? -1;
    const offset = positions?.committedOffsets[slot] ?? Number.NaN;
    const commit = {
      offset,
      readAtMs: group.positionsReadAtMs,
      topicId: positions?.topicId ?? null,
      reportedLag: positions?.reportedLag?.[slot] ?? (group.type === 'share' ? Number.NaN : null),
    };
    return {
      ...evaluatePartitionLag(partitionOffsets(topic, partition, commit, capturedAtMs)),
      topic: topic.name,
      partition,
      committedOffset: Number.isNaN(offset) ? null : offset,
      positionSlot: slot,
    };
  });
}

/** Who owns the partitions of a topic within a group. */
export interface TopicCoverage {
  /** Slot `p` is the index in `GroupFacts.members` of the owner of partition `p`, -1 without one. */
  readonly owners: Int32Array;
  /** 100 × partitions with an owner ÷ partitions, rounded down; 100 for a topic without partitions (CMAK). */
  readonly coveragePercent: number;
  /** Partitions no live member owns, ascending. */
  readonly unownedPartitions: readonly number[];
}

/** Ownership of one topic; everything is unowned when the members are not known. */
export function evaluateCoverage(group: GroupFacts, topic: TopicFacts): TopicCoverage {
  const owners = new Int32Array(topic.partitionCount).fill(-1);
  group.members?.forEach((member, index) => {
    for (const assigned of member.assignment) {
      if (assigned.topic !== topic.name) continue;
      for (const partition of assigned.partitions) {
        if (partition >= 0 && partition < owners.length) owners[partition] = index;
      }
    }
  });
  const unownedPartitions: number[] = [];
  owners.forEach((owner, partition) => {
    if (owner < 0) unownedPartitions.push(partition);
  });
  const owned = owners.length - unownedPartitions.length;
  return {
    owners,
    unownedPartitions,
    coveragePercent: owners.length === 0 ? 100 : Math.floor((100 * owned) / owners.length),
  };
}
