import { z } from 'zod';
import type { PlanChange } from '@/lib/views/schemas/operation-run';
import { readLiveBrokers } from '../facts/read-brokers';
import { readTopics } from '../facts/read-topics';
import { brokerId } from '../input';
import { listNames } from '../name-list';
import { defineOperation, type OperationKafka, type PlanDescription } from '../operation';
import { attempt, outcomeOf } from '../outcomes';
import { partitionName } from '../partition-name';

const input = z.strictObject({ brokerId });

export interface UnregisterBrokerFacts {
  /** False on ZooKeeper, and where the brokers lack the request. */
  readonly isSupported: boolean;
  readonly liveBrokerIds: readonly number[];
  /** Brokers that the controller knows, live or not; null below Kafka 4.0, which does not tell. */
  readonly registeredBrokerIds: readonly number[] | null;
  /** Partitions with a replica on the broker. */
  readonly partitions: readonly string[];
}

interface UnregisterBrokerPlan {
  readonly brokerId: number;
}

const TIMEOUT_MS = 15_000;
const FIRST_FENCED_VERSION = 2;

/** Registered brokers, fenced ones too (DescribeCluster v2, KIP-1073); null where brokers do not tell. */
async function readRegisteredBrokers(kafka: OperationKafka): Promise<readonly number[] | null> {
  if ((kafka.supports('DescribeCluster')?.max ?? 0) < FIRST_FENCED_VERSION) return null;
  const body = { includeClusterAuthorizedOperations: false, includeFencedBrokers: true };
  const answer = await kafka.call('DescribeCluster', body);
  return answer.errorCode === 0 ? answer.brokers.map((one) => one.brokerId).sort((one, other) => one - other) : null;
}

function describePlan({ brokerId: id }: UnregisterBrokerPlan): PlanDescription {
  return {
    summary: { key: 'unregisterBroker', values: { broker: id } },
    changes: [{ subject: `broker ${id}`, aspect: 'registration', before: String(id), after: null }],
    warnings: [{ key: 'unregisteredForGood' }],
    commandLines: [`bin/kafka-cluster.sh unregister --bootstrap-server "$BOOTSTRAP_SERVERS" --id ${id}`],
  };
}

/**
 * Makes the controller forget a broker that is gone for good (KRaft only; UnregisterBroker, API key 64;
 * `kafka-cluster.sh unregister`). Refused while it is live or any partition lists it as a replica.
 */
export const unregisterBroker = defineOperation<typeof input, UnregisterBrokerFacts, UnregisterBrokerPlan>({
  name: 'unregister-broker',
  permission: 'broker:unregister',
  risk: 'destructive',
  input,
  target: ({ brokerId: id }) => ({ kind: 'broker', names: [String(id)] }),
  read: async ({ kafka }, given) => {
    const brokers = await readLiveBrokers(kafka);
    const topics = await readTopics(kafka, null);
    const partitions = [...topics.values()].flatMap(({ topic, partitions: all }) =>
      all
        .filter(({ replicas }) => replicas.includes(given.brokerId))
        .map(({ partition }) => partitionName(topic, partition)),
    );
    return {
      isSupported: kafka.supports('DescribeQuorum') !== null && kafka.supports('UnregisterBroker') !== null,
      liveBrokerIds: brokers.map((one) => one.brokerId),
      registeredBrokerIds: await readRegisteredBrokers(kafka),
      partitions,
    };
  },
  plan: ({ brokerId: id }, { isSupported, liveBrokerIds, registeredBrokerIds, partitions }) => {
    if (!isSupported) return { refusals: [{ key: 'onlyKraft' }] };
    const isLive = liveBrokerIds.includes(id);
    const isUnknown = !isLive && registeredBrokerIds?.includes(id) === false;
    const refusals = [
      ...(isLive ? [{ key: 'brokerIsLive', values: { broker: id } } as const] : []),
      ...(isUnknown ? [{ key: 'brokerNotRegistered', values: { broker: id } } as const] : []),
      ...(partitions.length > 0
        ? [{ key: 'brokerHasReplicas', values: { broker: id, ...listNames(partitions) } } as const]
        : []),
    ];
    return refusals.length > 0 ? { refusals } : { plan: { brokerId: id }, inverse: null };
  },
  describe: describePlan,
  execute: ({ kafka }, { brokerId: id }) =>
    attempt([`broker ${id}`], async () => {
      const to = { brokerId: 'controller', timeoutMs: TIMEOUT_MS } as const;
      const { errorCode, errorMessage } = await kafka.call('UnregisterBroker', { brokerId: id }, to);
      return [outcomeOf(kafka, `broker ${id}`, errorCode, errorMessage)];
    }),
  verify: async ({ kafka }, { brokerId: id }) => {
    const brokers = await readLiveBrokers(kafka);
    const registered = (await readRegisteredBrokers(kafka)) ?? brokers.map((one) => one.brokerId);
    const subject = `broker ${id}`;
    const differences: PlanChange[] = registered.includes(id)
      ? [{ subject, aspect: 'registration', before: null, after: String(id) }]
      : [];
    return { isVerified: differences.length === 0, differences };
  },
});
