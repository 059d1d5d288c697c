import type { JudgedRound } from '@/lib/domain/evaluation';
import { evaluateCoverage, type GroupTopic, slotLag } from '@/lib/domain/group-lag';
import type { GroupFacts, MemberFacts, TopicFacts } from '@/lib/domain/snapshot';
import { groupsOfTopics, topicsOfGroups } from '@/lib/views/group-topic-index';
import { escapeLabelValue, formatLabels } from '../exposition';
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
export function* formatKafkaLagExporterProfile(
  rounds: readonly JudgedRound[],
): Generator<void, Uint8Array<ArrayBuffer>> {
  const page = createSamplePage(METRICS);
  for (const round of rounds) {
    const { clusterId, capturedAtMs, collector, topics, groups } = round.snapshot;
    page.add('kafka_consumergroup_poll_time_ms', formatLabels({ cluster_name: clusterId }), collector.roundDurationMs);
    for (const topic of topics) {
      if (isConsumed(round, topic)) addTopic(page, topic, capturedAtMs, clusterId);
      yield;
    }
    for (const group of groups) {
      if (group.type !== 'share') addGroup(page, round, group);
      yield;
    }
  }
  return page.bytes();
}

function isConsumed(round: JudgedRound, topic: TopicFacts): boolean {
  return (
    groupsOfTopics(round)
      .get(topic.name)
      ?.some(({ group }) => group.type !== 'share') ?? false
  );
}

function addTopic(page: Page, topic: TopicFacts, capturedAtMs: number, clusterId: string): void {
  const name = escapeLabelValue(topic.name);
  for (let partition = 0; partition < topic.partitionCount; partition++) {
    const labels = `{cluster_name="${escapeLabelValue(clusterId)}",topic="${name}",partition="${partition}"}`;
    page.addKnown('kafka_partition_latest_offset', labels, freshLogEnd(topic, partition, capturedAtMs));
    page.addKnown('kafka_partition_earliest_offset', labels, topic.logStartOffsets[partition] as number);
  }
}

function addGroup(page: Page, round: JudgedRound, group: GroupFacts): void {
  const { clusterId, capturedAtMs } = round.snapshot;
  const labels = `cluster_name="${escapeLabelValue(clusterId)}",group="${escapeLabelValue(group.groupId)}"`;
  const owners = (group.members ?? []).map(describeOwner);
  const times = round.evaluation.groups.get(group.groupId)?.positionTimes;
  const sums: CommittedSums[] = [];
  for (const { entry } of topicsOfGroups(round).get(group.groupId) ?? []) {
    const seconds = times?.[entry.positionIndex]?.lagSeconds;
    const sum = addGroupTopic(page, { group, entry, seconds, owners, labels, capturedAtMs });
    if (sum !== null) sums.push(sum);
  }
  if (sums.length === 0) return;
  const total = sums.reduce(addSums, NOTHING_COMMITTED);
  page.add('kafka_consumergroup_group_max_lag', `{${labels}}`, knownOf(total, total.maxLag));
  page.add('kafka_consumergroup_group_max_lag_seconds', `{${labels}}`, knownOf(total, total.maxSeconds));
  page.add('kafka_consumergroup_group_sum_lag', `{${labels}}`, knownOf(total, total.lag));
}

interface GroupTopicRows {
  readonly group: GroupFacts;
  readonly entry: GroupTopic;
  readonly seconds: Float32Array | undefined;
  /** Labels of each member. */
  readonly owners: readonly string[];
  readonly labels: string;
  readonly capturedAtMs: number;
}

/** A row for each partition that has a commit or an owner; null when none has. */
function addGroupTopic(page: Page, rows: GroupTopicRows): CommittedSums | null {
  const { group, entry, owners, capturedAtMs } = rows;
  const { topic, positions } = entry;
  const labels = `${rows.labels},topic="${escapeLabelValue(topic.name)}"`;
  const isRead = isFresh(group, capturedAtMs);
  const coverage = evaluateCoverage(group, topic);
  let sums = NOTHING_COMMITTED;
  let rowCount = 0;
  let slot = 0;
  for (let p = 0; p < topic.partitionCount; p++) {
    while ((positions?.partitions[slot] ?? Number.POSITIVE_INFINITY) < p) slot++;
    const isListed = positions?.partitions[slot] === p;
    const committed = isListed ? (positions.committedOffsets[slot] as number) : Number.NaN;
    const owner = coverage.owners[p] ?? -1;
    const hasCommit = !Number.isNaN(committed);
    if (!hasCommit && owner < 0) continue;
    rowCount++;
    const lag = hasCommit ? slotLag(group, entry, slot, capturedAtMs) : Number.NaN;
    const seconds = isListed ? Math.round((rows.seconds?.[slot] ?? Number.NaN) * 10) / 10 : Number.NaN;
    const rowLabels = `{${labels},partition="${p}",${owners[owner] ?? NO_OWNER}}`;
    page.add('kafka_consumergroup_group_offset', rowLabels, isRead ? committed : Number.NaN);
    page.add('kafka_consumergroup_group_lag', rowLabels, lag);
    page.add('kafka_consumergroup_group_lag_seconds', rowLabels, seconds);
    if (hasCommit) sums = addSums(sums, { count: 1, lag, maxLag: lag, maxSeconds: seconds });
  }
  if (rowCount === 0) return null;
  page.add('kafka_consumergroup_group_topic_sum_lag', `{${labels}}`, knownOf(sums, sums.lag));
  return sums;
}

function describeOwner({ clientHost, memberId, clientId }: Pick<MemberFacts, 'clientHost' | 'memberId' | 'clientId'>) {
  const [host, consumer, client] = [clientHost, memberId, clientId].map(escapeLabelValue);
  return `member_host="${host}",consumer_id="${consumer}",client_id="${client}"`;
}

const NO_OWNER = describeOwner({ clientHost: NOBODY, memberId: NOBODY, clientId: NOBODY });

/** Over the partitions with a commit: NaN as soon as one value is. */
interface CommittedSums {
  readonly count: number;
  readonly lag: number;
  readonly maxLag: number;
  readonly maxSeconds: number;
}

const NOTHING_COMMITTED: CommittedSums = { count: 0, lag: 0, maxLag: 0, maxSeconds: 0 };

function addSums(left: CommittedSums, right: CommittedSums): CommittedSums {
  return {
    count: left.count + right.count,
    lag: left.lag + right.lag,
    maxLag: Math.max(left.maxLag, right.maxLag),
    maxSeconds: Math.max(left.maxSeconds, right.maxSeconds),
  };
}

/** NaN of nothing. */
function knownOf({ count }: CommittedSums, value: number): number {
  return count === 0 ? Number.NaN : value;
}
