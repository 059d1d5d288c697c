import type { ConfigDocFacts, ConfigEntryFacts, ConfigSource } from '@/lib/domain/snapshot';
import type { CallOptions, KafkaGateway } from '../gateway';
import type { RequestBodies, ResponseBodies } from '../protocol/messages.generated';

type Resource = ResponseBodies['DescribeConfigs']['results'][number];
type Entry = Resource['configs'][number];

const topicResource = 2;
const brokerResource = 4;
const topicSource = 1;
const mostTopicsPerRequest = 100;

/** By `DescribeConfigsResponse.ConfigSource` of Kafka. */
const sources: readonly ConfigSource[] = [
  'unknown',
  'topic',
  'broker',
  'cluster-default',
  'static',
  'default',
  'broker-logger',
  'client-metrics',
  'group',
];
/** By `ConfigDef.Type` of Kafka; below v3 every type is unknown. */
const types: readonly (string | null)[] = [
  null,
  'boolean',
  'string',
  'int',
  'short',
  'long',
  'double',
  'list',
  'class',
  'password',
];

/** Synonyms stand in the order in which they apply: the first of another source is what remains without the entry's own. */
function defaultValueOf(entry: Entry): string | null {
  return entry.synonyms.find((synonym) => synonym.source !== entry.configSource)?.value ?? null;
}

export function parseConfigEntry(entry: Entry): ConfigEntryFacts {
  return {
    name: entry.name,
    value: entry.value,
    source: sources[entry.configSource] ?? 'unknown',
    isSensitive: entry.isSensitive,
    isReadOnly: entry.readOnly,
    type: types[entry.configType] ?? null,
    documentation: entry.documentation,
    defaultValue: defaultValueOf(entry),
  };
}

/** The entry as it would be without the topic's own override. */
function parseTopicDefault(entry: Entry): ConfigEntryFacts {
  const facts = parseConfigEntry(entry);
  if (entry.configSource !== topicSource) return facts;
  const fallback = entry.synonyms.find((synonym) => synonym.source !== topicSource);
  return { ...facts, value: fallback?.value ?? null, source: sources[fallback?.source ?? 0] ?? 'unknown' };
}

/** Documentation is told since v3 (Kafka 2.6). */
function describeBody(resources: RequestBodies['DescribeConfigs']['resources'], includeDocumentation: boolean) {
  return (version: number) => ({
    resources,
    includeSynonyms: true,
    ...(version >= 3 ? { includeDocumentation } : {}),
  });
}

function byName<T extends { readonly name: string }>(entries: T[]): T[] {
  return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** What topics fall back to, with documentation, as one topic shows it; null when Kafka answered an error. DescribeConfigs (API key 32). */
export async function readTopicConfigDefaults(
  gateway: KafkaGateway,
  topic: string,
  options: CallOptions,
): Promise<ConfigEntryFacts[] | null> {
  const resources = [{ resourceType: topicResource, resourceName: topic, configurationKeys: null }];
  const result = (await gateway.call('DescribeConfigs', describeBody(resources, true), options)).results[0];
  if (result?.errorCode !== 0) return null;
  return byName(result.configs.map(parseTopicDefault));
}

/** Overrides of one topic, or the error number that Kafka answered for it. */
export interface TopicOverrides {
  readonly topic: string;
  readonly errorNumber: number;
  readonly overrides: Readonly<Record<string, string | null>>;
}

/** Reads the entries set on topics themselves, 100 topics a request. Throws as `KafkaGateway.call` does. */
export async function readTopicOverrides(
  gateway: KafkaGateway,
  topics: readonly string[],
  options: CallOptions,
): Promise<TopicOverrides[]> {
  const read: TopicOverrides[] = [];
  for (let from = 0; from < topics.length; from += mostTopicsPerRequest) {
    const names = topics.slice(from, from + mostTopicsPerRequest);
    const resources = names.map((name) => ({
      resourceType: topicResource,
      resourceName: name,
      configurationKeys: null,
    }));
    const answer = await gateway.call('DescribeConfigs', { resources, includeSynonyms: false }, options);
    read.push(...answer.results.map(parseTopicOverrides));
  }
  return read;
}

function parseTopicOverrides(result: Resource): TopicOverrides {
  const own = result.configs.filter((entry) => entry.configSource === topicSource);
  const overrides = Object.fromEntries(byName([...own]).map((entry) => [entry.name, entry.value]));
  return { topic: result.resourceName, errorNumber: result.errorCode, overrides };
}

/** One broker's entries without documentation, and the documentation apart when asked for. */
export interface BrokerConfigs {
  readonly errorNumber: number;
  readonly configs: readonly ConfigEntryFacts[];
  readonly docs: readonly ConfigDocFacts[];
}

/** Reads a broker's configs from the broker itself, as Kafka demands. Throws as `KafkaGateway.call` does. */
export async function readBrokerConfigs(
  gateway: KafkaGateway,
  brokerId: number,
  withDocs: boolean,
  options: CallOptions,
): Promise<BrokerConfigs> {
  const resources = [{ resourceType: brokerResource, resourceName: String(brokerId), configurationKeys: null }];
  const body = describeBody(resources, withDocs);
  const result = (await gateway.call('DescribeConfigs', body, { ...options, brokerId })).results[0];
  const entries = byName((result?.configs ?? []).map(parseConfigEntry));
  const docs = withDocs ? entries.map(({ name, type, documentation }) => ({ name, type, documentation })) : [];
  const configs = entries.map((entry) => ({ ...entry, documentation: null }));
  return { errorNumber: result?.errorCode ?? 0, configs, docs };
}
