import { z } from 'zod';
import type { PartitionNow, TopicNow } from '../facts/read-topics';
import { topicName } from '../input';
import { rule } from '../input-problem';
import { listNames } from '../name-list';
import type { Message, OperationTarget } from '../operation';
import { partitionName } from '../partition-name';

const namedPartition = z.strictObject({ topic: topicName, partition: z.number().int().min(0).max(2_147_483_647) });

/** Which partitions an election is for: named ones, all of some topics, or all there are. */
export const electionInput = z
  .strictObject({
    partitions: z.array(namedPartition).min(1).max(10_000).nullable().default(null),
    topics: z.array(topicName).min(1).max(1_000).nullable().default(null),
  })
  .refine(({ partitions, topics }) => partitions === null || topics === null, {
    ...rule('inputPartitionsOrTopics'),
    path: ['partitions'],
  });
export type ElectionInput = z.output<typeof electionInput>;

export interface SelectedPartition extends PartitionNow {
  readonly topic: string;
}

/** Topics that the input names; null: all. */
export function electionTopics({ partitions, topics }: ElectionInput): readonly string[] | null {
  return partitions ? [...new Set(partitions.map(({ topic }) => topic))] : topics && [...new Set(topics)];
}

/** The topics at hand, or the cluster where all are. */
export function electionTarget(given: ElectionInput, clusterId: string): OperationTarget {
  const names = electionTopics(given);
  return names === null ? { kind: 'cluster', names: [clusterId] } : { kind: 'topic', names };
}

/** The partitions that the input means as they are now, and refusals for those that are not there. */
export function selectPartitions(
  given: ElectionInput,
  topics: ReadonlyMap<string, TopicNow>,
): { readonly selected: readonly SelectedPartition[]; readonly refusals: readonly Message[] } {
  const names = electionTopics(given) ?? [...topics.keys()];
  const missing = names.filter((name) => !topics.has(name));
  const known = names.flatMap((name) => topics.get(name) ?? []);
  const all = known.flatMap(({ topic, partitions }) => partitions.map((one) => ({ ...one, topic })));
  const byName = new Map(all.map((one) => [partitionName(one.topic, one.partition), one]));
  const wanted = given.partitions?.map(({ topic, partition }) => partitionName(topic, partition)) ?? [...byName.keys()];
  const absent = missing.length > 0 ? [] : wanted.filter((name) => !byName.has(name));
  return {
    selected: [...new Set(wanted)].flatMap((name) => byName.get(name) ?? []),
    refusals: [
      ...(missing.length > 0 ? [{ key: 'missingTopics', values: listNames(missing) } as const] : []),
      ...(absent.length > 0 ? [{ key: 'missingPartitions', values: listNames(absent) } as const] : []),
    ],
  };
}

/** What a leader is called in changes; null where there is none. */
export function leaderName(leader: number | undefined): string | null {
  return leader === undefined || leader < 0 ? null : String(leader);
}
