import type { JudgedRound } from '@/lib/domain/evaluation';
import { lagRecords } from '@/lib/domain/partition-lag';
import type { GroupFacts, GroupTopicPositions, TopicFacts } from '@/lib/domain/snapshot';
import { isPreferredLeader, isUnderReplicated } from '@/lib/domain/topic-spread';
import { topicsOfGroups } from '@/lib/views/group-topic-index';
import { escapeLabelValue } from '../exposition';
import { createSamplePage, type SamplePage } from '../sample-page';
import { freshLogEnd, isFresh } from './profile-values';

/** The metrics of kafka_exporter with its help texts, in the order of the page. */
const METRICS = {
  kafka_brokers: 'Number of Brokers in the Kafka Cluster.',
  kafka_broker_info: 'Information about the Kafka Broker.',
  kafka_topic_partitions: 'Number of partitions for this Topic',
  kafka_topic_partition_current_offset: 'Current Offset of a Broker at Topic/Partition',
  kafka_topic_partition_oldest_offset: 'Oldest Offset of a Broker at Topic/Partition',
  kafka_topic_partition_leader: 'Leader Broker ID of this Topic/Partition',
  kafka_topic_partition_replicas: 'Number of Replicas for this Topic/Partition',
  kafka_topic_partition_in_sync_replica: 'Number of In-Sync Replicas for this Topic/Partition',
  kafka_topic_partition_leader_is_preferred: '1 if Topic/Partition is using the Preferred Broker',
  kafka_topic_partition_under_replicated_partition: '1 if Topic/Partition is under Replicated',
  kafka_consumergroup_current_offset: 'Current Offset of a ConsumerGroup at Topic/Partition',
  kafka_consumergroup_lag: 'Current Approximate Lag of a ConsumerGroup at Topic/Partition',
  kafka_consumergroup_current_offset_sum: 'Current Offset of a ConsumerGroup at Topic for all partitions',
  kafka_consumergroup_lag_sum: 'Current Approximate Lag of a ConsumerGroup at Topic for all partitions',
  kafka_consumergroup_members: 'Amount of members in a consumer group',
} as const;

type Page = SamplePage<keyof typeof METRICS>;

/**
 * The metrics of kafka_exporter, by name, label and special value, from the last rounds: dashboards made for it keep
 * working. As there, -1 stands for "no commit" here and nowhere else in Highwater. What was not read in the round is
 * absent. The labels are exactly its own; with several clusters each sample gets a `cluster` label in front.
 * A generator, so that a page of a large cluster can be made in slices.
 */
export function* formatKafkaExporterProfile(
  rounds: readonly JudgedRound[],
  hasClusterLabel: boolean,
): Generator<void, Uint8Array<ArrayBuffer>> {
  const page = createSamplePage(METRICS);
  for (const round of rounds) {
    const prefix = hasClusterLabel ? `cluster="${escapeLabelValue(round.snapshot.clusterId)}",` : '';
    addBrokers(page, round, prefix);
    for (const topic of round.snapshot.topics) {
      addTopic(page, topic, round.snapshot.capturedAtMs, prefix);
      yield;
    }
    for (const group of round.snapshot.groups) {
      addGroup(page, round, group, prefix);
      yield;
    }
  }
  return page.bytes();
}

function addBrokers(page: Page, round: JudgedRound, prefix: string): void {
  const up = round.snapshot.brokers.filter((broker) => broker.isRegistered);
  page.add('kafka_brokers', prefix === '' ? '' : `{${prefix.slice(0, -1)}}`, up.length);
  for (const { brokerId, host, port } of up) {
    if (host === null) continue;
    const address = escapeLabelValue(`${host}:${port ?? ''}`);
    page.add('kafka_broker_info', `{${prefix}id="${brokerId}",address="${address}"}`, 1);
  }
}

function addTopic(page: Page, topic: TopicFacts, capturedAtMs: number, prefix: string): void {
  const name = escapeLabelValue(topic.name);
  page.add('kafka_topic_partitions', `{${prefix}topic="${name}"}`, topic.partitionCount);
  for (let p = 0; p < topic.partitionCount; p++) {
    const labels = `{${prefix}partition="${p}",topic="${name}"}`;
    const leader = topic.leaders[p] as number;
    page.addKnown('kafka_topic_partition_current_offset', labels, freshLogEnd(topic, p, capturedAtMs));
    page.addKnown('kafka_topic_partition_oldest_offset', labels, topic.logStartOffsets[p] as number);
    page.addKnown('kafka_topic_partition_leader', labels, leader < 0 ? Number.NaN : leader);
    page.addKnown('kafka_topic_partition_replicas', labels, topic.replicas[p]?.length ?? Number.NaN);
    page.addKnown('kafka_topic_partition_in_sync_replica', labels, topic.isr[p]?.length ?? Number.NaN);
    page.addKnown('kafka_topic_partition_leader_is_preferred', labels, isPreferredLeader(topic, p) ? 1 : 0);
    page.addKnown('kafka_topic_partition_under_replicated_partition', labels, isUnderReplicated(topic, p) ? 1 : 0);
  }
}

function addGroup(page: Page, round: JudgedRound, group: GroupFacts, prefix: string): void {
  const groupLabel = `${prefix}consumergroup="${escapeLabelValue(group.groupId)}"`;
  page.addKnown('kafka_consumergroup_members', `{${groupLabel}}`, group.members?.length ?? Number.NaN);
  for (const { entry } of topicsOfGroups(round).get(group.groupId) ?? []) {
    if (entry.positions === null || entry.positions.committedOffsets.every(Number.isNaN)) continue;
    addGroupTopic(page, group, entry.topic, entry.positions, { capturedAtMs: round.snapshot.capturedAtMs, groupLabel });
  }
}

/** A row for every partition of the topic; a sum only when all of its parts were read, for one that silently falls would be a lie. */
function addGroupTopic(
  page: Page,
  group: GroupFacts,
  topic: TopicFacts,
  positions: GroupTopicPositions,
  { capturedAtMs, groupLabel }: { readonly capturedAtMs: number; readonly groupLabel: string },
): void {
  const topicLabel = `topic="${escapeLabelValue(topic.name)}"`;
  const isRead = isFresh(group, capturedAtMs);
  let slot = 0;
  let offsetSum = 0;
  let lagSum = 0;
  for (let p = 0; p < topic.partitionCount; p++) {
    while ((positions.partitions[slot] ?? Number.POSITIVE_INFINITY) < p) slot++;
    const isListed = positions.partitions[slot] === p;
    const committed = isListed ? (positions.committedOffsets[slot] as number) : Number.NaN;
    const hasCommit = !Number.isNaN(committed);
    const reported = isListed ? positions.reportedLag?.[slot] : undefined;
    const known =
      reported ?? lagRecords(committed, topic.logStartOffsets[p] as number, freshLogEnd(topic, p, capturedAtMs));
    const offset = isRead ? (hasCommit ? committed : -1) : Number.NaN;
    const lag = isRead ? (hasCommit ? known : -1) : Number.NaN;
    const labels = `{${groupLabel},partition="${p}",${topicLabel}}`;
    page.addKnown('kafka_consumergroup_current_offset', labels, offset);
    page.addKnown('kafka_consumergroup_lag', labels, lag);
    offsetSum += offset;
    if (hasCommit || !isRead) lagSum += lag;
  }
  page.addKnown('kafka_consumergroup_current_offset_sum', `{${groupLabel},${topicLabel}}`, offsetSum);
  page.addKnown('kafka_consumergroup_lag_sum', `{${groupLabel},${topicLabel}}`, lagSum);
}
