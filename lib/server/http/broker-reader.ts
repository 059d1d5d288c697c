import { groupBy } from '@/lib/domain/group-by';
import { readBrokerReplicas } from '@/lib/operations/facts/read-broker-replicas';
import { CONFIG_RESOURCE, readConfigs } from '@/lib/operations/facts/read-configs';
import { leaderlessPartition, readProducers, silentLeader } from '@/lib/operations/facts/read-producers';
import type { OperationKafka } from '@/lib/operations/operation';
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
  const asking = <Item>(
    read: (kafka: OperationKafka, brokerId: number) => Promise<Omit<BrokerAnswer<Item>, 'readAtMs'>>,
  ) => {
    const share = shareReads<BrokerAnswer<Item>>(SHARED_MS, nowMs);
    return (clusterId: string, brokerId: number) =>
      share(`${clusterId}/${brokerId}`, async () => {
        const readAtMs = nowMs();
        return { ...(await read(createOperationKafka(clusterId, accesses.gateway(clusterId)), brokerId)), readAtMs };
      });
  };
  const shareProducers = shareReads<BrokerAnswer<TopicProducerItem>>(SHARED_MS, nowMs);
  const readTopicProducers: BrokerReader['readTopicProducers'] = (clusterId, { name, leaders }) =>
    shareProducers(`${clusterId}/${name}`, async () => {
      const readAtMs = nowMs();
      const kafka = createOperationKafka(clusterId, accesses.gateway(clusterId));
      return { ...(await readProducerItems(kafka, name, leaders)), readAtMs };
    });
  return {
    readBrokerLoggers: asking(readLoggerItems),
    readBrokerReplicas: asking(readReplicaItems),
    readTopicProducers,
  };
}

/** What each leader tells of its partitions; one that does not answer leaves a gap, and so does a partition without one. */
async function readProducerItems(kafka: OperationKafka, topic: string, leaders: ArrayLike<number>) {
  const byLeader = groupBy([...Array.from(leaders).keys()], (partition) => leaders[partition] ?? -1);
  const answers = await Promise.all(
    [...byLeader].map(([brokerId, partitions]) =>
      brokerId < 0
        ? { producers: [], gaps: partitions.map((partition) => leaderlessPartition(topic, partition)) }
        : readProducers(kafka, brokerId, topic, partitions).catch((error: unknown) => ({
            producers: [],
            gaps: [silentLeader(topic, brokerId, error)],
          })),
    ),
  );
  const items = answers.flatMap(({ producers }) =>
    producers.map((one): TopicProducerItem => ({ id: `${one.partition} ${one.producerId}`, ...one })),
  );
  return { items, gaps: answers.flatMap(({ gaps }) => gaps) };
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
