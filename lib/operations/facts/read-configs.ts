import { AppError } from '@/lib/domain/errors';
import type { OperationKafka } from '../operation';

/** Kafka's numbers for what a configuration belongs to (`ConfigResource.Type`). */
export const CONFIG_RESOURCE = { topic: 2, broker: 4, brokerLogger: 8 } as const;
/** Kafka's numbers for where a value comes from (`ConfigEntry.ConfigSource`): set on the resource itself. */
const OWN_SOURCE: Readonly<Record<number, number>> = { 2: 1, 4: 2, 8: 6 };
/** A value set for all brokers at once. */
const CLUSTER_DEFAULT_SOURCE = 3;

/** One key of a resource's configuration. */
export interface ConfigNow {
  readonly name: string;
  /** What applies; null when sensitive or unset. */
  readonly value: string | null;
  /** Set on the resource itself, not inherited. */
  readonly isOwn: boolean;
  readonly isReadOnly: boolean;
  readonly isSensitive: boolean;
}

/** Of which the configuration is read. The name of all brokers' default is empty. */
export interface ConfigResource {
  readonly type: (typeof CONFIG_RESOURCE)[keyof typeof CONFIG_RESOURCE];
  readonly name: string;
}

/**
 * The configuration of a topic, a broker, all brokers or a broker's loggers, by key (DescribeConfigs, API key 32).
 * Brokers answer for themselves alone. Throws `not_found` for a topic that is not there, `broker_rejected` otherwise.
 */
export async function readConfigs(
  kafka: OperationKafka,
  { type, name }: ConfigResource,
): Promise<ReadonlyMap<string, ConfigNow>> {
  const brokerId = type !== CONFIG_RESOURCE.topic && name !== '' ? { brokerId: Number(name) } : {};
  const answer = await kafka.call(
    'DescribeConfigs',
    { resources: [{ resourceType: type, resourceName: name, configurationKeys: null }], includeSynonyms: false },
    brokerId,
  );
  const [result] = answer.results;
  const error = kafka.errorOf(result?.errorCode ?? -1);
  if (result === undefined || error !== null) {
    const isGone = error?.name === 'UNKNOWN_TOPIC_OR_PARTITION';
    throw new AppError(
      isGone ? 'not_found' : 'broker_rejected',
      isGone ? `There is no topic "${name}"` : `Kafka does not tell the configuration: ${error?.name}`,
    );
  }
  const own = type === CONFIG_RESOURCE.broker && name === '' ? CLUSTER_DEFAULT_SOURCE : OWN_SOURCE[type];
  return new Map(
    result.configs.map((entry) => [
      entry.name,
      {
        name: entry.name,
        value: entry.value,
        isOwn: entry.configSource === own,
        isReadOnly: entry.readOnly,
        isSensitive: entry.isSensitive,
      },
    ]),
  );
}
