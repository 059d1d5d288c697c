import { z } from 'zod';
import type { GapReason } from '@/lib/domain/gap-reasons';
import type { ClusterSnapshot, ConfigEntryFacts, TopicFacts } from '@/lib/domain/snapshot';
import { configItem } from './broker-items';
import { type GapItem, listParams, listResponse } from './list';
import { columnNames, type ListShape, listPage } from './list-page';
import { clusterParam, topicParam } from './params';
import { type ConfigEntryItem, configEntryItem } from './schemas/broker';
import { type PartitionItem, partitionItem, type TopicGroupItem, topicGroupItem } from './schemas/topic';
import { gapsWithin, requireRound, requireTopic } from './source';
import { partitionItems, topicGroupItems } from './topic-items';
import { defineView } from './view';

const partitionColumns = {
  partition: (item: PartitionItem) => item.partition,
  name: (item: PartitionItem) => item.partition,
  leader: (item: PartitionItem) => item.leader,
  isPreferredLeader: (item: PartitionItem) => item.isPreferredLeader,
  isUnderReplicated: (item: PartitionItem) => item.isUnderReplicated,
  logStartOffset: (item: PartitionItem) => item.logStartOffset,
  logEndOffset: (item: PartitionItem) => item.logEndOffset,
  lastStableOffset: (item: PartitionItem) => item.lastStableOffset,
  sizeBytes: (item: PartitionItem) => item.sizeBytes,
};
const partitionShape: ListShape<PartitionItem> = {
  columns: partitionColumns,
  searchText: (item) => String(item.partition),
  defaultSort: 'partition',
};

export const topicPartitionsView = defineView({
  name: 'topicPartitions',
  path: '/clusters/{cluster}/topics/{topic}/partitions',
  summary: 'Partitions of a topic; search matches the partition number',
  permission: 'topic:view',
  params: z.strictObject({ cluster: clusterParam, topic: topicParam, ...listParams(columnNames(partitionColumns)) }),
  response: listResponse(partitionItem),
  read: (source, request) => {
    const round = requireRound(source, request.cluster);
    const topic = requireTopic(round, request.topic);
    const gaps = gapsWithin(round, {
      facts: [
        'metadata',
        'log-end-offsets',
        'log-start-offsets',
        'last-stable-offsets',
        'log-dirs',
        'eligible-leader-replicas',
      ],
      topics: new Set([topic.name]),
    });
    const { missingFeatures } = round.snapshot;
    const keepsEligibleLeaders = missingFeatures?.includes('eligible-leader-replicas') === false;
    const items = partitionItems(topic, keepsEligibleLeaders);
    return listPage({ shape: partitionShape, items, request, round, gaps });
  },
});

const configColumns = {
  name: (item: ConfigEntryItem) => item.name,
  value: (item: ConfigEntryItem) => item.value,
  source: (item: ConfigEntryItem) => item.source,
  isOverridden: (item: ConfigEntryItem) => item.isOverridden,
};
const configShape: ListShape<ConfigEntryItem> = {
  columns: configColumns,
  searchText: (item) => `${item.name}\n${item.value ?? ''}`,
  defaultSort: 'name',
};

export const topicConfigsView = defineView({
  name: 'topicConfigs',
  path: '/clusters/{cluster}/topics/{topic}/configs',
  summary: 'Configuration of a topic with what each entry falls back to; search matches name and value',
  permission: 'topic:view',
  params: z.strictObject({ cluster: clusterParam, topic: topicParam, ...listParams(columnNames(configColumns)) }),
  response: listResponse(configEntryItem),
  read: (source, request) => {
    const round = requireRound(source, request.cluster);
    const topic = requireTopic(round, request.topic);
    const read = gapsWithin(round, { facts: ['configs'], topics: new Set([topic.name]) });
    const gaps = topic.configOverrides === null && read.length === 0 ? [neverReadGap(topic)] : read;
    return listPage({ shape: configShape, items: topicConfigItems(round.snapshot, topic), request, round, gaps });
  },
});

/** Empty until the topic's own entries were read: defaults alone would claim that nothing is set. */
function topicConfigItems(snapshot: ClusterSnapshot, topic: TopicFacts): readonly ConfigEntryItem[] {
  const overrides = topic.configOverrides;
  if (overrides === null) return [];
  const known = new Set(snapshot.topicConfigDefaults.map((entry) => entry.name));
  const undocumented = Object.keys(overrides).filter((name) => !known.has(name));
  return [
    ...snapshot.topicConfigDefaults.map((entry) => configItem(withOverride(entry, overrides))),
    ...undocumented.map((name) => configItem(withOverride(bareEntry(name), overrides))),
  ];
}

function withOverride(entry: ConfigEntryFacts, overrides: Readonly<Record<string, string | null>>): ConfigEntryFacts {
  if (!Object.hasOwn(overrides, entry.name)) return { ...entry, defaultValue: entry.value, source: 'default' };
  return { ...entry, value: overrides[entry.name] ?? null, defaultValue: entry.value, source: 'topic' };
}

function bareEntry(name: string): ConfigEntryFacts {
  return {
    name,
    value: null,
    source: 'unknown',
    isSensitive: false,
    isReadOnly: false,
    type: null,
    documentation: null,
    defaultValue: null,
  };
}

function neverReadGap(topic: TopicFacts): GapItem {
  return {
    fact: 'configs',
    brokerId: null,
    topic: topic.name,
    partition: null,
    groupId: null,
    reason: 'never_read' satisfies GapReason,
    message: 'The configuration of this topic has not been read yet',
  };
}

const topicGroupColumns = {
  groupId: (item: TopicGroupItem) => item.groupId,
  name: (item: TopicGroupItem) => item.groupId,
  type: (item: TopicGroupItem) => item.type,
  state: (item: TopicGroupItem) => item.state,
  isActive: (item: TopicGroupItem) => item.isActive,
  memberCount: (item: TopicGroupItem) => item.memberCount,
  lag: (item: TopicGroupItem) => item.lag,
  coveragePercent: (item: TopicGroupItem) => item.coveragePercent,
  maxLagSeconds: (item: TopicGroupItem) => item.maxLagSeconds,
};
const topicGroupShape: ListShape<TopicGroupItem> = {
  columns: topicGroupColumns,
  searchText: (item) => item.groupId,
  defaultSort: 'groupId',
};

export const topicGroupsView = defineView({
  name: 'topicGroups',
  path: '/clusters/{cluster}/topics/{topic}/groups',
  summary: 'Groups with commits in the topic or members that read it, active and inactive; search matches the group id',
  permission: 'group:view',
  params: z.strictObject({ cluster: clusterParam, topic: topicParam, ...listParams(columnNames(topicGroupColumns)) }),
  response: listResponse(topicGroupItem),
  read: (source, request) => {
    const round = requireRound(source, request.cluster);
    const topic = requireTopic(round, request.topic);
    const gaps = gapsWithin(round, {
      facts: ['groups', 'group-description', 'committed-offsets', 'log-end-offsets'],
      topics: new Set([topic.name]),
    });
    return listPage({ shape: topicGroupShape, items: topicGroupItems(round, topic), request, round, gaps });
  },
});
