import { atLeast } from '../at-least';
import { type LogRange, readLogRanges } from '../facts/read-offsets';
import { readTopicAcls } from '../facts/read-topic-acls';
import { readTopicGroups, type TopicGroups } from '../facts/read-topic-groups';
import type { TopicNow } from '../facts/read-topics';
import { unlessUnanswered } from '../facts/unless-unanswered';
import { listNames } from '../name-list';
import type { Message, OperationKafka } from '../operation';
import { partitionName } from '../partition-name';

/** What stands on topics that are to be deleted. */
export interface TopicUse {
  readonly groups: TopicGroups;
  /** ACLs by the topic they name; null when Kafka does not tell. */
  readonly acls: ReadonlyMap<string, number> | null;
  /** By `topic-partition`; what did not tell is absent. */
  readonly ranges: ReadonlyMap<string, LogRange>;
}

/** Reads the groups, ACLs and records of topics; what cannot be read is marked as unknown, never left out silently. */
export async function readTopicUse(kafka: OperationKafka, topics: readonly TopicNow[]): Promise<TopicUse> {
  const names = topics.map(({ topic }) => topic);
  const [groups, acls, ranges] = await Promise.all([
    readTopicGroups(kafka, topics),
    unlessUnanswered(() => readTopicAcls(kafka, names)),
    readLogRanges(kafka, topics),
  ]);
  return { groups, acls, ranges };
}

/** What is lost with a topic. `topicId` tells it from a later one of the same name; null below Kafka 2.8. */
export interface LostTopic {
  readonly topic: string;
  readonly topicId: string | null;
  readonly partitionCount: number;
  /** At least so many records, as offsets tell; null when a partition did not tell. */
  readonly recordsAtLeast: number | null;
}

/** Who else is touched when topics go. */
export interface LostUse {
  readonly groupIds: readonly string[];
  readonly isGroupListComplete: boolean;
  /** Topics that ACLs name; null when Kafka does not tell. */
  readonly aclTopics: readonly string[] | null;
}

/** A topic as it is lost. */
export function planLostTopic({ topic, topicId, partitions }: TopicNow, ranges: TopicUse['ranges']): LostTopic {
  const counts = partitions.map(({ partition }) => {
    const range = ranges.get(partitionName(topic, partition));
    return range === undefined ? Number.NaN : range.highWatermark - range.logStart;
  });
  const records = counts.reduce((sum, count) => sum + count, 0);
  const recordsAtLeast = Number.isNaN(records) ? null : atLeast(records);
  return { topic, topicId, partitionCount: partitions.length, recordsAtLeast };
}

/** Who is touched, as a plan holds it. */
export function planLostUse({ groups, acls }: TopicUse): LostUse {
  return {
    groupIds: groups.groups.map(({ groupId }) => groupId),
    isGroupListComplete: groups.isComplete,
    aclTopics: acls && [...acls.keys()].sort(),
  };
}

/** Warnings of what is lost and who is touched. */
export function warnOfLoss(topics: readonly LostTopic[], use: LostUse): readonly Message[] {
  const partitions = topics.reduce((sum, { partitionCount }) => sum + partitionCount, 0);
  const unknown = topics.filter(({ recordsAtLeast }) => recordsAtLeast === null).map(({ topic }) => topic);
  const records = topics.reduce((sum, { recordsAtLeast }) => sum + (recordsAtLeast ?? 0), 0);
  const { groupIds, isGroupListComplete, aclTopics } = use;
  return [
    { key: 'losesRecords', values: { records, partitions } },
    ...(topics.some(({ topicId }) => topicId === null) ? [{ key: 'noTopicIds' } as const] : []),
    ...(unknown.length > 0 ? [{ key: 'recordsUnknown', values: listNames(unknown) } as const] : []),
    ...(groupIds.length > 0 ? [{ key: 'groupsUseIt', values: listNames(groupIds) } as const] : []),
    ...(isGroupListComplete ? [] : [{ key: 'groupsUnknown' } as const]),
    ...(aclTopics === null ? [{ key: 'aclsUnknown' } as const] : []),
    ...(aclTopics !== null && aclTopics.length > 0
      ? [{ key: 'aclsNameIt', values: listNames(aclTopics) } as const]
      : []),
  ];
}
