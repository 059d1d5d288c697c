import { z } from 'zod';
import { commandLine } from '../command-line';
import { type GroupOffset, readGroupOffsets } from '../facts/read-group-offsets';
import { type GroupNow, readGroup } from '../facts/read-groups';
import { readSubscriptions } from '../facts/read-subscriptions';
import { readTopics, type TopicNow } from '../facts/read-topics';
import { groupId, topicScope } from '../input';
import { listNames } from '../name-list';
import { defineOperation, type Message, type PlanDescription } from '../operation';
import { partitionName } from '../partition-name';
import { deletionArguments, groupTool } from './describe-reset';
import { inverseOffsets } from './offset-table';
import { readOffsetDifferences } from './read-offset-differences';
import { scopesOf } from './read-reset-facts';
import { refuseActive } from './refuse-members';
import { executeOffsets } from './write-offsets';

const input = z.strictObject({
  group: groupId,
  /** `orders` or `orders:0,1`; null: every committed offset. */
  topics: z.array(topicScope).min(1).max(10_000).nullable().default(null),
});
type Input = z.output<typeof input>;

interface DeleteOffsetsFacts {
  readonly group: GroupNow;
  readonly committed: readonly GroupOffset[];
  /** Topics that its members are subscribed to or own. */
  readonly subscribed: readonly string[];
  readonly topics: ReadonlyMap<string, TopicNow>;
}

interface DeleteOffsetsPlan {
  readonly groupId: string;
  readonly type: GroupNow['type'];
  readonly partitions: readonly { readonly topic: string; readonly partition: number; readonly before: number }[];
}

/** The committed offsets that the scope means. */
function selectOffsets(given: Input, committed: readonly GroupOffset[]): DeleteOffsetsPlan['partitions'] {
  const scopes = scopesOf(given, null, committed);
  return committed.flatMap(({ topic, partition, offset }) => {
    const isMeant = scopes.some((one) => one.topic === topic && (one.partitions?.includes(partition) ?? true));
    return isMeant && offset !== null ? [{ topic, partition, before: offset }] : [];
  });
}

/** Kafka deletes no offset of a topic that a member reads, none at all of live share groups and of others that are no consumers. */
function refuseLive({ group, subscribed }: DeleteOffsetsFacts, topics: ReadonlySet<string>): readonly Message[] {
  const isConsumer = group.type !== 'share' && /^(consumer)?$/.test(group.protocolType);
  if (!isConsumer) return refuseActive([group]);
  const read = [...new Set(subscribed)].filter((topic) => topics.has(topic));
  return read.length === 0 ? [] : [{ key: 'groupReadsTopics', values: { group: group.groupId, ...listNames(read) } }];
}

function describePlan({ groupId: group, type, partitions }: DeleteOffsetsPlan): PlanDescription {
  const scope = deletionArguments(type, partitions);
  return {
    summary: { key: 'deleteGroupOffsets', values: { group, partitions: partitions.length } },
    changes: partitions.map(({ topic, partition, before }) => ({
      subject: partitionName(topic, partition),
      aspect: 'committedOffset',
      before: String(before),
      after: null,
    })),
    warnings: [{ key: type === 'share' ? 'shareStartsAnew' : 'readsFromReset' }],
    commandLines: [commandLine(groupTool(type), '--delete-offsets', '--group', group, ...scope)],
  };
}

/**
 * Deletes committed offsets of a group (OffsetDelete, KIP-496; `kafka-consumer-groups.sh --delete-offsets`), of share
 * groups the start offsets of whole topics (DeleteShareGroupOffsets, KIP-932).
 */
export const deleteGroupOffsets = defineOperation<typeof input, DeleteOffsetsFacts, DeleteOffsetsPlan>({
  name: 'delete-group-offsets',
  permission: 'group:offsets.delete',
  risk: 'destructive',
  input,
  target: ({ group }) => ({ kind: 'group', names: [group] }),
  read: async ({ kafka }, given) => {
    const group = await readGroup(kafka, given.group);
    const committed = await readGroupOffsets(kafka, group);
    const listed = { ...group, type: group.type ?? 'classic' };
    const subscriptions = await readSubscriptions(kafka, group.coordinatorId, [listed]);
    const topics = await readTopics(kafka, [...new Set(committed.map(({ topic }) => topic))]);
    return { group, committed, topics, subscribed: subscriptions.flatMap((one) => one.topics) };
  },
  plan: (given, facts) => {
    const { group, committed } = facts;
    if (group.type === null) return { refusals: [{ key: 'noSuchGroups', values: listNames([given.group]) }] };
    const partitions = selectOffsets(given, committed);
    if (partitions.length === 0) return { refusals: [{ key: 'noOffsetsInScope', values: { group: given.group } }] };
    const topics = new Set(partitions.map(({ topic }) => topic));
    const live = refuseLive(facts, topics);
    if (live.length > 0) return { refusals: live };
    const ofTopics = committed.filter(({ topic, offset }) => offset !== null && topics.has(topic)).length;
    if (group.type === 'share' && ofTopics > partitions.length) {
      return { refusals: [{ key: 'shareWholeTopics', values: { group: given.group } }] };
    }
    const plan = { groupId: given.group, type: group.type, partitions };
    return { plan, inverse: inverseOffsets(given.group, partitions) };
  },
  describe: describePlan,
  execute: ({ kafka }, { groupId: id, type, partitions }) =>
    executeOffsets(
      kafka,
      { groupId: id, isShare: type === 'share' },
      partitions.map((one) => ({ ...one, after: null })),
    ),
  verify: async (context, { groupId: id, partitions }) => {
    const wanted = partitions.map((one) => ({ ...one, after: null }));
    const differences = await readOffsetDifferences(context, id, wanted);
    return { isVerified: differences.length === 0, differences };
  },
});
