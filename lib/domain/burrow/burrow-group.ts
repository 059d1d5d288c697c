import { evaluateCoverage, type GroupTopic, groupTopicPartitions } from '../group-lag';
import type { GroupFacts, MemberFacts } from '../snapshot';
import {
  type BurrowCommit,
  type BurrowPartitionStatus,
  type BurrowStatus,
  evaluateBurrowGroupStatus,
  evaluateBurrowStatus,
} from './burrow-status';
import type { BurrowWindow } from './burrow-window';
import { BURROW_INTERVALS } from './commit-rings';

/** One partition as Burrow reports it. */
export interface BurrowPartitionReport {
  readonly topic: string;
  readonly partition: number;
  /** Null when nobody owns the partition. */
  readonly owner: MemberFacts | null;
  readonly status: BurrowPartitionStatus;
  /** Oldest first, at most ten; empty without a commit. */
  readonly commits: readonly BurrowCommit[];
  /** Records to read, as last known; null when never known. */
  readonly currentLag: number | null;
  /** There is a commit, but it or the log end was not read in this round: `currentLag` is of an earlier one, or null. */
  readonly isStale: boolean;
  /** Share of the window that is filled, 0 to 1. */
  readonly complete: number;
}

export interface BurrowGroupReport {
  readonly status: BurrowStatus;
  /** Share of the partitions whose window is full, 0 to 1. */
  readonly complete: number;
  /** Every partition of the topics that the group commits in or is assigned to, topic by topic. */
  readonly partitions: readonly BurrowPartitionReport[];
  /** The partition with the most lag; null when no lag is known. */
  readonly maxLag: BurrowPartitionReport | null;
  /** Sum over partitions whose lag is known; null when none is. */
  readonly totalLag: number | null;
}

/** Whether Burrow would know the group: share groups commit nothing in `__consumer_offsets`, others may have nothing yet. */
export function isKnownToBurrow(group: GroupFacts, topics: readonly GroupTopic[]): boolean {
  return group.type !== 'share' && topics.length > 0;
}

/** Burrow's report on a group as of its round; of a partition that was not read in it, as of its last reading. `topics` are those of `groupTopics`. */
export function evaluateBurrowGroup(
  group: GroupFacts,
  topics: readonly GroupTopic[],
  window: BurrowWindow,
  capturedAtMs: number,
): BurrowGroupReport {
  const partitions = topics.flatMap((entry) => evaluateTopic(group, entry, window, capturedAtMs));
  const known = partitions.filter(({ currentLag }) => currentLag !== null);
  const full = partitions.filter(({ complete }) => complete === 1).length;
  return {
    status: evaluateBurrowGroupStatus(partitions.map(({ status }) => status)),
    complete: partitions.length === 0 ? 0 : full / partitions.length,
    partitions,
    maxLag: known.reduce<BurrowPartitionReport | null>(
      (most, one) => (most === null || (one.currentLag ?? 0) > (most.currentLag ?? 0) ? one : most),
      null,
    ),
    totalLag: known.length === 0 ? null : known.reduce((total, { currentLag }) => total + (currentLag ?? 0), 0),
  };
}

function evaluateTopic(
  group: GroupFacts,
  entry: GroupTopic,
  window: BurrowWindow,
  capturedAtMs: number,
): readonly BurrowPartitionReport[] {
  const topic = entry.topic.name;
  const { owners } = evaluateCoverage(group, entry.topic);
  const known = new Map(groupTopicPartitions(group, entry, capturedAtMs).map((one) => [one.partition, one]));
  return Array.from({ length: entry.topic.partitionCount }, (_, partition): BurrowPartitionReport => {
    const { lag, committedOffset = null } = known.get(partition) ?? {};
    const last = lag?.known ? { value: lag.value, atMs: capturedAtMs } : lag?.last;
    const currentLag = last?.value ?? null;
    const commits = window.commits(group.groupId, topic, partition);
    const recentLogEnds = window.recentLogEnds(topic, partition);
    return {
      topic,
      partition,
      owner: group.members?.[owners[partition] ?? -1] ?? null,
      status:
        last === undefined
          ? 'OK'
          : evaluateBurrowStatus({ commits, recentLogEnds, currentLag: last.value, nowMs: last.atMs, allowedLag: 0 }),
      commits,
      currentLag,
      isStale: committedOffset !== null && lag?.known !== true,
      complete: commits.length / BURROW_INTERVALS,
    };
  });
}
