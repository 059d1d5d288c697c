import type { GroupTopicPositions } from '@/lib/domain/snapshot';
import type { CallOptions, KafkaGateway } from '../gateway';
import type { ResponseBodies } from '../protocol/messages.generated';
import { parseInt64 } from '../protocol/offset';
import { ZERO_UUID } from '../protocol/uuid';
import type { FetchedPositions, PositionError } from './decode-offset-fetch';
import { passedOn } from './passed-on';

type ShareGroup = ResponseBodies['DescribeShareGroupOffsets']['groups'][number];
type ShareTopic = ShareGroup['topics'][number];

const mostGroupsPerRequest = 50;

/** -1 stands for "not initialised" and "not known". */
function parseKnown(value: bigint): number {
  return value < 0n ? Number.NaN : parseInt64(value);
}

function parseShareTopic(topic: ShareTopic): GroupTopicPositions {
  const rows = [...topic.partitions].sort((a, b) => a.partitionIndex - b.partitionIndex);
  return {
    topic: topic.topicName,
    topicId: topic.topicId === ZERO_UUID ? null : topic.topicId,
    partitions: Int32Array.from(rows, (row) => row.partitionIndex),
    committedOffsets: Float64Array.from(rows, (row) =>
      row.errorCode === 0 ? parseKnown(row.startOffset) : Number.NaN,
    ),
    reportedLag: Float64Array.from(rows, (row) => (row.errorCode === 0 ? parseKnown(row.lag) : Number.NaN)),
  };
}

function partitionErrors(group: ShareGroup): PositionError[] {
  return group.topics.flatMap((topic) =>
    topic.partitions
      .filter((row) => row.errorCode !== 0)
      .map((row) => ({ topic: topic.topicName, partition: row.partitionIndex, errorNumber: row.errorCode })),
  );
}

/**
 * Reads the share-partition start offsets and lag of share groups at their coordinator (DescribeShareGroupOffsets, API
 * key 90; lag since v1, KIP-1226), which asks the brokers that lead the groups' state and waits for them. Error codes are in
 * the result; throws as `KafkaGateway.call` does.
 */
export async function readSharePositions(
  gateway: KafkaGateway,
  coordinatorId: number,
  groupIds: readonly string[],
  options: CallOptions,
): Promise<FetchedPositions[]> {
  const fetched: FetchedPositions[] = [];
  for (let from = 0; from < groupIds.length; from += mostGroupsPerRequest) {
    const groups = groupIds.slice(from, from + mostGroupsPerRequest).map((groupId) => ({ groupId, topics: null }));
    const answer = await gateway.call(
      'DescribeShareGroupOffsets',
      { groups },
      { ...passedOn(options), brokerId: coordinatorId },
    );
    for (const group of answer.groups) {
      const positions = group.topics.map(parseShareTopic).sort((a, b) => (a.topic < b.topic ? -1 : 1));
      fetched.push({
        groupId: group.groupId,
        errorNumber: group.errorCode,
        positions,
        partitionErrors: partitionErrors(group),
      });
    }
  }
  return fetched;
}
