import type { JudgedRound } from '@/lib/domain/evaluation';
import { evaluateCoverage } from '@/lib/domain/group-lag';
import type { TopicFacts } from '@/lib/domain/snapshot';
import { evaluateTopicSpread, isPreferredLeader, isUnderReplicated } from '@/lib/domain/topic-spread';
import { type GroupOnTopic, groupsOfTopics } from './group-topic-index';
import { toPathId } from './path-id';
import { memoOnRound } from './round-memo';
import type { PartitionItem, TopicGroupItem, TopicItem } from './schemas/topic';
import { numberOrNull, roundOrNull } from './source';

/** Brokers that are up, CMAK's N. */
export function liveBrokerCount(round: JudgedRound): number {
  return round.snapshot.brokers.filter((broker) => broker.isRegistered).length;
}

/** One item per topic of the round. */
export const topicItems = memoOnRound((round): readonly TopicItem[] => {
  const live = liveBrokerCount(round);
  const cleanupDefault =
    round.snapshot.topicConfigDefaults.find((entry) => entry.name === 'cleanup.policy')?.value ?? null;
  return round.snapshot.topics.map((topic) => topicItem(round, topic, live, cleanupDefault));
});

/** The items by topic name. */
export const topicItemByName = memoOnRound((round) => new Map(topicItems(round).map((item) => [item.name, item])));

/** Partitions under reassignment by topic; null while they could not be read. */
const reassigningByTopic = memoOnRound(({ snapshot }): ReadonlyMap<string, number> | null => {
  if (snapshot.reassignments === null) return null;
  const counts = new Map<string, number>();
  for (const { topic } of snapshot.reassignments) counts.set(topic, (counts.get(topic) ?? 0) + 1);
  return counts;
});

function topicItem(round: JudgedRound, topic: TopicFacts, live: number, cleanupDefault: string | null): TopicItem {
  const { brokers, ...spread } = evaluateTopicSpread(topic, live);
  const groups = groupsOfTopics(round).get(topic.name) ?? [];
  const overrides = topic.configOverrides;
  const reassigning = reassigningByTopic(round);
  return {
    id: toPathId(topic.name),
    name: topic.name,
    topicId: topic.topicId,
    isInternal: topic.isInternal,
    partitionCount: topic.partitionCount,
    brokerCount: brokers.length,
    ...spread,
    sumOfPartitionOffsets: sumOrNull(topic.logEndOffsets),
    recordCountUpperBound: sumOrNull(topic.logEndOffsets.map((end, p) => end - (topic.logStartOffsets[p] as number))),
    producerRatePerSecond: roundOrNull(round.evaluation.topics.get(topic.name)?.producedPerSecond, 2),
    sizeBytes: numberOrNull(topic.totalBytes),
    leaderBytes: sumOrNull(topic.leaderBytes),
    groupCount: groups.length,
    maxGroupLag: maxLag(groups),
    cleanupPolicy: overrides === null ? null : (overrides['cleanup.policy'] ?? cleanupDefault),
    reassigningCount: reassigning === null ? null : (reassigning.get(topic.name) ?? 0),
  };
}

function sumOrNull(values: Float64Array): number | null {
  let sum = 0;
  for (const value of values) sum += value;
  return numberOrNull(sum);
}

function maxLag(groups: readonly GroupOnTopic[]): number | null {
  return groups.reduce<number | null>((max, { sum }) => {
    if (sum.lag === null) return max;
    return Math.max(max ?? 0, sum.lag);
  }, null);
}

/** One item per partition, ascending. */
export function partitionItems(topic: TopicFacts, keepsEligibleLeaders: boolean): readonly PartitionItem[] {
  return Array.from({ length: topic.partitionCount }, (_, partition) => {
    const leader = topic.leaders[partition] ?? -1;
    return {
      id: String(partition),
      partition,
      leader: leader < 0 ? null : leader,
      replicas: [...(topic.replicas[partition] ?? [])],
      isr: [...(topic.isr[partition] ?? [])],
      offlineReplicas: [...(topic.offlineReplicas[partition] ?? [])],
      ...describeEligibleLeaders(topic, partition, keepsEligibleLeaders),
      isPreferredLeader: isPreferredLeader(topic, partition),
      isUnderReplicated: isUnderReplicated(topic, partition),
      logStartOffset: numberOrNull(topic.logStartOffsets[partition]),
      logEndOffset: numberOrNull(topic.logEndOffsets[partition]),
      logEndReadAtMs: numberOrNull(topic.logEndReadAtMs[partition]),
      lastStableOffset: numberOrNull(topic.lastStableOffsets[partition]),
      sizeBytes: numberOrNull(topic.leaderBytes[partition]),
    };
  });
}

/** Kafka keeps none of a partition that is fully in sync; of others it must have told. */
function describeEligibleLeaders(topic: TopicFacts, partition: number, isKept: boolean) {
  const told = topic.eligibleLeaders?.get(partition);
  const others = isKept && !isUnderReplicated(topic, partition) ? [] : null;
  return {
    eligibleLeaderReplicas: isKept && told ? [...told.eligible] : others,
    lastKnownEligibleLeaderReplicas: isKept && told ? [...told.lastKnown] : others,
  };
}

/** The groups of a topic, active and inactive. */
export function topicGroupItems(round: JudgedRound, topic: TopicFacts): readonly TopicGroupItem[] {
  return (groupsOfTopics(round).get(topic.name) ?? []).map(({ group, entry, sum }) => {
    const coverage = evaluateCoverage(group, topic);
    return {
      id: toPathId(group.groupId),
      groupId: group.groupId,
      type: group.type,
      isSimple: group.isSimple,
      state: group.state,
      isActive: coverage.owners.some((owner) => owner >= 0),
      memberCount: group.members?.length ?? null,
      lag: sum.lag,
      knownPartitions: sum.knownPartitions,
      partitionCount: sum.partitionCount,
      coveragePercent: coverage.coveragePercent,
      maxLagSeconds: roundOrNull(maxSecondsOn(round, group.groupId, entry.positionIndex), 1),
    };
  });
}

function maxSecondsOn(round: JudgedRound, groupId: string, positionIndex: number): number | null {
  const seconds = round.evaluation.groups.get(groupId)?.positionTimes[positionIndex]?.lagSeconds;
  return (
    seconds?.reduce<number | null>((max, one) => (Number.isNaN(one) ? max : Math.max(max ?? 0, one)), null) ?? null
  );
}
