import { z } from 'zod';
import { commandLine } from '../command-line';
import {
  alterableConfigs,
  type ConfigChange,
  compareConfigs,
  configChangeArguments,
  describeConfigChanges,
  invertConfigChanges,
  isSameConfigValue,
  planConfigChanges,
  refuseConfigKeys,
  warnOfInheritance,
} from '../configs/config-changes';
import { wantedConfigs } from '../configs/wanted-configs';
import { CONFIG_RESOURCE, type ConfigsNow, readManyConfigs } from '../facts/read-configs';
import { readTopics, type TopicNow } from '../facts/read-topics';
import { topicName } from '../input';
import { describeRefusal, type KafkaRefusal, kafkaRefusals } from '../kafka-refusal';
import { listNames } from '../name-list';
import { defineOperation, type Message, type OperationKafka, type PlanDescription } from '../operation';
import { attempt, outcomeOf } from '../outcomes';
import { refuseTopics } from './check-topics';
import { type DurabilityOf, MIN_ISR, warnOfDurability } from './warn-of-durability';

const input = wantedConfigs({ topics: z.array(topicName).min(1).max(100) });
type Input = z.output<typeof input>;

/** What is there, and what Kafka said to the change when asked to validate only. */
export interface TopicConfigFacts {
  readonly topics: ReadonlyMap<string, TopicNow>;
  readonly configs: ReadonlyMap<string, ConfigsNow>;
  readonly refusals: readonly KafkaRefusal[];
}

interface AlterTopicConfigsPlan {
  readonly topics: readonly TopicConfigChange[];
}

interface TopicConfigChange {
  readonly topic: string;
  /** Null on brokers without topic ids. */
  readonly topicId: string | null;
  readonly isInternal: boolean;
  readonly changes: readonly ConfigChange[];
  /** Replicas of the partition that has fewest; null when no change depends on it. */
  readonly fewestReplicas: number | null;
}

const TIMEOUT_MS = 15_000;

function planTopics(given: Input, { topics, configs }: Omit<TopicConfigFacts, 'refusals'>): TopicConfigChange[] {
  return [...new Set(given.topics)].flatMap((topic) => {
    const changes = planConfigChanges(given, configs.get(topic) ?? new Map());
    const { topicId = null, isInternal = false, partitions = [] } = topics.get(topic) ?? {};
    const dependsOnReplicas = changes.some(({ key }) => key === MIN_ISR) && partitions.length > 0;
    const fewestReplicas = dependsOnReplicas ? Math.min(...partitions.map(({ replicas }) => replicas.length)) : null;
    return changes.length > 0 ? [{ topic, topicId, isInternal, changes, fewestReplicas }] : [];
  });
}

function durabilityOf({ topic, changes, fewestReplicas }: TopicConfigChange): DurabilityOf {
  const set = changes.filter(({ action }) => action === 'set').map(({ key, after }) => [key, after] as const);
  const minInSyncReplicas = changes.find(({ key }) => key === MIN_ISR)?.after ?? null;
  return { topic, fewestReplicas, minInSyncReplicas, set: Object.fromEntries(set) };
}

function alterConfigs(kafka: OperationKafka, topics: readonly TopicConfigChange[], validateOnly: boolean) {
  const resources = topics.map(({ topic, changes }) => ({
    resourceType: CONFIG_RESOURCE.topic,
    resourceName: topic,
    configs: alterableConfigs(changes),
  }));
  return kafka.call(
    'IncrementalAlterConfigs',
    { resources, validateOnly },
    { brokerId: 'controller', timeoutMs: TIMEOUT_MS },
  );
}

async function readValidation(
  kafka: OperationKafka,
  topics: readonly TopicConfigChange[],
): Promise<readonly KafkaRefusal[]> {
  if (topics.length === 0) return [];
  const { responses } = await alterConfigs(kafka, topics, true);
  return responses.flatMap(({ resourceName, errorCode, errorMessage }) =>
    kafkaRefusals(kafka, resourceName, errorCode, errorMessage),
  );
}

/** Whether records that are kept now may be deleted then: less retention, or deletion where there was none. */
function shortensLife({ key, before, after }: ConfigChange): boolean {
  const limitOf = (value: string | null) =>
    value === null || Number(value) < 0 ? Number.POSITIVE_INFINITY : Number(value);
  if (key === 'retention.ms' || key === 'retention.bytes') return limitOf(after) < limitOf(before);
  return key === 'cleanup.policy' && !isSameConfigValue(before, after);
}

function describePlan({ topics }: AlterTopicConfigsPlan): PlanDescription {
  const names = topics.map(({ topic }) => topic);
  const shortened = [...new Set(topics.flatMap(({ changes }) => changes.filter(shortensLife).map(({ key }) => key)))];
  const internal = topics.filter(({ isInternal }) => isInternal).map(({ topic }) => topic);
  return {
    summary: { key: 'alterTopicConfigs', values: listNames(names) },
    changes: topics.flatMap(({ topic, changes }) => describeConfigChanges(topic, changes)),
    warnings: [
      ...(internal.length > 0 ? [{ key: 'changesInternal', values: listNames(internal) } as const] : []),
      ...(shortened.length > 0 ? [{ key: 'recordsMayGo', values: listNames(shortened) } as const] : []),
      ...warnOfDurability(topics.map(durabilityOf)),
      ...warnOfInheritance(topics.flatMap(({ changes }) => changes)),
    ],
    commandLines: topics.map(({ topic, changes }) =>
      commandLine(
        'kafka-configs',
        '--alter',
        '--entity-type',
        'topics',
        '--entity-name',
        topic,
        ...configChangeArguments(changes),
      ),
    ),
  };
}

/**
 * Sets and removes config keys of topics and leaves every other key as it is (KIP-339; `kafka-configs.sh --alter
 * --entity-type topics`). The plan holds the values before, so a change by somebody else in between is `plan_changed`.
 */
export const alterTopicConfigs = defineOperation<typeof input, TopicConfigFacts, AlterTopicConfigsPlan>({
  name: 'alter-topic-configs',
  permission: 'topic:config.alter',
  risk: 'disruptive',
  input,
  target: ({ topics }) => ({ kind: 'topic', names: [...new Set(topics)] }),
  read: async ({ kafka }, given) => {
    const topics = await readTopics(kafka, given.topics);
    const configs = await readManyConfigs(kafka, CONFIG_RESOURCE.topic, [...topics.keys()]);
    const isComplete = given.topics.every((topic) => configs.has(topic));
    const refusals = isComplete ? await readValidation(kafka, planTopics(given, { topics, configs })) : [];
    return { topics, configs, refusals };
  },
  plan: (given, facts) => {
    const topicRefusals = refuseTopics(given.topics, facts.topics, { acceptsInternal: true });
    if (topicRefusals.length > 0) return { refusals: topicRefusals };
    const [known = new Map()] = facts.configs.values();
    const refusals: readonly Message[] = [...refuseConfigKeys(given, known), ...facts.refusals.map(describeRefusal)];
    if (refusals.length > 0) return { refusals };
    const topics = planTopics(given, facts);
    if (topics.length === 0) return { refusals: [{ key: 'nothingToChange' }] };
    const before = invertConfigChanges(topics.map(({ changes }) => changes));
    const names = topics.map(({ topic }) => topic);
    return {
      plan: { topics },
      inverse: before && { operation: 'alter-topic-configs', input: { topics: names, ...before } },
    };
  },
  describe: describePlan,
  execute: ({ kafka }, { topics }) =>
    attempt(
      topics.map(({ topic }) => topic),
      async () => {
        const { responses } = await alterConfigs(kafka, topics, false);
        return responses.map(({ resourceName, errorCode, errorMessage }) =>
          outcomeOf(kafka, resourceName, errorCode, errorMessage),
        );
      },
    ),
  verify: async ({ kafka }, { topics }) => {
    const names = topics.map(({ topic }) => topic);
    const configs = await readManyConfigs(kafka, CONFIG_RESOURCE.topic, names);
    const differences = topics.flatMap(({ topic, changes }) => compareConfigs(topic, changes, configs.get(topic)));
    return { isVerified: differences.length === 0, differences };
  },
});
