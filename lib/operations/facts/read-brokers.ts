import type { OperationKafka } from '../operation';

/** A broker that the cluster lists as live. */
export interface LiveBroker {
  readonly brokerId: number;
  readonly rack: string | null;
}

/** The live brokers, by id (Metadata, API key 3). */
export async function readLiveBrokers(kafka: OperationKafka): Promise<readonly LiveBroker[]> {
  const { brokers } = await kafka.call('Metadata', { topics: [], allowAutoTopicCreation: false });
  return brokers
    .map(({ nodeId, rack }) => ({ brokerId: nodeId, rack: rack ?? null }))
    .sort((left, right) => left.brokerId - right.brokerId);
}
