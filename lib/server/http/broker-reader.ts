import { AppError } from '@/lib/domain/errors';
import { groupBy } from '@/lib/domain/group-by';
import type { Gap, TopicFacts } from '@/lib/domain/snapshot';
import { readBrokerReplicas } from '@/lib/operations/facts/read-broker-replicas';
import { CONFIG_RESOURCE, readConfigs } from '@/lib/operations/facts/read-configs';
import { type PartitionProducer, readProducers } from '@/lib/operations/facts/read-producers';
import type { OperationKafka } from '@/lib/operations/operation';
import { describeErrorCode, describeGap, describeReadFailure } from '@/lib/server/kafka/round/read-failure';
import { createOperationKafka } from '@/lib/server/operations/operation-context';
import type { BrokerLoggerItem, BrokerReplicaItem } from '@/lib/views/schemas/broker';
import type { TopicProducerItem } from '@/lib/views/schemas/topic';
import type { BrokerAnswer, ViewSource } from '@/lib/views/view';
import type { ClusterAccesses } from './cluster-access';
import { shareReads } from './share-reads';

/** Shorter than a round, so that every round shows a new answer; long enough for all who look at the same round. */
const SHARED_MS = 5_000;

/** The part of a view source that asks brokers. */
export type BrokerReader = Pick<ViewSource, 'readBrokerLoggers' | 'readBrokerReplicas' | 'readTopicProducers'>;

/** Reads what brokers tell when they are asked, for the screens that need it. */
export function createBrokerReader(accesses: Pick<ClusterAccesses, 'gateway'>, nowMs: () => number): BrokerReader {
  /** Asks once for all who want the same within some seconds. */
  const asking = <Subject, Item>(
    keyOf: (subject: Subject) => string | number,
    read: (kafka: OperationKafka, subject: Subject) => Promise<Omit<BrokerAnswer<Item>, 'readAtMs'>>,
  ) => {
    const share = shareReads<BrokerAnswer<Item>>(SHARED_MS, nowMs);
    return (clusterId: string, subject: Subject) =>
      share(`${clusterId}/${keyOf(subject)}`, async () => {
        const readAtMs = nowMs();
        return { ...(await read(createOperationKafka(clusterId, accesses.gateway(clusterId)), subject)), readAtMs };
      });
  };
  const ofBroker = (brokerId: number) => brokerId;
  return {
    readBrokerLoggers: asking(ofBroker, readLoggerItems),
    readBrokerReplicas: asking(ofBroker, readReplicaItems),
    readTopicProducers: asking(({ name }: LedTopic) => name, readProducerItems),
  };
}

type LedTopic = Pick<TopicFacts, 'name' | 'leaders'>;

/** What each leader tells of its partitions; one that does not answer leaves a gap, and so does a partition without one. */
async function readProducerItems(kafka: OperationKafka, { name: topic, leaders }: LedTopic) {
  const byLeader = groupBy([...leaders.keys()], (partition) => leaders[partition] ?? -1);
  const answers = await Promise.all(
    [...byLeader].map(([brokerId, partitions]) => readProducersAt(kafka, topic, brokerId, partitions)),
  );
  const items = answers.flatMap(({ producers }) =>
    producers.map((one): TopicProducerItem => ({ id: `${one.partition} ${one.producerId}`, ...one })),
  );
  return { items, gaps: answers.flatMap(({ gaps }) => gaps) };
}

async function readProducersAt(
  kafka: OperationKafka,
  topic: string,
  brokerId: number,
  partitions: readonly number[],
): Promise<{ readonly producers: readonly PartitionProducer[]; readonly gaps: readonly Gap[] }> {
  if (brokerId < 0) {
    const gaps = partitions.map((partition) => {
      const message = `${topic}-${partition} has no leader that could tell its producers.`;
      return describeGap('producers', { topic, partition }, 'no_leader', message);
    });
    return { producers: [], gaps };
  }
  try {
    const { producers, refused } = await readProducers(kafka, brokerId, topic, partitions);
    const gaps = refused.map(({ partition, errorNumber }) =>
      describeErrorCode('producers', { brokerId, topic, partition }, errorNumber),
    );
    return { producers, gaps };
  } catch (error) {
    if (error instanceof AppError && error.code === 'unsupported_by_cluster') throw error;
    return { producers: [], gaps: [describeReadFailure('producers', { brokerId, topic }, error)] };
  }
}

async function readLoggerItems(kafka: OperationKafka, brokerId: number) {
  const configs = await readConfigs(kafka, { type: CONFIG_RESOURCE.brokerLogger, name: String(brokerId) });
  const items = [...configs.values()].map(
    ({ name, value }): BrokerLoggerItem => ({ id: name, logger: name, level: value }),
  );
  return { items, gaps: [] };
}

async function readReplicaItems(kafka: OperationKafka, brokerId: number) {
  const { replicas, gaps } = await readBrokerReplicas(kafka, brokerId);
  const items = replicas.map(
    (replica): BrokerReplicaItem => ({
      id: `${replica.topic}-${replica.partition} ${replica.logDir}`,
      ...replica,
    }),
  );
  return { items, gaps };
}
