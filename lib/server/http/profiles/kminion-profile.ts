import type { JudgedRound } from '@/lib/domain/evaluation';
import { lagRecords } from '@/lib/domain/partition-lag';
import type { BrokerFacts, Gap, GroupFacts, TopicFacts } from '@/lib/domain/snapshot';
import { type GroupOnTopic, topicsOfGroups } from '@/lib/views/group-topic-index';
import { topicItemByName } from '@/lib/views/topic-items';
import { escapeLabelValue } from '../exposition';
import { createSamplePage, type SamplePage } from '../sample-page';
import { freshLogEnd, isFresh, sumColumn } from './profile-values';

/** The metrics of kminion with its help texts, in the order of the page. */
const METRICS = {
  kminion_exporter_up: 'Gauge value is 0 if one or more facts could not be read in the round.',
  kminion_kafka_cluster_info: 'Kafka cluster information',
  kminion_kafka_broker_info: 'Kafka broker information',
  kminion_kafka_broker_log_dir_size_total_bytes: 'The summed size in bytes of all log dirs for a given broker',
  kminion_kafka_topic_log_dir_size_total_bytes:
    'The summed size in bytes of partitions for a given topic. This includes the used space for replica partitions.',
  kminion_kafka_topic_info: 'Info labels for a given topic',
  kminion_kafka_topic_partition_low_water_mark: 'Partition Low Water Mark',
  kminion_kafka_topic_low_water_mark_sum: "Sum of all the topic's partition low water marks",
  kminion_kafka_topic_partition_high_water_mark: 'Partition High Water Mark',
  kminion_kafka_topic_high_water_mark_sum: "Sum of all the topic's partition high water marks",
  kminion_kafka_consumer_group_info:
    'Consumer Group info metrics. It will report 1 if the group is in the stable state, otherwise 0.',
  kminion_kafka_consumer_group_members:
    'Consumer Group member count metrics. It will report the number of members in the consumer group',
  kminion_kafka_consumer_group_empty_members:
    'It will report the number of members in the consumer group with no partition assigned',
  kminion_kafka_consumer_group_topic_members:
    'It will report the number of members in the consumer group assigned on a given topic',
  kminion_kafka_consumer_group_topic_assigned_partitions:
    'It will report the number of partitions assigned in the consumer group for a given topic',
  kminion_kafka_consumer_group_topic_offset_sum:
    'The sum of all committed group offsets across all partitions in a topic',
  kminion_kafka_consumer_group_topic_partition_lag:
    'The number of messages a consumer group is lagging behind the latest offset of a partition',
  kminion_kafka_consumer_group_topic_lag:
    'The number of messages a consumer group is lagging behind across all partitions in a topic',
} as const;

type Page = SamplePage<keyof typeof METRICS>;

/**
 * The metrics of kminion by name and label from the last rounds. What was not read in the round is absent, a sum as soon
 * as one of its parts was not read. With several clusters each sample gets a `cluster` label in front. A generator, so
 * that a page of a large cluster can be made in slices.
 */
export function* formatKminionProfile(
  rounds: readonly JudgedRound[],
  hasClusterLabel: boolean,
): Generator<void, Uint8Array<ArrayBuffer>> {
  const page = createSamplePage(METRICS);
  for (const round of rounds) {
    const prefix = hasClusterLabel ? `cluster="${escapeLabelValue(round.snapshot.clusterId)}",` : '';
    addCluster(page, round, prefix);
    for (const broker of round.snapshot.brokers) addBroker(page, round, broker, prefix);
    const hasAllLogDirs = round.snapshot.brokers.every((broker) => !Number.isNaN(logDirBytes(broker)));
    for (const topic of round.snapshot.topics) {
      addTopic(page, round, topic, prefix, hasAllLogDirs);
      yield;
    }
    for (const group of round.snapshot.groups) {
      if (group.type !== 'share') addGroup(page, round, group, prefix);
      yield;
    }
  }
  return page.bytes();
}

/** The agents of brokers are not what kminion asks. */
const isOfKafka = ({ fact }: Gap) => fact !== 'broker-metrics';

function addCluster(page: Page, { snapshot }: JudgedRound, prefix: string): void {
  page.add('kminion_exporter_up', `{${prefix}version=""}`, snapshot.gaps.some(isOfKafka) ? 0 : 1);
  const up = snapshot.brokers.filter((broker) => broker.isRegistered).length;
  const version = snapshot.kafkaVersion === null ? 'unknown' : `v${snapshot.kafkaVersion}`;
  const labels = `broker_count="${up}",cluster_id="${escapeLabelValue(snapshot.kafkaClusterId ?? '')}",cluster_version="${version}",controller_id="${snapshot.controllerId ?? -1}"`;
  page.add('kminion_kafka_cluster_info', `{${prefix}${labels}}`, 1);
}

function addBroker(page: Page, { snapshot }: JudgedRound, broker: BrokerFacts, prefix: string): void {
  const { brokerId, host, port, rack } = broker;
  if (!broker.isRegistered || host === null) return;
  const address = `address="${escapeLabelValue(host)}",broker_id="${brokerId}"`;
  const place = `port="${port ?? ''}",rack_id="${escapeLabelValue(rack ?? '')}"`;
  const isController = brokerId === snapshot.controllerId;
  page.add('kminion_kafka_broker_info', `{${prefix}${address},is_controller="${isController}",${place}}`, 1);
  page.addKnown('kminion_kafka_broker_log_dir_size_total_bytes', `{${prefix}${address},${place}}`, logDirBytes(broker));
}

/** Bytes of all log dirs as last read; NaN when one could not be read, or the broker does not answer. */
function logDirBytes({ isReachable, logDirs }: BrokerFacts): number {
  if (!isReachable || logDirs === null) return Number.NaN;
  return logDirs.reduce((sum, dir) => sum + (dir.errorName === null ? dir.replicaBytes : Number.NaN), 0);
}

function addTopic(page: Page, round: JudgedRound, topic: TopicFacts, prefix: string, hasAllLogDirs: boolean): void {
  const name = `topic_name="${escapeLabelValue(topic.name)}"`;
  const policy = topicItemByName(round).get(topic.name)?.cleanupPolicy ?? 'N/A';
  const counts = `partition_count="${topic.partitionCount}",replication_factor="${topic.replicas[0]?.length ?? -1}"`;
  page.add('kminion_kafka_topic_info', `{${prefix}cleanup_policy="${escapeLabelValue(policy)}",${counts},${name}}`, 1);
  const bytes = hasAllLogDirs ? topic.totalBytes : Number.NaN;
  page.addKnown('kminion_kafka_topic_log_dir_size_total_bytes', `{${prefix}${name}}`, bytes);
  const ends = new Float64Array(topic.partitionCount);
  for (let p = 0; p < topic.partitionCount; p++) {
    ends[p] = freshLogEnd(topic, p, round.snapshot.capturedAtMs);
    const labels = `{${prefix}partition_id="${p}",${name}}`;
    page.addKnown('kminion_kafka_topic_partition_low_water_mark', labels, topic.logStartOffsets[p] as number);
    page.addKnown('kminion_kafka_topic_partition_high_water_mark', labels, ends[p] as number);
  }
  page.addKnown('kminion_kafka_topic_low_water_mark_sum', `{${prefix}${name}}`, sumColumn(topic.logStartOffsets));
  page.addKnown('kminion_kafka_topic_high_water_mark_sum', `{${prefix}${name}}`, sumColumn(ends));
}

function addGroup(page: Page, round: JudgedRound, group: GroupFacts, prefix: string): void {
  const id = `group_id="${escapeLabelValue(group.groupId)}"`;
  if (group.members !== null) {
    const protocol = `protocol="${escapeLabelValue(group.protocol ?? '')}",protocol_type="${escapeLabelValue(group.protocolType)}"`;
    const labels = `{${prefix}coordinator_id="${group.coordinatorId ?? -1}",${id},${protocol},state="${group.state}"}`;
    page.add('kminion_kafka_consumer_group_info', labels, group.state === 'Stable' ? 1 : 0);
    page.add('kminion_kafka_consumer_group_members', `{${prefix}${id}}`, group.members.length);
    addMembers(page, group, `${prefix}${id}`);
  }
  for (const one of topicsOfGroups(round).get(group.groupId) ?? []) {
    addGroupTopic(page, one, `${prefix}${id}`, round.snapshot.capturedAtMs);
  }
}

function addMembers(page: Page, { members }: GroupFacts, groupLabel: string): void {
  const idle = members?.filter(({ assignment }) => assignment.length === 0).length ?? 0;
  if (idle > 0) page.add('kminion_kafka_consumer_group_empty_members', `{${groupLabel}}`, idle);
  const topics = new Map<string, { members: number; partitions: number }>();
  for (const { topic, partitions } of members?.flatMap(({ assignment }) => assignment) ?? []) {
    const count = topics.get(topic) ?? { members: 0, partitions: 0 };
    topics.set(topic, { members: count.members + 1, partitions: count.partitions + partitions.length });
  }
  for (const [topic, count] of topics) {
    const labels = `{${groupLabel},topic_name="${escapeLabelValue(topic)}"}`;
    page.add('kminion_kafka_consumer_group_topic_members', labels, count.members);
    page.add('kminion_kafka_consumer_group_topic_assigned_partitions', labels, count.partitions);
  }
}

function addGroupTopic(
  page: Page,
  { group, entry, sum }: GroupOnTopic,
  groupLabel: string,
  capturedAtMs: number,
): void {
  const { topic, positions } = entry;
  if (positions === null || !isFresh(group, capturedAtMs)) return;
  const name = `topic_name="${escapeLabelValue(topic.name)}"`;
  let offsetSum = 0;
  positions.partitions.forEach((partition, slot) => {
    const committed = positions.committedOffsets[slot] as number;
    if (Number.isNaN(committed) || partition >= topic.partitionCount) return;
    offsetSum += committed;
    const labels = `{${groupLabel},partition_id="${partition}",${name}}`;
    page.addKnown(
      'kminion_kafka_consumer_group_topic_partition_lag',
      labels,
      lagRecords(committed, topic.logStartOffsets[partition] as number, freshLogEnd(topic, partition, capturedAtMs)),
    );
  });
  const lag = sum.stalePartitions === 0 ? (sum.lag ?? Number.NaN) : Number.NaN;
  if (sum.knownPartitions + sum.stalePartitions > 0) {
    page.add('kminion_kafka_consumer_group_topic_offset_sum', `{${groupLabel},${name}}`, offsetSum);
  }
  page.addKnown('kminion_kafka_consumer_group_topic_lag', `{${groupLabel},${name}}`, lag);
}
