import type { JudgedRound } from '@/lib/domain/evaluation';
import type { GroupFacts, TopicFacts } from '@/lib/domain/snapshot';
import { evaluateTopicSpread } from '@/lib/domain/topic-spread';
import { groupLagItems, groupTopicItems } from './group-items';
import { groupsById, topicsByName } from './round-memo';
import { numberOrNull } from './source';
import { liveBrokerCount, topicItemByName } from './topic-items';
import type { ViewSource } from './view';

/** What CMAK answers with 400: a question about something that is not there. */
export class CmakProblem extends Error {}

type Answer = Readonly<Record<string, unknown>>;

/**
 * The read API of CMAK (`/api/status/…`) from the last round, so that what was written for it goes on working.
 * `segments` are the decoded parts after `/api/status`; null for a path that CMAK does not have. Throws `CmakProblem`.
 */
export function readCmakStatus(source: ViewSource, segments: readonly string[]): Answer | null {
  if (segments.length === 1 && segments[0] === 'clusters') return describeClusters(source);
  const [clusterId = '', ...rest] = segments;
  const read = findReading(rest);
  if (read === null) return null;
  if (!source.clusters().some((cluster) => cluster.clusterId === clusterId)) {
    throw new CmakProblem(`Unknown cluster : ${clusterId}`);
  }
  const round = source.round(clusterId);
  if (round === null) throw new CmakProblem(`Nothing has been read of cluster ${clusterId} yet`);
  return read(round);
}

function findReading(path: readonly string[]): ((round: JudgedRound) => Answer) | null {
  const [first = '', second = '', third = '', last = ''] = path;
  switch (path.length) {
    case 1:
      return CLUSTER_READINGS[first] ?? null;
    case 2:
      if (first === 'brokers' && second === 'extended') return describeBrokersExtended;
      return TOPIC_READINGS[second] ? (round) => TOPIC_READINGS[second]?.(requireTopic(round, first)) ?? {} : null;
    case 3:
      return third === 'groupSummary' ? (round) => summariseGroup(round, requireGroup(round, first, second)) : null;
    case 4:
      if (last !== 'topicSummary') return null;
      return (round) => summariseTopic(round, requireGroup(round, first, third), requireTopic(round, second).name);
    default:
      return null;
  }
}

const CLUSTER_READINGS: Readonly<Record<string, (round: JudgedRound) => Answer>> = {
  brokers: ({ snapshot }) => ({
    brokers: snapshot.brokers.filter(({ isRegistered }) => isRegistered).map(({ brokerId }) => brokerId),
  }),
  topics: ({ snapshot }) => ({ topics: snapshot.topics.map(({ name }) => name) }),
  topicIdentities: (round) => ({ topicIdentities: round.snapshot.topics.map((topic) => describeTopic(round, topic)) }),
  consumersSummary: (round) => ({ consumers: round.snapshot.groups.map((group) => describeConsumer(round, group)) }),
};

const TOPIC_READINGS: Readonly<Record<string, (topic: TopicFacts) => Answer>> = {
  underReplicatedPartitions: (topic) => ({
    topic: topic.name,
    underReplicatedPartitions: listPartitions(topic, (p) => topic.isr[p]?.length !== topic.replicas[p]?.length),
  }),
  unavailablePartitions: (topic) => ({
    topic: topic.name,
    unavailablePartitions: listPartitions(topic, (p) => (topic.isr[p] ?? []).length === 0),
  }),
};

function listPartitions(topic: TopicFacts, isWanted: (partition: number) => boolean): number[] {
  return Array.from({ length: topic.partitionCount }, (_, partition) => partition).filter(isWanted);
}

function describeClusters(source: ViewSource): Answer {
  const active = source.clusters().map(({ clusterId, clusterName, bootstrapServers }) => ({
    name: clusterId,
    displayName: clusterName,
    bootstrapServers: bootstrapServers.join(','),
    enabled: true,
    kafkaVersion: source.round(clusterId)?.snapshot.kafkaVersion ?? null,
  }));
  return { clusters: { active, pending: [] } };
}

function describeBrokersExtended({ snapshot }: JudgedRound): Answer {
  const live = snapshot.brokers.filter(({ isRegistered }) => isRegistered);
  return {
    brokers: live.map(({ brokerId, host, port, rack }) => ({ id: brokerId, host, port, jmxPort: -1, rack })),
  };
}

function describeTopic(round: JudgedRound, topic: TopicFacts): Answer {
  const spread = evaluateTopicSpread(topic, liveBrokerCount(round));
  const item = topicItemByName(round).get(topic.name);
  return {
    topic: topic.name,
    partitions: topic.partitionCount,
    replicationFactor: spread.replicationFactor,
    numBrokers: liveBrokerCount(round),
    topicBrokers: spread.brokers.length,
    brokersSpreadPercentage: spread.brokersSpreadPercent,
    brokersSkewPercentage: spread.brokersSkewPercent,
    brokersLeaderSkewPercentage: spread.brokersLeaderSkewPercent,
    underReplicatedPercentage: spread.underReplicatedPercent,
    preferredReplicasPercentage: spread.preferredReplicasPercent,
    summedTopicOffsets: item?.sumOfPartitionOffsets ?? null,
    producerRate: item?.producerRatePerSecond ?? null,
    size: item?.leaderBytes ?? null,
    config: Object.entries(topic.configOverrides ?? {}),
    partitionsByBroker: spread.brokers.map(({ brokerId, partitions, isSkewed, leaderCount, isLeaderSkewed }) => ({
      id: brokerId,
      partitions,
      isSkewed,
      leaders: leaderCount,
      isLeaderSkewed,
    })),
    partitionsIdentity: listPartitions(topic, () => true).map((partNum) => ({
      partNum,
      leader: topic.leaders[partNum],
      latestOffset: numberOrNull(topic.logEndOffsets[partNum]),
      replicas: topic.replicas[partNum],
      isr: topic.isr[partNum],
      isPreferredLeader: topic.leaders[partNum] === topic.replicas[partNum]?.[0],
      isUnderReplicated: topic.isr[partNum]?.length !== topic.replicas[partNum]?.length,
    })),
  };
}

function requireTopic(round: JudgedRound, name: string): TopicFacts {
  const topic = topicsByName(round).get(name);
  if (topic === undefined) throw new CmakProblem(`Topic not found ${name} for cluster ${round.snapshot.clusterId}`);
  return topic;
}

/** CMAK's type is `KF` for offsets in Kafka and `ZK` for those in ZooKeeper, of which there are none. */
function requireGroup(round: JudgedRound, groupId: string, type: string): GroupFacts {
  if (type !== 'KF') throw new CmakProblem(`Consumer type ${type} is not known: only KF is`);
  const group = groupsById(round).get(groupId);
  if (group === undefined)
    throw new CmakProblem(`Consumer not found ${groupId} for cluster ${round.snapshot.clusterId}`);
  return group;
}

function summariseTopic(round: JudgedRound, group: GroupFacts, topic: string): Answer {
  const item = groupTopicItems(round, group).find((one) => one.topic === topic);
  if (item === undefined) throw new CmakProblem(`Consumer ${group.groupId} does not consume ${topic}`);
  const partitions = groupLagItems(round, group).filter((one) => one.topic === topic);
  return {
    totalLag: item.lag,
    percentageCovered: item.coveragePercent,
    partitionOffsets: partitions.map(({ committedOffset }) => committedOffset ?? -1),
    partitionLatestOffsets: partitions.map(({ logEndOffset }) => logEndOffset),
    owners: partitions.flatMap(({ memberId, host }) => (memberId === null ? [] : [`${memberId}:${host}`])),
  };
}

function summariseGroup(round: JudgedRound, group: GroupFacts): Answer {
  const topics = groupTopicItems(round, group).map(({ topic }) => topic);
  return Object.fromEntries(topics.map((topic) => [topic, summariseTopic(round, group, topic)]));
}

function describeConsumer(round: JudgedRound, group: GroupFacts): Answer {
  const topics = groupTopicItems(round, group);
  return {
    name: group.groupId,
    type: 'KF',
    topics: topics.map(({ topic }) => topic),
    lags: Object.fromEntries(topics.map(({ topic, lag }) => [topic, lag])),
  };
}
