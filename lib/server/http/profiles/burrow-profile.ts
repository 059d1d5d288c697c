import { BURROW_STATUSES } from '@/lib/domain/burrow/burrow-status';
import { type BurrowReading, burrowReport } from '@/lib/views/burrow';
import { escapeLabelValue } from '../exposition';
import { createSamplePage, type SamplePage } from '../sample-page';
import { freshLogEnd } from './profile-values';

/** The metrics of Burrow with its help texts, in the order of the page. */
const METRICS = {
  burrow_kafka_consumer_current_offset: 'Latest offset that Burrow is storing for this partition',
  burrow_kafka_consumer_lag_total: 'The sum of all partition current lag values for the group',
  burrow_kafka_consumer_partition_lag:
    'Number of messages the consumer group is behind by for a partition as reported by Burrow',
  burrow_kafka_consumer_status:
    'The status of the consumer group. It is calculated from the highest status for the individual partitions. Statuses are an index list from NOTFOUND, OK, WARN, or ERR',
  burrow_kafka_topic_partition_offset: 'Latest offset the topic that Burrow is storing for this partition',
  burrow_kafka_topic_partition_status:
    'The status of topic partition. It is calculated from the highest status for the individual partitions. Statuses are an index list from OK, WARN, STOP, STALL, REWIND',
} as const;

type Page = SamplePage<keyof typeof METRICS>;

/**
 * The metrics of Burrow by name, label and number from the last rounds. As there, offset and status of a partition are
 * told once its window is full. What was not read in the round is absent, and with it the total and the status of its
 * group. A generator, so that a page of a large cluster can be made in slices.
 */
export function* formatBurrowProfile(readings: readonly BurrowReading[]): Generator<void, Uint8Array<ArrayBuffer>> {
  const page = createSamplePage(METRICS);
  for (const reading of readings) {
    const { snapshot } = reading.round;
    const cluster = `cluster="${escapeLabelValue(snapshot.clusterId)}"`;
    for (const { groupId } of snapshot.groups) {
      addGroup(page, reading, groupId, cluster);
      yield;
    }
    for (const topic of snapshot.topics) {
      const name = `topic="${escapeLabelValue(topic.name)}"`;
      for (let p = 0; p < topic.partitionCount; p++) {
        const end = freshLogEnd(topic, p, snapshot.capturedAtMs);
        page.addKnown('burrow_kafka_topic_partition_offset', `{${cluster},partition="${p}",${name}}`, end);
      }
      yield;
    }
  }
  return page.bytes();
}

function addGroup(page: Page, reading: BurrowReading, groupId: string, cluster: string): void {
  const report = burrowReport(reading, groupId);
  if (report === null) return;
  const group = `${cluster},consumer_group="${escapeLabelValue(groupId)}"`;
  if (!report.partitions.some(({ isStale }) => isStale)) {
    page.addKnown('burrow_kafka_consumer_lag_total', `{${group}}`, report.totalLag ?? Number.NaN);
    page.add('burrow_kafka_consumer_status', `{${group}}`, BURROW_STATUSES.indexOf(report.status));
  }
  for (const { topic, partition, status, currentLag, isStale, complete, commits } of report.partitions) {
    if (currentLag === null || isStale) continue;
    const labels = `{${group},partition="${partition}",topic="${escapeLabelValue(topic)}"}`;
    page.add('burrow_kafka_consumer_partition_lag', labels, currentLag);
    if (complete < 1) continue;
    page.addKnown('burrow_kafka_consumer_current_offset', labels, commits.offsetAt(commits.length - 1));
    page.add('burrow_kafka_topic_partition_status', labels, BURROW_STATUSES.indexOf(status));
  }
}
