import type { ThrottleConfigName, ThrottleEntry } from '@/lib/domain/reassignment-step/plan-throttle';
import { CONFIG_RESOURCE, readManyConfigs } from '../facts/read-configs';
import type { OperationKafka } from '../operation';
import { outcomeOf } from '../outcomes';

const RATES: readonly ThrottleConfigName[] = [
  'leader.replication.throttled.rate',
  'follower.replication.throttled.rate',
];
const REPLICAS: readonly ThrottleConfigName[] = [
  'leader.replication.throttled.replicas',
  'follower.replication.throttled.replicas',
];
const SET = 0;
const DELETE = 1;
/** Topics in one request. */
const BATCH = 500;

/** The throttle entries of these brokers and topics as they are now. Brokers must be live; topics that are gone are absent. */
export async function readThrottleEntries(
  kafka: OperationKafka,
  brokerIds: readonly number[],
  topics: readonly string[],
): Promise<readonly ThrottleEntry[]> {
  const read = async (
    resourceType: 'broker' | 'topic',
    names: readonly string[],
    keys: readonly ThrottleConfigName[],
  ) => {
    const found = await readManyConfigs(kafka, CONFIG_RESOURCE[resourceType], names, keys);
    return [...found].flatMap(([resourceName, configs]) =>
      keys.map((name): ThrottleEntry => {
        const config = configs.get(name);
        return { resourceType, resourceName, name, value: config?.isOwn ? config.value : null };
      }),
    );
  };
  const [rates, replicas] = await Promise.all([
    read('broker', brokerIds.map(String), RATES),
    read('topic', topics, REPLICAS),
  ]);
  return [...rates, ...replicas];
}

/**
 * Sets or deletes throttle entries (IncrementalAlterConfigs, API key 44, KIP-339); other keys are not touched. Throws the
 * first error that Kafka answers: the step is then tried again.
 */
export async function applyThrottleEntries(kafka: OperationKafka, entries: readonly ThrottleEntry[]): Promise<void> {
  const byResource = new Map<string, ThrottleEntry[]>();
  for (const entry of entries) {
    const key = `${entry.resourceType}/${entry.resourceName}`;
    byResource.set(key, [...(byResource.get(key) ?? []), entry]);
  }
  const resources = [...byResource.values()];
  const topics = resources.filter(([entry]) => entry?.resourceType === 'topic');
  const brokers = resources.filter(([entry]) => entry?.resourceType === 'broker');
  for (let i = 0; i < topics.length; i += BATCH) await alter(kafka, topics.slice(i, i + BATCH), 'controller');
  await Promise.all(brokers.map((broker) => alter(kafka, [broker], Number(broker[0]?.resourceName))));
}

async function alter(
  kafka: OperationKafka,
  resources: readonly (readonly ThrottleEntry[])[],
  brokerId: number | 'controller',
): Promise<void> {
  const body = {
    resources: resources.map((entries) => ({
      resourceType: CONFIG_RESOURCE[entries[0]?.resourceType ?? 'topic'],
      resourceName: entries[0]?.resourceName ?? '',
      configs: entries.map(({ name, value }) => ({ name, configOperation: value === null ? DELETE : SET, value })),
    })),
    validateOnly: false,
  };
  const answer = await kafka.call('IncrementalAlterConfigs', body, { brokerId });
  const failed = answer.responses
    .map(({ resourceName, errorCode, errorMessage }) => outcomeOf(kafka, resourceName, errorCode, errorMessage))
    .find(({ state, errorName }) => state === 'failed' && errorName !== 'UNKNOWN_TOPIC_OR_PARTITION');
  if (failed) throw new Error(`The throttle of ${failed.subject} could not be changed: ${failed.errorName}`);
}
