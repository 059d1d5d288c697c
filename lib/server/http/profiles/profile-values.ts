import type { GroupFacts, TopicFacts } from '@/lib/domain/snapshot';

/** Log end that the round read; NaN when it did not: a profile tells nothing old as if it were new. */
export function freshLogEnd(topic: TopicFacts, partition: number, capturedAtMs: number): number {
  const isRead = (topic.logEndReadAtMs[partition] as number) >= capturedAtMs;
  return isRead ? (topic.logEndOffsets[partition] as number) : Number.NaN;
}

/** Whether the round read the positions of the group. */
export function isFresh(group: GroupFacts, capturedAtMs: number): boolean {
  return group.positionsReadAtMs !== null && group.positionsReadAtMs >= capturedAtMs;
}

/** NaN as soon as one part is. */
export function sumColumn(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}
