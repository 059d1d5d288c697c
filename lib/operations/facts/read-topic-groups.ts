import { inPieces } from '../in-pieces';
import type { OperationKafka } from '../operation';
import { partitionName } from '../partition-name';
import { exactNumber } from './exact-number';
import { type ListedGroup, readGroupLists } from './read-group-lists';
import { readSubscriptions } from './read-subscriptions';
import type { TopicNow } from './read-topics';
import { unlessUnanswered } from './unless-unanswered';

/** A group that has to do with topics: by offsets it committed there, or by a subscription. */
export interface TopicGroup {
  readonly groupId: string;
  /** Committed offsets (of a share group: start offsets) by `topic-partition`. */
  readonly offsets: ReadonlyMap<string, number>;
}

export interface TopicGroups {
  /** By id. */
  readonly groups: readonly TopicGroup[];
  /** False when a coordinator did not tell: there may be more groups. */
  readonly isComplete: boolean;
}

/** Partitions that one OffsetFetch may ask for, over all its groups: a bounded answer. */
const PARTITIONS_PER_REQUEST = 20_000;
const FIRST_MANY_GROUPS_VERSION = 8;

/**
 * The groups with offsets on topics or subscribed to them, from every coordinator: ListGroups, OffsetFetch of these
 * topics alone for many groups at once, and the descriptions of groups with members. Never throws for a coordinator.
 */
export async function readTopicGroups(kafka: OperationKafka, topics: readonly TopicNow[]): Promise<TopicGroups> {
  const lists = await readGroupLists(kafka);
  const byGroup = new Map<string, Map<string, number>>();
  const offsetsOf = (groupId: string) => {
    const offsets = byGroup.get(groupId) ?? new Map<string, number>();
    byGroup.set(groupId, offsets);
    return offsets;
  };
  const names = new Set(topics.map(({ topic }) => topic));
  const readCoordinator = async (coordinatorId: number, groups: readonly ListedGroup[]) => {
    const isShare = ({ type }: ListedGroup) => type === 'share';
    const consumers = groups.filter((group) => !isShare(group) && /^(consumer)?$/.test(consumerProtocol(group)));
    const commit: Commit = (groupId, name, offset) => offsetsOf(groupId).set(name, exactNumber(offset));
    const isAll = await readCommits(kafka, coordinatorId, consumers, topics, commit);
    await readShareOffsets(kafka, coordinatorId, groups.filter(isShare), names, commit);
    for (const { groupId, topics: subscribed } of await readSubscriptions(kafka, coordinatorId, groups)) {
      if (subscribed.some((topic) => names.has(topic))) offsetsOf(groupId);
    }
    return isAll;
  };
  const complete = await Promise.all(
    lists.map(({ coordinatorId, groups }) =>
      groups === null ? false : unlessUnanswered(() => readCoordinator(coordinatorId, groups)),
    ),
  );
  const groups = [...byGroup].map(([groupId, offsets]) => ({ groupId, offsets }));
  return {
    groups: groups.sort((left, right) => (left.groupId < right.groupId ? -1 : 1)),
    isComplete: complete.every((isAll) => isAll === true),
  };
}

type Commit = (groupId: string, partition: string, offset: bigint) => void;

/** Consumer and streams groups commit as classic consumers do; Connect's workers do not. */
function consumerProtocol({ type, protocolType }: ListedGroup): string {
  return type === 'classic' ? protocolType : 'consumer';
}

/** Answers false when a group's offsets were refused. */
async function readCommits(
  kafka: OperationKafka,
  brokerId: number,
  groups: readonly ListedGroup[],
  topics: readonly TopicNow[],
  commit: Commit,
): Promise<boolean> {
  const asked = topics.map(({ topic, partitions }) => ({
    name: topic,
    partitionIndexes: partitions.map(({ partition }) => partition),
  }));
  const count = topics.reduce((sum, { partitions }) => sum + partitions.length, 0);
  const hasManyGroups = (kafka.supports('OffsetFetch', brokerId)?.max ?? 0) >= FIRST_MANY_GROUPS_VERSION;
  const groupsPerRequest = hasManyGroups ? Math.max(1, Math.floor(PARTITIONS_PER_REQUEST / Math.max(1, count))) : 1;
  let isAll = true;
  for (const piece of inPieces(groups, groupsPerRequest)) {
    const body = (version: number) =>
      version >= FIRST_MANY_GROUPS_VERSION
        ? { groups: piece.map(({ groupId }) => ({ groupId, memberEpoch: -1, topics: asked })), requireStable: false }
        : { groupId: piece[0]?.groupId ?? '', topics: asked };
    const answer = await kafka.call('OffsetFetch', body, { brokerId, maxVersion: 9 });
    const answered = hasManyGroups ? answer.groups : [{ ...answer, groupId: piece[0]?.groupId ?? '' }];
    for (const { groupId, errorCode, topics: found } of answered) {
      if (errorCode !== 0) isAll = false;
      for (const { name, partitions } of found) {
        for (const { partitionIndex, committedOffset } of partitions) {
          if (committedOffset >= 0n) commit(groupId, partitionName(name, partitionIndex), committedOffset);
        }
      }
    }
  }
  return isAll;
}

/** Start offsets of share groups (DescribeShareGroupOffsets, API key 90, KIP-932). */
async function readShareOffsets(
  kafka: OperationKafka,
  brokerId: number,
  groups: readonly ListedGroup[],
  names: ReadonlySet<string>,
  commit: Commit,
): Promise<void> {
  if (groups.length === 0) return;
  const body = { groups: groups.map(({ groupId }) => ({ groupId, topics: null })) };
  const answer = await kafka.call('DescribeShareGroupOffsets', body, { brokerId });
  for (const { groupId, topics } of answer.groups) {
    for (const { topicName, partitions } of topics.filter((one) => names.has(one.topicName))) {
      for (const { partitionIndex, startOffset } of partitions) {
        if (startOffset >= 0n) commit(groupId, partitionName(topicName, partitionIndex), startOffset);
      }
    }
  }
}
