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
  /** What would apply if it were not set on the resource itself; null when nothing would, or Kafka does not tell. */
  readonly inherited: string | null;
  readonly isReadOnly: boolean;
  readonly isSensitive: boolean;
}

/** A resource's configuration by key. */
export type ConfigsNow = ReadonlyMap<string, ConfigNow>;
type ResourceType = (typeof CONFIG_RESOURCE)[keyof typeof CONFIG_RESOURCE];

/** Of which the configuration is read. The name of all brokers' default is empty. */
export interface ConfigResource {
  readonly type: ResourceType;
  readonly name: string;
}

const unknownTopic = 'UNKNOWN_TOPIC_OR_PARTITION';

/**
 * The configuration of a topic, a broker, all brokers or a broker's loggers, by key (DescribeConfigs, API key 32).
 * Brokers answer for themselves alone. Throws `not_found` for a topic that is not there, `broker_rejected` otherwise.
 */
export async function readConfigs(kafka: OperationKafka, { type, name }: ConfigResource): Promise<ConfigsNow> {
  const configs = (await readManyConfigs(kafka, type, [name])).get(name);
  if (configs === undefined) throw new AppError('not_found', `There is no topic "${name}"`);
  return configs;
}

/** Resources in one request. */
const BATCH = 500;

/**
 * The configurations of resources of one type, by name; a topic that does not exist is absent. Topics come many in a
 * request, brokers answer for themselves alone. `keys` null reads all. Throws `broker_rejected` when Kafka does not tell
 * one of them for another reason.
 */
export async function readManyConfigs(
  kafka: OperationKafka,
  type: ResourceType,
  names: readonly string[],
  keys: readonly string[] | null = null,
): Promise<ReadonlyMap<string, ConfigsNow>> {
  const size = type === CONFIG_RESOURCE.topic ? BATCH : 1;
  const count = Math.ceil(names.length / size);
  const batches = Array.from({ length: count }, (_, i) => names.slice(i * size, (i + 1) * size));
  const found = await Promise.all(batches.map((batch) => readBatch(kafka, type, batch, keys)));
  return new Map(found.flatMap((one) => [...one]));
}

async function readBatch(
  kafka: OperationKafka,
  type: ResourceType,
  names: readonly string[],
  keys: readonly string[] | null,
): Promise<ReadonlyMap<string, ConfigsNow>> {
  const [first = ''] = names;
  const resources = names.map((name) => ({ resourceType: type, resourceName: name, configurationKeys: keys }));
  const answer = await kafka.call(
    'DescribeConfigs',
    { resources, includeSynonyms: true },
    type !== CONFIG_RESOURCE.topic && first !== '' ? { brokerId: Number(first) } : {},
  );
  const found = new Map<string, ConfigsNow>();
  for (const { resourceName, errorCode, configs } of answer.results) {
    const error = kafka.errorOf(errorCode);
    if (error?.name === unknownTopic) continue;
    if (error !== null) {
      throw new AppError('broker_rejected', `Kafka does not tell the configuration: ${error.name}`, {
        broker: { errorName: error.name, errorNumber: errorCode, apiName: 'DescribeConfigs', brokerId: null },
      });
    }
    const own = type === CONFIG_RESOURCE.broker && resourceName === '' ? CLUSTER_DEFAULT_SOURCE : OWN_SOURCE[type];
    found.set(resourceName, new Map(configs.map((entry) => [entry.name, parseEntry(entry, own)])));
  }
  return found;
}

interface DescribedEntry {
  readonly name: string;
  readonly value: string | null;
  readonly readOnly: boolean;
  readonly configSource: number;
  readonly isSensitive: boolean;
  readonly synonyms: readonly { readonly value: string | null; readonly source: number }[];
}

function parseEntry(entry: DescribedEntry, ownSource: number | undefined): ConfigNow {
  const isOwn = entry.configSource === ownSource;
  const below = entry.synonyms.find(({ source }) => source !== ownSource);
  return {
    name: entry.name,
    value: entry.value,
    isOwn,
    inherited: isOwn ? (below?.value ?? null) : entry.value,
    isReadOnly: entry.readOnly,
    isSensitive: entry.isSensitive,
  };
}
