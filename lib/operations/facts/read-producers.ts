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

export interface PartitionProducers {
  readonly producers: readonly PartitionProducer[];
  /** Partitions that were answered with an error. */
  readonly refused: readonly { readonly partition: number; readonly errorNumber: number }[];
}

/**
 * The producers of some partitions of a topic, asked of their leader (DescribeProducers, API key 61, KIP-664, Kafka 2.8;
 * `kafka-transactions.sh describe-producers`), and why it does not tell of some. Throws as `KafkaGateway.call` does.
 */
export async function readProducers(
  kafka: OperationKafka,
  brokerId: number,
  topic: string,
  partitions: readonly number[],
): Promise<PartitionProducers> {
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
  const refused = answered
    .filter(({ errorCode }) => errorCode !== 0)
    .map(({ partitionIndex, errorCode }) => ({ partition: partitionIndex, errorNumber: errorCode }));
  return { producers, refused };
}

function knownOrNull(value: bigint): number | null {
  return value < 0n ? null : exactNumber(value);
}
