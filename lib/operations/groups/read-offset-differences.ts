import type { PlanChange } from '@/lib/views/schemas/operation-run';
import { readGroupOffsets } from '../facts/read-group-offsets';
import { readGroup } from '../facts/read-groups';
import type { OperationContext } from '../operation';
import { partitionName } from '../partition-name';
import type { ResolvedOffset } from './resolve-reset';

/** Offsets of a group that are not as wanted. */
export async function readOffsetDifferences(
  { kafka }: OperationContext,
  groupId: string,
  wanted: readonly Pick<ResolvedOffset, 'topic' | 'partition' | 'after'>[],
): Promise<PlanChange[]> {
  const group = await readGroup(kafka, groupId);
  const offsets = await readGroupOffsets(kafka, group);
  const now = new Map(offsets.map((one) => [partitionName(one.topic, one.partition), one.offset]));
  const told = (offset: number | null) => (offset === null ? null : String(offset));
  return wanted.flatMap(({ topic, partition, after }) => {
    const subject = partitionName(topic, partition);
    const found = now.get(subject) ?? null;
    return found === after ? [] : [{ subject, aspect: 'committedOffset', before: told(after), after: told(found) }];
  });
}
