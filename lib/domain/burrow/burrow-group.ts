import { evaluateCoverage, type GroupTopic, slotLag } from '../group-lag';
import { evaluatePartitionLag, partitionOffsets } from '../partition-lag';
import type { GroupFacts, MemberFacts } from '../snapshot';
import {
  type BurrowCommits,
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
  /** At most ten; empty without a commit. They hold until the next round. */
  readonly commits: BurrowCommits;
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
  const { topic, positions } = entry;
  const { owners } = evaluateCoverage(group, topic);
  const reports: BurrowPartitionReport[] = [];
  let slot = 0;
  for (let partition = 0; partition < topic.partitionCount; partition++) {
    while ((positions?.partitions[slot] ?? Number.POSITIVE_INFINITY) < partition) slot++;
    const isListed = positions?.partitions[slot] === partition;
    const lag = isListed ? slotLag(group, entry, slot, capturedAtMs) : Number.NaN;
    const isKnown = !Number.isNaN(lag);
    const hasCommit = isListed && !Number.isNaN(positions.committedOffsets[slot]);
    const last = isKnown
      ? { value: lag, atMs: capturedAtMs }
      : hasCommit
        ? lastLag(group, entry, slot, capturedAtMs)
        : undefined;
    const commits = window.commits(group.groupId, topic.name, partition);
    reports.push({
      topic: topic.name,
      partition,
      owner: group.members?.[owners[partition] ?? -1] ?? null,
      status:
        last === undefined
          ? 'OK'
          : evaluateBurrowStatus({
              commits,
              recentLogEnds: () => window.recentLogEnds(topic.name, partition),
              currentLag: last.value,
              nowMs: last.atMs,
              allowedLag: 0,
            }),
      commits,
      currentLag: last?.value ?? null,
      isStale: hasCommit && !isKnown,
      complete: commits.length / BURROW_INTERVALS,
    });
  }
  return reports;
}

/** Lag of a slot that was not read in the round, as of its last reading; undefined when there was none. */
function lastLag(
  { positionsReadAtMs }: GroupFacts,
  { topic, positions }: GroupTopic,
  slot: number,
  capturedAtMs: number,
) {
  if (positions === null) return undefined;
  const commit = {
    offset: positions.committedOffsets[slot] as number,
    readAtMs: positionsReadAtMs,
    topicId: positions.topicId,
    reportedLag: positions.reportedLag?.[slot] ?? null,
  };
  const offsets = partitionOffsets(topic, positions.partitions[slot] as number, commit, capturedAtMs);
  const { lag } = evaluatePartitionLag(offsets);
  return lag.known ? { value: lag.value, atMs: capturedAtMs } : lag.last;
}
