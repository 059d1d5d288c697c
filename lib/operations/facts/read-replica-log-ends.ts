import type { OperationKafka } from '../operation';
import { partitionName } from '../partition-name';
import { exactNumber } from './exact-number';
import { unlessUnanswered } from './unless-unanswered';

/** A replica on a broker, leader or not. */
export interface ReplicaOfBroker {
  readonly brokerId: number;
  readonly topic: string;
  readonly partition: number;
}

/** Kafka's number for a reader that may ask followers too (`ListOffsetsRequest.DEBUGGING_REPLICA_ID`). */
const DEBUGGING_REPLICA = -2;
const LOG_END = -1n;

/** Log end offsets by `topic-partition` and broker; a replica that does not tell is absent (ListOffsets, API key 2). */
export async function readReplicaLogEnds(
  kafka: OperationKafka,
  replicas: readonly ReplicaOfBroker[],
): Promise<ReadonlyMap<string, ReadonlyMap<number, number>>> {
  const found = new Map<string, Map<number, number>>();
  const askBroker = async (brokerId: number) => {
    const own = replicas.filter((one) => one.brokerId === brokerId);
    const topics = [...new Set(own.map(({ topic }) => topic))].map((name) => ({
      name,
      partitions: own
        .filter(({ topic }) => topic === name)
        .map(({ partition }) => ({ partitionIndex: partition, timestamp: LOG_END })),
    }));
    const answer = await kafka.call('ListOffsets', { replicaId: DEBUGGING_REPLICA, topics }, { brokerId });
    for (const { name, partitions } of answer.topics) {
      for (const { partitionIndex, errorCode, offset } of partitions) {
        if (errorCode !== 0) continue;
        const key = partitionName(name, partitionIndex);
        found.set(key, (found.get(key) ?? new Map<number, number>()).set(brokerId, exactNumber(offset)));
      }
    }
  };
  const brokers = [...new Set(replicas.map(({ brokerId }) => brokerId))];
  await Promise.all(brokers.map((brokerId) => unlessUnanswered(() => askBroker(brokerId))));
  return found;
}
