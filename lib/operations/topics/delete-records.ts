import { z } from 'zod';
import type { PlanChange } from '@/lib/views/schemas/operation-run';
import { commandLine } from '../command-line';
import { CONFIG_RESOURCE, readConfigs } from '../facts/read-configs';
import { type LogRange, OFFSET_AT, type OffsetsNow, readLogRanges, readOffsets } from '../facts/read-offsets';
import { readTopicGroups, type TopicGroups } from '../facts/read-topic-groups';
import { readTopics, type TopicNow } from '../facts/read-topics';
import { topicName } from '../input';
import { rule } from '../input-problem';
import { listNames } from '../name-list';
import {
  defineOperation,
  type Message,
  type OperationKafka,
  type OperationOutcome,
  type PlanDescription,
} from '../operation';
import { attempt, outcomeOf } from '../outcomes';
import { partitionName } from '../partition-name';
import { refuseTopics } from './check-topics';

const offset = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);

const input = z.strictObject({
  topic: topicName,
  /** Partitions to shorten; null: all, or those that `to` names. */
  partitions: z.array(z.number().int().min(0)).min(1).max(100_000).nullable().default(null),
  /** First offset that stays. */
  to: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('offset'), offset }),
    /** By partition number. */
    z.strictObject({
      kind: z.literal('offsets'),
      offsets: z.record(z.string().regex(/^\d{1,10}$/, rule('inputPartitionNumber')), offset),
    }),
    /** Epoch ms: records before it go. */
    z.strictObject({ kind: z.literal('timestamp'), timestampMs: z.number().int().min(0) }),
    z.strictObject({ kind: z.literal('all') }),
  ]),
  /** Groups that the preview named as having unread records there; filled in by it, so that one more changes the plan. */
  groupsBehind: z.array(z.string()).max(100_000).nullable().default(null),
});
type Input = z.output<typeof input>;

export interface DeleteRecordsFacts {
  readonly topics: ReadonlyMap<string, TopicNow>;
  readonly cleanupPolicy: string;
  readonly ranges: ReadonlyMap<string, LogRange>;
  /** First offsets at or after the time asked for; empty for other kinds. */
  readonly offsetsAtTime: OffsetsNow;
  readonly groups: TopicGroups;
}

interface DeleteRecordsPlan {
  readonly topic: string;
  readonly topicId: string | null;
  readonly partitions: readonly ShortenedPartition[];
  /** Groups whose committed offset is before the new start. */
  readonly groupIds: readonly string[];
  readonly isGroupListComplete: boolean;
}

interface ShortenedPartition {
  readonly partition: number;
  /** Log start offset now, and then. */
  readonly before: number;
  readonly after: number;
}

const TIMEOUT_MS = 30_000;

/** First offsets that stay, by partition number, of whatever kind the input is. */
function offsetsOf({ topic, partitions, to }: Input, facts: DeleteRecordsFacts): Readonly<Record<string, number>> {
  if (to.kind === 'offsets') {
    const wanted = Object.entries(to.offsets);
    return Object.fromEntries(wanted.filter(([partition]) => partitions?.includes(Number(partition)) ?? true));
  }
  const chosen = partitions ?? facts.topics.get(topic)?.partitions.map(({ partition }) => partition) ?? [];
  const offsetOf = (partition: number): number => {
    if (to.kind === 'offset') return to.offset;
    const name = partitionName(topic, partition);
    const end = facts.ranges.get(name)?.highWatermark ?? 0;
    const atTime = to.kind === 'timestamp' ? (facts.offsetsAtTime.get(name) ?? -1) : -1;
    return atTime >= 0 ? atTime : end;
  };
  return Object.fromEntries(chosen.map((partition) => [String(partition), offsetOf(partition)]));
}

function groupsBehind(topic: string, offsets: Readonly<Record<string, number>>, { groups }: TopicGroups): string[] {
  const starts = Object.entries(offsets).map(
    ([partition, start]) => [partitionName(topic, Number(partition)), start] as const,
  );
  const isBehind = ({ offsets: committed }: TopicGroups['groups'][number]) =>
    starts.some(([name, start]) => (committed.get(name) ?? Number.POSITIVE_INFINITY) < start);
  return groups.filter(isBehind).map(({ groupId }) => groupId);
}

/** Time and "all" become offsets, so that live traffic does not move what was confirmed. */
function pinInput(given: Input, facts: DeleteRecordsFacts): Input {
  if (!facts.topics.has(given.topic)) return given;
  const offsets = offsetsOf(given, facts);
  const behind = new Set([...(given.groupsBehind ?? []), ...groupsBehind(given.topic, offsets, facts.groups)]);
  return {
    topic: given.topic,
    partitions: null,
    to: { kind: 'offsets', offsets },
    groupsBehind: [...behind].sort(),
  };
}

function refuseOffsets(
  { topic, partitions }: TopicNow,
  offsets: Readonly<Record<string, number>>,
  ranges: DeleteRecordsFacts['ranges'],
): readonly Message[] {
  const count = partitions.length;
  const named = Object.entries(offsets).map(([partition, start]) => {
    const name = partitionName(topic, Number(partition));
    return { name, start, isMissing: Number(partition) >= count, range: ranges.get(name) };
  });
  const namesOf = (some: readonly { readonly name: string }[]) => listNames(some.map(({ name }) => name));
  const missing = named.filter(({ isMissing }) => isMissing);
  const silent = named.filter(({ isMissing, range }) => !isMissing && range === undefined);
  const beyond = named.filter(({ start, range }) => range !== undefined && start > range.highWatermark);
  return [
    ...(missing.length > 0 ? [{ key: 'missingPartitions', values: namesOf(missing) } as const] : []),
    ...(silent.length > 0 ? [{ key: 'offsetsUnknown', values: namesOf(silent) } as const] : []),
    ...(beyond.length > 0 ? [{ key: 'beyondHighWatermark', values: namesOf(beyond) } as const] : []),
  ];
}

function describePlan({ topic, partitions, groupIds, isGroupListComplete }: DeleteRecordsPlan): PlanDescription {
  const records = partitions.reduce((sum, { before, after }) => sum + after - before, 0);
  const file = {
    partitions: partitions.map(({ partition, after }) => ({ topic, partition, offset: after })),
    version: 1,
  };
  return {
    summary: { key: 'deleteRecords', values: { topic, records, partitions: partitions.length } },
    changes: partitions.map(({ partition, before, after }) => ({
      subject: partitionName(topic, partition),
      aspect: 'logStartOffset',
      before: String(before),
      after: String(after),
    })),
    warnings: [
      { key: 'recordsGone', values: { records } },
      ...(groupIds.length > 0 ? [{ key: 'groupsLoseUnread', values: listNames(groupIds) } as const] : []),
      ...(isGroupListComplete ? [] : [{ key: 'groupsUnknown' } as const]),
    ],
    commandLines: [
      `printf '%s' '${JSON.stringify(file)}' > delete-records.json`,
      commandLine('kafka-delete-records', '--offset-json-file', 'delete-records.json'),
    ],
  };
}

async function deleteRecordsOfLeader(
  kafka: OperationKafka,
  brokerId: number,
  topic: string,
  partitions: readonly ShortenedPartition[],
): Promise<readonly OperationOutcome[]> {
  const names = partitions.map(({ partition }) => partitionName(topic, partition));
  return attempt(names, async () => {
    const body = {
      topics: [
        {
          name: topic,
          partitions: partitions.map(({ partition, after }) => ({ partitionIndex: partition, offset: BigInt(after) })),
        },
      ],
      timeoutMs: TIMEOUT_MS,
    };
    const answer = await kafka.call('DeleteRecords', body, { brokerId, timeoutMs: TIMEOUT_MS });
    const results = answer.topics.flatMap((one) => one.partitions);
    return partitions.map(({ partition }) => {
      const result = results.find(({ partitionIndex }) => partitionIndex === partition);
      return outcomeOf(kafka, partitionName(topic, partition), result?.errorCode ?? -1);
    });
  });
}

/**
 * Deletes the records before an offset of each partition (DeleteRecords, API key 21, KIP-107; `kafka-delete-records.sh`),
 * asked of each partition's leader. What is deleted is fixed as offsets by the preview. No way back.
 */
export const deleteRecords = defineOperation<typeof input, DeleteRecordsFacts, DeleteRecordsPlan>({
  name: 'delete-records',
  permission: 'topic:records.delete',
  risk: 'destructive',
  input,
  target: ({ topic }) => ({ kind: 'topic', names: [topic] }),
  read: async ({ kafka }, { topic, to }) => {
    const topics = await readTopics(kafka, [topic]);
    const found = [...topics.values()];
    const configs = found.length > 0 ? await readConfigs(kafka, { type: CONFIG_RESOURCE.topic, name: topic }) : null;
    // Committed offsets before the ends, so that no group looks as if it were ahead.
    const groups = await readTopicGroups(kafka, found);
    const offsetsAtTime =
      to.kind === 'timestamp' ? await readOffsets(kafka, found, BigInt(to.timestampMs)) : new Map<string, number>();
    const ranges = await readLogRanges(kafka, found);
    return { topics, cleanupPolicy: configs?.get('cleanup.policy')?.value ?? 'delete', ranges, offsetsAtTime, groups };
  },
  pin: pinInput,
  plan: (given, facts) => {
    const refusals = refuseTopics([given.topic], facts.topics, { acceptsInternal: false });
    const topic = facts.topics.get(given.topic);
    if (refusals.length > 0 || topic === undefined) return { refusals };
    if (!facts.cleanupPolicy.includes('delete')) {
      return { refusals: [{ key: 'compactedOnly', values: { topic: topic.topic } }] };
    }
    const pinned = pinInput(given, facts);
    const offsets = offsetsOf(pinned, facts);
    const offsetRefusals = refuseOffsets(topic, offsets, facts.ranges);
    if (offsetRefusals.length > 0) return { refusals: offsetRefusals };
    const partitions = Object.entries(offsets).flatMap(([key, after]) => {
      const before = facts.ranges.get(partitionName(topic.topic, Number(key)))?.logStart ?? after;
      return after > before ? [{ partition: Number(key), before, after }] : [];
    });
    if (partitions.length === 0) return { refusals: [{ key: 'noRecordsBefore' }] };
    const plan = {
      topic: topic.topic,
      topicId: topic.topicId,
      partitions,
      groupIds: pinned.groupsBehind ?? [],
      isGroupListComplete: facts.groups.isComplete,
    };
    return { plan, inverse: null };
  },
  describe: describePlan,
  execute: async ({ kafka }, { topic, topicId, partitions }) => {
    const now = (await readTopics(kafka, [topic])).get(topic);
    const leaderOf = ({ partition }: ShortenedPartition) =>
      topicId !== null && now?.topicId !== topicId ? -1 : (now?.partitions[partition]?.leader ?? -1);
    const leaders = [...new Set(partitions.map(leaderOf))];
    const outcomes = await Promise.all(
      leaders.map(async (brokerId) => {
        const led = partitions.filter((one) => leaderOf(one) === brokerId);
        if (brokerId >= 0) return deleteRecordsOfLeader(kafka, brokerId, topic, led);
        const names = led.map(({ partition }) => partitionName(topic, partition));
        return names.map((name) => ({
          subject: name,
          state: 'failed' as const,
          told: { key: 'outcomeNoLeader' } as const,
          errorName: null,
        }));
      }),
    );
    return outcomes.flat();
  },
  verify: async ({ kafka }, { topic, partitions }) => {
    const topics = await readTopics(kafka, [topic]);
    const starts = await readOffsets(kafka, [...topics.values()], OFFSET_AT.logStart);
    const differences = partitions.flatMap(({ partition, after }): PlanChange[] => {
      const subject = partitionName(topic, partition);
      const start = starts.get(subject);
      if (start !== undefined && start >= after) return [];
      const now = start === undefined ? null : String(start);
      return [{ subject, aspect: 'logStartOffset', before: String(after), after: now }];
    });
    return { isVerified: differences.length === 0, differences };
  },
});
