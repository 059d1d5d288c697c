import { AppError } from '@/lib/domain/errors';
import type { Gap } from '@/lib/domain/snapshot';
import type { OperationKafka } from '../operation';
import { exactNumber } from './exact-number';

/** A producer whose state the leader of a partition keeps: an idempotent or transactional one that has not expired. */
export interface PartitionProducer {
  readonly partition: number;
  /** int64 in decimal digits. */
  readonly producerId: string;
  readonly producerEpoch: number;
  /** Sequence number of its last record; null before its first. */
  readonly lastSequence: number | null;
  /** Epoch ms of its last batch; null before its first. */
  readonly lastTimestampMs: number | null;
  /** Of the transaction coordinator that last wrote a marker for it; null when none did. */
  readonly coordinatorEpoch: number | null;
  /** Offset of the first record of its open transaction; null when none is open. */
  readonly openTransactionFromOffset: number | null;
}

/**
 * The producers of some partitions of a topic, asked of their leader (DescribeProducers, API key 61, KIP-664, Kafka 2.8;
 * `kafka-transactions.sh describe-producers`), and the partitions that it does not tell of. Throws as `KafkaGateway.call` does.
 */
export async function readProducers(
  kafka: OperationKafka,
  brokerId: number,
  topic: string,
  partitions: readonly number[],
): Promise<{ readonly producers: readonly PartitionProducer[]; readonly gaps: readonly Gap[] }> {
  const body = { topics: [{ name: topic, partitionIndexes: partitions }] };
  const answer = await kafka.call('DescribeProducers', body, { brokerId });
  const answered = answer.topics.flatMap((one) => one.partitions);
  const producers = answered.flatMap(({ partitionIndex, activeProducers }) =>
    activeProducers.map(
      (state): PartitionProducer => ({
        partition: partitionIndex,
        producerId: String(state.producerId),
        producerEpoch: state.producerEpoch,
        lastSequence: state.lastSequence < 0 ? null : state.lastSequence,
        lastTimestampMs: knownOrNull(state.lastTimestamp),
        coordinatorEpoch: state.coordinatorEpoch < 0 ? null : state.coordinatorEpoch,
        openTransactionFromOffset: knownOrNull(state.currentTxnStartOffset),
      }),
    ),
  );
  const gaps = answered.flatMap(({ partitionIndex, errorCode }) => {
    const error = kafka.errorOf(errorCode);
    return error === null ? [] : [silentPartition(topic, partitionIndex, brokerId, error.name)];
  });
  return { producers, gaps };
}

function knownOrNull(value: bigint): number | null {
  return value < 0n ? null : exactNumber(value);
}

function silentPartition(topic: string, partition: number, brokerId: number, reason: string): Gap {
  const message = `Broker ${brokerId} does not tell the producers of ${topic}-${partition}: ${reason}`;
  return { fact: 'producers', brokerId, topic, partition, groupId: null, reason, message };
}

/** A partition that nobody can be asked about. */
export function leaderlessPartition(topic: string, partition: number): Gap {
  const message = `${topic}-${partition} has no leader that could tell its producers`;
  return { fact: 'producers', brokerId: null, topic, partition, groupId: null, reason: 'no_leader', message };
}

/** Partitions of a broker that does not answer: none of their producers is known. */
export function silentLeader(topic: string, brokerId: number, error: unknown): Gap {
  if (!(error instanceof AppError) || error.code === 'unsupported_by_cluster') throw error;
  return {
    fact: 'producers',
    brokerId,
    topic,
    partition: null,
    groupId: null,
    reason: error.code,
    message: error.message,
  };
}
