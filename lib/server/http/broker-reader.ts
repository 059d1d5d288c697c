import { readBrokerReplicas } from '@/lib/operations/facts/read-broker-replicas';
import { CONFIG_RESOURCE, readConfigs } from '@/lib/operations/facts/read-configs';
import type { OperationKafka } from '@/lib/operations/operation';
import { createOperationKafka } from '@/lib/server/operations/operation-context';
import type { BrokerLoggerItem, BrokerReplicaItem } from '@/lib/views/schemas/broker';
import type { BrokerAnswer, ViewSource } from '@/lib/views/view';
import type { ClusterAccesses } from './cluster-access';
import { shareReads } from './share-reads';

/** Shorter than a round, so that every round shows a new answer; long enough for all who look at the same round. */
const SHARED_MS = 5_000;

/** Reads what brokers tell when they are asked, for the screens that need it. */
export function createBrokerReader(
  accesses: Pick<ClusterAccesses, 'gateway'>,
  nowMs: () => number,
): Pick<ViewSource, 'readBrokerLoggers' | 'readBrokerReplicas'> {
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
  return { readBrokerLoggers: asking(readLoggerItems), readBrokerReplicas: asking(readReplicaItems) };
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
