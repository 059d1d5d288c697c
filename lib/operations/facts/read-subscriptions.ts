import { inPieces } from '../in-pieces';
import type { OperationKafka } from '../operation';
import type { ListedGroup } from './read-group-lists';

const GROUPS_PER_REQUEST = 100;

/** Topics that the members of one group subscribed to or were given. */
export interface Subscription {
  readonly groupId: string;
  readonly topics: readonly string[];
}

/**
 * Topics of a classic member, from its metadata in the `consumer` protocol (ConsumerProtocolSubscription): version,
 * then an array of strings. None when the bytes are empty or of another protocol.
 */
export function parseSubscribedTopics(metadata: Uint8Array): readonly string[] {
  const view = new DataView(metadata.buffer, metadata.byteOffset, metadata.byteLength);
  const topics: string[] = [];
  try {
    let at = 6;
    for (let left = view.getInt32(2); left > 0; left--) {
      const length = view.getInt16(at);
      topics.push(new TextDecoder('utf-8', { fatal: true }).decode(metadata.subarray(at + 2, at + 2 + length)));
      at += 2 + length;
    }
    return topics;
  } catch {
    return [];
  }
}

/** What the groups of one coordinator are subscribed to, by the API of each group's type. Throws as `KafkaGateway.call` does. */
export async function readSubscriptions(
  kafka: OperationKafka,
  coordinatorId: number,
  groups: readonly ListedGroup[],
): Promise<readonly Subscription[]> {
  const found: Subscription[] = [];
  const active = groups.filter(({ state }) => state !== 'Empty' && state !== 'Dead');
  for (const [type, readOf] of Object.entries(BY_TYPE)) {
    const ids = active.filter((group) => group.type === type).map(({ groupId }) => groupId);
    for (const piece of inPieces(ids, GROUPS_PER_REQUEST)) {
      found.push(...(await readOf(kafka, coordinatorId, piece)));
    }
  }
  return found;
}

type ReadOf = (kafka: OperationKafka, brokerId: number, ids: readonly string[]) => Promise<readonly Subscription[]>;

/** By group type: DescribeGroups (15), ConsumerGroupDescribe (69), ShareGroupDescribe (77), StreamsGroupDescribe (89). */
const BY_TYPE: Readonly<Record<string, ReadOf>> = {
  classic: async (kafka, brokerId, ids) => {
    const { groups } = await kafka.call('DescribeGroups', { groups: ids }, { brokerId });
    return groups.map(({ groupId, members }) => ({
      groupId,
      topics: members.flatMap(({ memberMetadata }) => parseSubscribedTopics(memberMetadata)),
    }));
  },
  consumer: async (kafka, brokerId, ids) => {
    const body = { groupIds: ids, includeAuthorizedOperations: false };
    const { groups } = await kafka.call('ConsumerGroupDescribe', body, { brokerId });
    return groups.map(({ groupId, members }) => ({
      groupId,
      topics: members.flatMap(({ subscribedTopicNames, assignment }) => [
        ...subscribedTopicNames,
        ...assignment.topicPartitions.map(({ topicName }) => topicName),
      ]),
    }));
  },
  share: async (kafka, brokerId, ids) => {
    const body = { groupIds: ids, includeAuthorizedOperations: false };
    const { groups } = await kafka.call('ShareGroupDescribe', body, { brokerId });
    return groups.map(({ groupId, members }) => ({
      groupId,
      topics: members.flatMap(({ subscribedTopicNames }) => subscribedTopicNames),
    }));
  },
  streams: async (kafka, brokerId, ids) => {
    const body = { groupIds: ids, includeAuthorizedOperations: false };
    const { groups } = await kafka.call('StreamsGroupDescribe', body, { brokerId });
    return groups.map(({ groupId, topology }) => ({
      groupId,
      topics: (topology?.subtopologies ?? []).flatMap((one) => [
        ...one.sourceTopics,
        ...one.repartitionSinkTopics,
        ...one.stateChangelogTopics.map(({ name }) => name),
      ]),
    }));
  },
};
