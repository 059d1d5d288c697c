import type { JudgedRound } from '@/lib/domain/evaluation';
import type { GroupFacts, TopicFacts } from '@/lib/domain/snapshot';
import { groupLagItems } from '@/lib/views/group-items';
import { groupsOfTopics } from '@/lib/views/group-topic-index';
import type { GroupLagItem } from '@/lib/views/schemas/group';
import { formatLabels } from '../exposition';
import { createSamplePage, type SamplePage } from '../sample-page';
import { freshLogEnd, isFresh } from './profile-values';

/** The metrics of kafka-lag-exporter with its help texts, in the order of the page. */
const METRICS = {
  kafka_partition_latest_offset: 'Latest offset of a partition',
  kafka_partition_earliest_offset: 'Earliest offset of a partition',
  kafka_consumergroup_group_max_lag: 'Max group offset lag',
  kafka_consumergroup_group_max_lag_seconds: 'Max group time lag',
  kafka_consumergroup_group_offset: 'Last group consumed offset of a partition',
  kafka_consumergroup_group_lag: 'Group offset lag of a partition',
  kafka_consumergroup_group_lag_seconds: 'Group time lag of a partition',
  kafka_consumergroup_group_sum_lag: 'Sum of group offset lag',
  kafka_consumergroup_group_topic_sum_lag: 'Sum of group offset lag across topic partitions',
  kafka_consumergroup_poll_time_ms: 'Group time poll time',
} as const;

type Page = SamplePage<keyof typeof METRICS>;

/** What stands in the labels of a partition that no member owns. */
const NOBODY = 'unknown';

/**
 * The metrics of kafka-lag-exporter by name and label from the last rounds. As there, NaN stands for what is not known:
 * the row of a partition without a commit, and a sum or maximum of which a part was not read. Seconds are Highwater's,
 * measured and never extrapolated, so none is infinite. A generator, so that a page of a large cluster can be made in slices.
 */
export function* formatKafkaLagExporterProfile(rounds: readonly JudgedRound[]): Generator<void, string> {
  const page = createSamplePage(METRICS);
  for (const round of rounds) {
    const { clusterId, capturedAtMs, collector, topics, groups } = round.snapshot;
    const cluster = { cluster_name: clusterId };
    page.add('kafka_consumergroup_poll_time_ms', formatLabels(cluster), collector.roundDurationMs);
    for (const topic of topics) {
      if (isConsumed(round, topic)) addTopic(page, topic, capturedAtMs, cluster);
      yield;
    }
    for (const group of groups) {
      if (group.type !== 'share') addGroup(page, round, group);
      yield;
    }
  }
  return page.text();
}

type Labels = Readonly<Record<string, string | number>>;

function isConsumed(round: JudgedRound, topic: TopicFacts): boolean {
  return (
    groupsOfTopics(round)
      .get(topic.name)
      ?.some(({ group }) => group.type !== 'share') ?? false
  );
}

function addTopic(page: Page, topic: TopicFacts, capturedAtMs: number, cluster: Labels): void {
  for (let partition = 0; partition < topic.partitionCount; partition++) {
    const labels = formatLabels({ ...cluster, topic: topic.name, partition });
    page.addKnown('kafka_partition_latest_offset', labels, freshLogEnd(topic, partition, capturedAtMs));
    page.addKnown('kafka_partition_earliest_offset', labels, topic.logStartOffsets[partition] as number);
  }
}

function addGroup(page: Page, round: JudgedRound, group: GroupFacts): void {
  const rows = groupLagItems(round, group).filter((row) => row.committedOffset !== null || row.memberId !== null);
  if (rows.length === 0) return;
  const labels = { cluster_name: round.snapshot.clusterId, group: group.groupId };
  const isRead = isFresh(group, round.snapshot.capturedAtMs);
  for (const row of rows) addRow(page, row, isRead, labels);
  const lags = committedValues(rows, (row) => row.lag);
  page.add('kafka_consumergroup_group_max_lag', formatLabels(labels), maximum(lags));
  const seconds = committedValues(rows, (row) => row.lagSeconds);
  page.add('kafka_consumergroup_group_max_lag_seconds', formatLabels(labels), maximum(seconds));
  page.add('kafka_consumergroup_group_sum_lag', formatLabels(labels), sum(lags));
  for (const topic of new Set(rows.map((row) => row.topic))) {
    const ofTopic = committedValues(
      rows.filter((row) => row.topic === topic),
      (row) => row.lag,
    );
    page.add('kafka_consumergroup_group_topic_sum_lag', formatLabels({ ...labels, topic }), sum(ofTopic));
  }
}

function addRow(page: Page, row: GroupLagItem, isRead: boolean, group: Labels): void {
  const labels = formatLabels({
    ...group,
    topic: row.topic,
    partition: row.partition,
    member_host: row.host ?? NOBODY,
    consumer_id: row.memberId ?? NOBODY,
    client_id: row.clientId ?? NOBODY,
  });
  const offset = isRead ? (row.committedOffset ?? Number.NaN) : Number.NaN;
  page.add('kafka_consumergroup_group_offset', labels, offset);
  page.add('kafka_consumergroup_group_lag', labels, row.lag ?? Number.NaN);
  page.add('kafka_consumergroup_group_lag_seconds', labels, row.lagSeconds ?? Number.NaN);
}

/** Of the partitions with a commit; NaN where the value is not known. */
function committedValues(rows: readonly GroupLagItem[], value: (row: GroupLagItem) => number | null): number[] {
  return rows.filter((row) => row.committedOffset !== null).map((row) => value(row) ?? Number.NaN);
}

/** NaN of nothing, and as soon as one value is NaN; so is the sum. */
function maximum(values: readonly number[]): number {
  return values.length === 0 ? Number.NaN : values.reduce((most, value) => Math.max(most, value));
}

function sum(values: readonly number[]): number {
  return values.length === 0 ? Number.NaN : values.reduce((total, value) => total + value);
}
