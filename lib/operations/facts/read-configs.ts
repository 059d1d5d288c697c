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

/** Resources in one request. */
const BATCH = 500;

/**
 * The configuration of a topic, a broker, all brokers or a broker's loggers, by key. Throws `not_found` for a topic that
 * is not there, and as `readManyConfigs` does.
 */
export async function readConfigs(
  kafka: OperationKafka,
  { type, name }: ConfigResource,
): Promise<ReadonlyMap<string, ConfigNow>> {
  const found = (await readManyConfigs(kafka, type, [name])).get(name);
  if (found === undefined) throw new AppError('not_found', `There is no topic "${name}"`);
  return found;
}

/**
 * The configurations of resources of one type, by name and key; a topic that is not there is absent (DescribeConfigs,
 * API key 32). Brokers answer for themselves alone, so each is asked. `keys` null reads all. Throws `broker_rejected`.
 */
export async function readManyConfigs(
  kafka: OperationKafka,
  type: ConfigResource['type'],
  names: readonly string[],
  keys: readonly string[] | null = null,
): Promise<ReadonlyMap<string, ReadonlyMap<string, ConfigNow>>> {
  const isTopic = type === CONFIG_RESOURCE.topic;
  const size = isTopic ? BATCH : 1;
  const batches = Array.from({ length: Math.ceil(names.length / size) }, (_, i) =>
    names.slice(i * size, (i + 1) * size),
  );
  const found = await Promise.all(batches.map((batch) => readBatch(kafka, type, batch, keys)));
  return new Map(found.flat());
}

async function readBatch(
  kafka: OperationKafka,
  type: ConfigResource['type'],
  names: readonly string[],
  keys: readonly string[] | null,
): Promise<[string, ReadonlyMap<string, ConfigNow>][]> {
  const [first = ''] = names;
  const target = type !== CONFIG_RESOURCE.topic && first !== '' ? { brokerId: Number(first) } : {};
  const resources = names.map((name) => ({ resourceType: type, resourceName: name, configurationKeys: keys }));
  const answer = await kafka.call('DescribeConfigs', { resources, includeSynonyms: false }, target);
  return answer.results.flatMap(({ resourceName, errorCode, errorMessage, configs }) => {
    const error = kafka.errorOf(errorCode);
    if (error?.name === 'UNKNOWN_TOPIC_OR_PARTITION') return [];
    if (error !== null) {
      throw new AppError(
        'broker_rejected',
        `Kafka does not tell the configuration of "${resourceName}": ${errorMessage || error.name}`,
        { broker: { errorName: error.name, errorNumber: error.number, apiName: 'DescribeConfigs', brokerId: null } },
      );
    }
    const isDefault = type === CONFIG_RESOURCE.broker && resourceName === '';
    const own = isDefault ? CLUSTER_DEFAULT_SOURCE : OWN_SOURCE[type];
    return [[resourceName, new Map(configs.map((entry) => [entry.name, describeEntry(entry, own)]))]];
  });
}

interface ConfigEntry {
  readonly name: string;
  readonly value: string | null;
  readonly readOnly: boolean;
  readonly configSource: number;
  readonly isSensitive: boolean;
}

function describeEntry({ name, value, readOnly, configSource, isSensitive }: ConfigEntry, own?: number): ConfigNow {
  return { name, value, isOwn: configSource === own, isReadOnly: readOnly, isSensitive };
}
