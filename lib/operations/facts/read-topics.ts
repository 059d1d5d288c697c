import { AppError } from '@/lib/domain/errors';
import { isInternalTopic } from '@/lib/domain/internal-topics';
import type { OperationKafka } from '../operation';

/** A topic as the brokers know it now. */
export interface TopicNow {
  readonly topic: string;
  /** UUID text; null on brokers without topic ids (before 2.8). */
  readonly topicId: string | null;
  readonly isInternal: boolean;
  /** By partition number. */
  readonly partitions: readonly PartitionNow[];
}

export interface PartitionNow {
  readonly partition: number;
  /** -1 without a leader. */
  readonly leader: number;
  readonly leaderEpoch: number;
  readonly replicas: readonly number[];
  readonly isr: readonly number[];
  /** Replicas on brokers or log dirs that are down; empty below Kafka 1.0. */
  readonly offline: readonly number[];
}

const unknownTopic = 'UNKNOWN_TOPIC_OR_PARTITION';
const zeroId = '00000000-0000-0000-0000-000000000000';

/**
 * The topics of these names, or all; one that does not exist is absent (Metadata, API key 3). Throws `broker_rejected` when a
 * broker answers anything but "unknown topic" for one of them.
 */
export async function readTopics(
  kafka: OperationKafka,
  names: readonly string[] | null,
): Promise<ReadonlyMap<string, TopicNow>> {
  if (names?.length === 0) return new Map();
  const topics = names?.map((name) => ({ name })) ?? null;
  const answer = await kafka.call('Metadata', { topics, allowAutoTopicCreation: false });
  const found = new Map<string, TopicNow>();
  for (const { name, topicId, isInternal, errorCode, partitions } of answer.topics) {
    const error = kafka.errorOf(errorCode);
    if (error?.name === unknownTopic) continue;
    if (error !== null || name === null) {
      throw new AppError('broker_rejected', `Kafka does not tell about topic "${name}": ${error?.name}`, {
        broker: { errorName: error?.name ?? '', errorNumber: errorCode, apiName: 'Metadata', brokerId: null },
      });
    }
    found.set(name, {
      topic: name,
      topicId: topicId && topicId !== zeroId ? topicId : null,
      isInternal: isInternalTopic({ name, isMarked: isInternal }),
      partitions: partitions
        .map(({ partitionIndex, leaderId, leaderEpoch, replicaNodes, isrNodes, offlineReplicas }) => ({
          partition: partitionIndex,
          leader: leaderId,
          leaderEpoch: leaderEpoch ?? -1,
          replicas: replicaNodes,
          isr: isrNodes,
          offline: offlineReplicas,
        }))
        .sort((left, right) => left.partition - right.partition),
    });
  }
  return found;
}
