import type { TopicPartitions } from './snapshot';

/** What one assignment has and the other has not, topic by topic; partitions ascend. */
export interface AssignmentDiff {
  readonly added: readonly TopicPartitions[];
  readonly removed: readonly TopicPartitions[];
}

/** Compares what somebody owns with what it owned. Order and empty topics say nothing. */
export function diffAssignment(before: readonly TopicPartitions[], after: readonly TopicPartitions[]): AssignmentDiff {
  return { added: subtract(after, before), removed: subtract(before, after) };
}

function subtract(from: readonly TopicPartitions[], what: readonly TopicPartitions[]): readonly TopicPartitions[] {
  const taken = new Map<string, Set<number>>();
  for (const { topic, partitions } of what) {
    const some = taken.get(topic) ?? new Set<number>();
    for (const partition of partitions) some.add(partition);
    taken.set(topic, some);
  }
  return from
    .map(({ topic, partitions }) => ({
      topic,
      partitions: partitions.filter((partition) => !taken.get(topic)?.has(partition)).sort((a, b) => a - b),
    }))
    .filter(({ partitions }) => partitions.length > 0);
}
