import type { BrokerPlace, ClusterLayout, PartitionPlace } from '@/lib/domain/assignment-plan/cluster-layout';
import { partitionKey } from '@/lib/domain/assignment-plan/cluster-layout';
import { AppError } from '@/lib/domain/errors';
import type { OperationKafka } from '../operation';
import { readReassignments } from './read-reassignments';

/** Where everything lies now, and the topic ids that a plan relies on. */
export interface LayoutNow {
  readonly layout: ClusterLayout;
  /** UUID text by topic; a topic without one (before Kafka 2.8) is absent. */
  readonly topicIds: ReadonlyMap<string, string>;
}

/** Disks may take their time. */
const DISK_TIMEOUT_MS = 15_000;
const zeroId = '00000000-0000-0000-0000-000000000000';

/**
 * Reads brokers, all partitions, replica sizes and running reassignments (Metadata, DescribeLogDirs,
 * ListPartitionReassignments). Sizes of a broker that does not answer are unknown; anything else that cannot be read throws.
 */
export async function readLayout(kafka: OperationKafka): Promise<LayoutNow> {
  const metadata = await kafka.call('Metadata', { topics: null, allowAutoTopicCreation: false });
  const live: BrokerPlace[] = metadata.brokers.map(({ nodeId, rack }) => {
    return { brokerId: nodeId, rack: rack ?? null, isLive: true };
  });
  const [sizes, running] = await Promise.all([
    readReplicaSizes(
      kafka,
      live.map(({ brokerId }) => brokerId),
    ),
    readReassignments(kafka),
  ]);
  const isReassigning = new Set(running.map(partitionKey));
  const topicIds = new Map<string, string>();
  const partitions: PartitionPlace[] = [];
  for (const { name, topicId, errorCode, partitions: listed } of metadata.topics) {
    if (errorCode !== 0 || name === null) continue;
    if (topicId && topicId !== zeroId) topicIds.set(name, topicId);
    for (const { partitionIndex, leaderId, replicaNodes } of listed) {
      const key = partitionKey({ topic: name, partition: partitionIndex });
      partitions.push({
        topic: name,
        partition: partitionIndex,
        replicas: replicaNodes,
        bytes: chooseBytes(sizes.get(key), leaderId),
        isReassigning: isReassigning.has(key),
      });
    }
  }
  return { layout: { brokers: [...live, ...deadBrokers(live, partitions)], partitions }, topicIds };
}

/** Brokers that replica lists name and that are not live. */
function deadBrokers(live: readonly BrokerPlace[], partitions: readonly PartitionPlace[]): BrokerPlace[] {
  const known = new Set(live.map(({ brokerId }) => brokerId));
  const dead = new Set(partitions.flatMap(({ replicas }) => replicas).filter((brokerId) => !known.has(brokerId)));
  return [...dead].sort((left, right) => left - right).map((brokerId) => ({ brokerId, rack: null, isLive: false }));
}

/** The leader's size, else the largest of the others. */
function chooseBytes(byBroker: ReadonlyMap<number, number> | undefined, leader: number): number | null {
  if (byBroker === undefined || byBroker.size === 0) return null;
  return byBroker.get(leader) ?? Math.max(...byBroker.values());
}

/** Bytes by partition key and broker. */
export type ReplicaSizes = ReadonlyMap<string, ReadonlyMap<number, number>>;

/** Sizes of the replicas on these brokers, of all topics or some (DescribeLogDirs, API key 35). A broker that does not answer is absent. */
export async function readReplicaSizes(
  kafka: OperationKafka,
  brokerIds: readonly number[],
  topics: readonly { readonly topic: string; readonly partitions: readonly number[] }[] | null = null,
): Promise<ReplicaSizes> {
  const sizes = new Map<string, Map<number, number>>();
  await Promise.all(
    brokerIds.map(async (brokerId) => {
      const answer = await kafka
        .call('DescribeLogDirs', { topics }, { brokerId, timeoutMs: DISK_TIMEOUT_MS })
        .catch((error: unknown) => {
          if (error instanceof AppError) return null;
          throw error;
        });
      const listed = answer?.results.flatMap((dir) => dir.topics) ?? [];
      for (const { name, partitions } of listed) {
        for (const { partitionIndex, partitionSize, isFutureKey } of partitions) {
          if (isFutureKey) continue;
          const key = partitionKey({ topic: name, partition: partitionIndex });
          sizes.set(key, (sizes.get(key) ?? new Map<number, number>()).set(brokerId, Number(partitionSize)));
        }
      }
    }),
  );
  return sizes;
}
