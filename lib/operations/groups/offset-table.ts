import { z } from 'zod';
import { topicName } from '../input';
import { rule } from '../input-problem';
import type { InversePlan } from '../operation';

const partitionNumber = z.string().regex(/^\d{1,9}$/, rule('inputPartitionNumber'));

/** An offset that a group may have: 0 or more. */
export const committableOffset = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);

/** Offsets by topic and partition number; null stands for none. */
export const offsetTable = z.record(topicName, z.record(partitionNumber, committableOffset.nullable()));
export type OffsetTable = z.output<typeof offsetTable>;

/** The offset of one partition in a list; null stands for none. */
interface PlacedOffset {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number | null;
}

/** A list of offsets as a table. */
export function tableOfOffsets(offsets: readonly PlacedOffset[]): OffsetTable {
  const table: OffsetTable = {};
  for (const { topic, partition, offset } of offsets) {
    const own = table[topic] ?? {};
    own[String(partition)] = offset;
    table[topic] = own;
  }
  return table;
}

/** The table as a list, by topic and partition. */
export function listOffsets(table: OffsetTable): readonly PlacedOffset[] {
  return Object.keys(table)
    .sort()
    .flatMap((topic) =>
      Object.entries(table[topic] ?? {})
        .map(([partition, offset]) => ({ topic, partition: Number(partition), offset }))
        .sort((left, right) => left.partition - right.partition),
    );
}

/** What sets these offsets again, exactly. */
export function inverseOffsets(
  group: string,
  partitions: readonly { readonly topic: string; readonly partition: number; readonly before: number | null }[],
): InversePlan {
  const offsets = tableOfOffsets(partitions.map(({ before, ...place }) => ({ ...place, offset: before })));
  return {
    operation: 'reset-group-offsets',
    input: { group, topics: null, to: { kind: 'offsets', offsets, origin: null } },
  };
}
