import { z } from 'zod';
import { evaluateTopicSpread } from '@/lib/domain/topic-spread';
import { listParams, listResponse } from './list';
import { columnNames, type ListShape, listPage } from './list-page';
import { clusterParam, topicParam } from './params';
import { type TopicItem, topicDetail, topicItem } from './schemas/topic';
import { gapsWithin, requireRound, requireTopic, roundOf } from './source';
import { liveBrokerCount, topicGroupItems, topicItemByName, topicItems } from './topic-items';
import { defineView } from './view';

const columns = {
  name: (item: TopicItem) => item.name,
  partitionCount: (item: TopicItem) => item.partitionCount,
  replicationFactor: (item: TopicItem) => item.replicationFactor,
  brokerCount: (item: TopicItem) => item.brokerCount,
  brokersSpreadPercent: (item: TopicItem) => item.brokersSpreadPercent,
  brokersSkewPercent: (item: TopicItem) => item.brokersSkewPercent,
  brokersLeaderSkewPercent: (item: TopicItem) => item.brokersLeaderSkewPercent,
  underReplicatedPercent: (item: TopicItem) => item.underReplicatedPercent,
  underReplicatedCount: (item: TopicItem) => item.underReplicatedCount,
  offlinePartitionCount: (item: TopicItem) => item.offlinePartitionCount,
  preferredReplicasPercent: (item: TopicItem) => item.preferredReplicasPercent,
  sumOfPartitionOffsets: (item: TopicItem) => item.sumOfPartitionOffsets,
  recordCountUpperBound: (item: TopicItem) => item.recordCountUpperBound,
  producerRatePerSecond: (item: TopicItem) => item.producerRatePerSecond,
  sizeBytes: (item: TopicItem) => item.sizeBytes,
  leaderBytes: (item: TopicItem) => item.leaderBytes,
  groupCount: (item: TopicItem) => item.groupCount,
  maxGroupLag: (item: TopicItem) => item.maxGroupLag,
  reassigningCount: (item: TopicItem) => item.reassigningCount,
  cleanupPolicy: (item: TopicItem) => item.cleanupPolicy,
};
const shape: ListShape<TopicItem> = { columns, searchText: (item) => item.name, defaultSort: 'name' };

const HEALTH_FILTERS = {
  'under-replicated': (item: TopicItem) => item.underReplicatedCount > 0,
  offline: (item: TopicItem) => item.offlinePartitionCount > 0,
  skewed: (item: TopicItem) => item.brokersSkewPercent > 0 || item.brokersLeaderSkewPercent > 0,
} as const;

export const topicsView = defineView({
  name: 'topics',
  path: '/clusters/{cluster}/topics',
  summary: 'Topics of a cluster; search matches the name; internal topics are hidden unless internal=show',
  permission: 'topic:view',
  params: z.strictObject({
    cluster: clusterParam,
    ...listParams(columnNames(columns)),
    internal: z.enum(['hide', 'show']).default('hide'),
    health: z.enum(['under-replicated', 'offline', 'skewed']).optional(),
  }),
  response: listResponse(topicItem),
  read: (source, request) => {
    const round = roundOf(source, request.cluster);
    const isHealthMatch = request.health === undefined ? () => true : HEALTH_FILTERS[request.health];
    return listPage({
      shape,
      items: round === null ? [] : topicItems(round),
      request,
      filter: (item) => (request.internal === 'show' || !item.isInternal) && isHealthMatch(item),
      round,
      gaps: gapsWithin(round, { facts: ['metadata', 'log-end-offsets', 'log-start-offsets', 'log-dirs'] }),
    });
  },
});

export const topicView = defineView({
  name: 'topic',
  path: '/clusters/{cluster}/topics/{topic}',
  summary: 'One topic with its groups and its partitions by broker',
  permission: 'topic:view',
  params: z.strictObject({ cluster: clusterParam, topic: topicParam }),
  response: topicDetail,
  read: (source, params) => {
    const round = requireRound(source, params.cluster);
    const topic = requireTopic(round, params.topic);
    const item = topicItemByName(round).get(params.topic) as TopicItem;
    const live = liveBrokerCount(round);
    return {
      ...item,
      totalBrokerCount: live,
      groups: [...topicGroupItems(round, topic)],
      partitionsByBroker: evaluateTopicSpread(topic, live).brokers.map((broker) => ({
        id: String(broker.brokerId),
        brokerId: broker.brokerId,
        partitionCount: broker.partitions.length,
        leaderCount: broker.leaderCount,
        partitions: [...broker.partitions],
        isSkewed: broker.isSkewed,
        isLeaderSkewed: broker.isLeaderSkewed,
      })),
      capturedAtMs: round.snapshot.capturedAtMs,
      gaps: gapsWithin(round, {
        facts: ['metadata', 'log-end-offsets', 'log-start-offsets', 'log-dirs', 'configs', 'committed-offsets'],
        topics: new Set([topic.name]),
      }),
    };
  },
});
