import { AppError } from '@/lib/domain/errors';
import type { OperationKafka } from '../operation';
import { exactNumber } from './exact-number';
import type { GroupNow } from './read-groups';

/** A committed offset; of a share group the start offset of a share-partition. */
export interface GroupOffset {
  readonly topic: string;
  readonly partition: number;
  /** Null: a share-partition that is not initialised. */
  readonly offset: number | null;
}

const FIRST_MANY_GROUPS_VERSION = 8;
/** From v10 on topics go by id. */
const LAST_NAMES_VERSION = 9;

function requireNoError(kafka: OperationKafka, apiName: string, groupId: string, errorCode: number): void {
  const error = kafka.errorOf(errorCode);
  // A group that is gone has no offsets.
  if (error === null || error.name === 'GROUP_ID_NOT_FOUND') return;
  throw new AppError('broker_rejected', `Kafka does not tell the offsets of group "${groupId}": ${error.name}`, {
    retryable: error.isRetriable,
    broker: { errorName: error.name, errorNumber: errorCode, apiName, brokerId: null },
  });
}

async function readCommitted(kafka: OperationKafka, group: GroupNow): Promise<readonly GroupOffset[]> {
  const { groupId, coordinatorId } = group;
  const body = (version: number) =>
    version >= FIRST_MANY_GROUPS_VERSION
      ? { groups: [{ groupId, memberEpoch: -1, topics: null }], requireStable: false }
      : { groupId, topics: null };
  const answer = await kafka.call('OffsetFetch', body, { brokerId: coordinatorId, maxVersion: LAST_NAMES_VERSION });
  const [found = answer] = answer.groups;
  requireNoError(kafka, 'OffsetFetch', groupId, found.errorCode);
  return found.topics.flatMap(({ name, partitions }) =>
    partitions.flatMap(({ partitionIndex, committedOffset, errorCode }) => {
      requireNoError(kafka, 'OffsetFetch', groupId, errorCode);
      return committedOffset < 0n
        ? []
        : [{ topic: name, partition: partitionIndex, offset: exactNumber(committedOffset) }];
    }),
  );
}

async function readShareStarts(kafka: OperationKafka, group: GroupNow): Promise<readonly GroupOffset[]> {
  const { groupId, coordinatorId } = group;
  const body = { groups: [{ groupId, topics: null }] };
  const answer = await kafka.call('DescribeShareGroupOffsets', body, { brokerId: coordinatorId });
  return answer.groups.flatMap(({ errorCode, topics }) => {
    requireNoError(kafka, 'DescribeShareGroupOffsets', groupId, errorCode);
    return topics.flatMap(({ topicName, partitions }) =>
      partitions.map(({ partitionIndex, startOffset, errorCode: partitionError }) => {
        requireNoError(kafka, 'DescribeShareGroupOffsets', groupId, partitionError);
        return {
          topic: topicName,
          partition: partitionIndex,
          offset: startOffset < 0n ? null : exactNumber(startOffset),
        };
      }),
    );
  });
}

const byPlace = (left: GroupOffset, right: GroupOffset) =>
  left.topic === right.topic ? left.partition - right.partition : left.topic < right.topic ? -1 : 1;

/**
 * Every offset of a group, by topic and partition: OffsetFetch (API key 9), for share groups DescribeShareGroupOffsets
 * (90, KIP-932). None for a group that does not exist. Throws `broker_rejected` when Kafka does not tell one of them.
 */
export async function readGroupOffsets(kafka: OperationKafka, group: GroupNow): Promise<readonly GroupOffset[]> {
  const offsets = await (group.type === 'share' ? readShareStarts(kafka, group) : readCommitted(kafka, group));
  return [...offsets].sort(byPlace);
}
