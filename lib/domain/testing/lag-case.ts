import { groupTopicPartitions, groupTopics, sumTopicLag } from '../group-lag';
import type { PartitionOffsets } from '../partition-lag';
import { buildGroup, buildTopic, ROUND_0_MS } from './build-snapshot';

/** E = log end, C = committed, S = log start. The numbers are those of the list of correctness cases. */
export function offsets(E: number, C: number, S = 0, facts: Partial<PartitionOffsets> = {}): PartitionOffsets {
  return {
    committedOffset: C,
    logStartOffset: S,
    logEndOffset: E,
    logEndReadAtMs: ROUND_0_MS,
    committedReadAtMs: ROUND_0_MS,
    capturedAtMs: ROUND_0_MS,
    hasLeader: true,
    isSameTopic: true,
    reportedLag: null,
    ...facts,
  };
}

/** The partitions of one group in one topic, as the lag table shows them. */
export function rowsOf(topic: Parameters<typeof buildTopic>[0], group: Parameters<typeof buildGroup>[0]) {
  const built = buildTopic(topic, ROUND_0_MS);
  const facts = buildGroup(group, ROUND_0_MS);
  const entries = groupTopics(facts, new Map([[built.name, built]]));
  return {
    rows: entries.flatMap((entry) => groupTopicPartitions(facts, entry, ROUND_0_MS)),
    sums: entries.map((entry) => sumTopicLag(facts, entry, ROUND_0_MS)),
    entries,
  };
}
