import { z } from 'zod';
import type { PlanChange } from '@/lib/views/schemas/operation-run';
import { commandLine } from '../command-line';
import { isSameConfigValue } from '../configs/config-changes';
import { CONFIG_RESOURCE, type ConfigsNow, readManyConfigs } from '../facts/read-configs';
import { readTopics, type TopicNow } from '../facts/read-topics';
import { inPieces } from '../in-pieces';
import { configValues, partitionCount, topicName } from '../input';
import { rule } from '../input-problem';
import { describeRefusal } from '../kafka-refusal';
import { listNames } from '../name-list';
import { defineOperation, type Message, type OperationKafka, type PlanDescription } from '../operation';
import { attempt, outcomeOf } from '../outcomes';
import { minInSyncReplicasOf, warnOfDurability } from './warn-of-durability';

const newTopic = z.strictObject({
  topic: topicName,
  /** Null: the brokers' `num.partitions`. */
  partitionCount: partitionCount.nullable().default(null),
  /** Null: the brokers' `default.replication.factor`. */
  replicationFactor: z.number().int().min(1).max(1_000).nullable().default(null),
  configs: configValues.default({}),
});

const input = z.strictObject({ topics: z.array(newTopic).min(1).max(1_000) }).superRefine(({ topics }, context) => {
  const names = topics.map(({ topic }) => topic);
  const twice = names.filter((name, index) => names.indexOf(name) !== index);
  const [name] = twice;
  if (name !== undefined) context.addIssue({ code: 'custom', path: ['topics'], ...rule('inputTopicTwice', { name }) });
});

/** One topic as Kafka would make it, or why it would not. */
export interface TopicValidation {
  readonly topic: string;
  readonly errorName: string | null;
  readonly message: string | null;
  readonly partitionCount: number;
  readonly replicationFactor: number;
  /** What will apply of `min.insync.replicas`, set or inherited; null when Kafka does not tell. */
  readonly minInSyncReplicas: string | null;
}

interface CreateTopicsPlan {
  readonly topics: readonly PlannedTopic[];
}

interface PlannedTopic {
  readonly topic: string;
  readonly partitionCount: number;
  readonly replicationFactor: number;
  readonly configs: Readonly<Record<string, string>>;
  readonly minInSyncReplicas: string | null;
}

const TIMEOUT_MS = 30_000;
/** A controller refuses more than 10,000 new partitions in one request. */
const TOPICS_PER_REQUEST = 100;
const MOST_TOPICS_TO_DELETE = 20;

function requestTopics(kafka: OperationKafka, topics: readonly z.output<typeof newTopic>[], validateOnly: boolean) {
  const body = {
    topics: topics.map((one) => ({
      name: one.topic,
      numPartitions: one.partitionCount ?? -1,
      replicationFactor: one.replicationFactor ?? -1,
      assignments: [],
      configs: Object.entries(one.configs).map(([name, value]) => ({ name, value })),
    })),
    timeoutMs: TIMEOUT_MS,
    validateOnly,
  };
  return kafka.call('CreateTopics', body, { brokerId: 'controller', timeoutMs: TIMEOUT_MS });
}

async function readValidations(
  kafka: OperationKafka,
  topics: readonly z.output<typeof newTopic>[],
): Promise<readonly TopicValidation[]> {
  const answer = await requestTopics(kafka, topics, true);
  const results = new Map(answer.topics.map((result) => [result.name, result]));
  return topics.map((one) => {
    const result = results.get(one.topic);
    return {
      topic: one.topic,
      errorName: kafka.errorOf(result?.errorCode ?? -1)?.name ?? null,
      message: result?.errorMessage ?? null,
      partitionCount: one.partitionCount ?? result?.numPartitions ?? -1,
      replicationFactor: one.replicationFactor ?? result?.replicationFactor ?? -1,
      minInSyncReplicas: minInSyncReplicasOf(one.configs, result?.configs),
    };
  });
}

function refuse({ topic, errorName, message }: TopicValidation): Message | null {
  if (errorName === null) return null;
  if (errorName === 'TOPIC_ALREADY_EXISTS') return { key: 'topicExists', values: { topic } };
  return describeRefusal({ subject: topic, errorName, message: message ?? '' });
}

function describePlan({ topics }: CreateTopicsPlan): PlanDescription {
  const single = topics.filter(({ replicationFactor }) => replicationFactor === 1).map(({ topic }) => topic);
  return {
    summary: { key: 'createTopics', values: listNames(topics.map(({ topic }) => topic)) },
    changes: topics.flatMap(describeTopic),
    warnings: [
      ...(single.length > 0 ? [{ key: 'singleReplica', values: { topic: listNames(single).names } } as const] : []),
      ...warnOfDurability(topics.map((one) => ({ ...one, fewestReplicas: one.replicationFactor, set: one.configs }))),
    ],
    commandLines: topics.map((one) =>
      commandLine(
        'kafka-topics',
        '--create',
        '--topic',
        one.topic,
        '--partitions',
        String(one.partitionCount),
        '--replication-factor',
        String(one.replicationFactor),
        ...Object.entries(one.configs).flatMap(([key, value]) => ['--config', `${key}=${value}`]),
      ),
    ),
  };
}

function describeTopic(one: PlannedTopic): readonly PlanChange[] {
  const created = (aspect: string, after: string) => ({ subject: one.topic, aspect, before: null, after });
  return [
    created('partitions', String(one.partitionCount)),
    created('replicationFactor', String(one.replicationFactor)),
    ...Object.entries(one.configs).map(([key, value]) => created(key, value)),
  ];
}

/**
 * Creates up to 1,000 topics at once (KIP-4; `kafka-topics.sh --create`), each with its own outcome. One that Kafka would
 * refuse refuses all. Kafka chooses where replicas go.
 */
export const createTopics = defineOperation<typeof input, readonly TopicValidation[], CreateTopicsPlan>({
  name: 'create-topics',
  permission: 'topic:create',
  risk: 'routine',
  input,
  target: ({ topics }) => ({ kind: 'topic', names: topics.map(({ topic }) => topic) }),
  read: async ({ kafka }, { topics }) => {
    const validations: TopicValidation[] = [];
    for (const piece of inPieces(topics, TOPICS_PER_REQUEST))
      validations.push(...(await readValidations(kafka, piece)));
    return validations;
  },
  plan: ({ topics }, validations) => {
    const refusals = validations.flatMap((one) => refuse(one) ?? []);
    if (refusals.length > 0) return { refusals };
    const planned = validations.map((one, index) => ({
      topic: one.topic,
      partitionCount: one.partitionCount,
      replicationFactor: one.replicationFactor,
      configs: topics[index]?.configs ?? {},
      minInSyncReplicas: one.minInSyncReplicas,
    }));
    const names = planned.map(({ topic }) => topic);
    const canUndo = names.length <= MOST_TOPICS_TO_DELETE;
    return {
      plan: { topics: planned },
      inverse: canUndo ? { operation: 'delete-topic', input: { topics: names } } : null,
    };
  },
  describe: describePlan,
  execute: async ({ kafka }, { topics }) => {
    const outcomes = [];
    for (const piece of inPieces(topics, TOPICS_PER_REQUEST)) {
      const names = piece.map(({ topic }) => topic);
      const results = await attempt(names, async () => {
        const answer = await requestTopics(kafka, [...piece], false);
        return answer.topics.map(({ name, errorCode, errorMessage }) =>
          outcomeOf(kafka, name, errorCode, errorMessage),
        );
      });
      outcomes.push(...results);
    }
    return outcomes;
  },
  verify: async ({ kafka }, { topics }) => {
    const differences: PlanChange[] = [];
    for (const piece of inPieces(topics, TOPICS_PER_REQUEST)) {
      const names = piece.map(({ topic }) => topic);
      const found = await readTopics(kafka, names);
      const configs = await readManyConfigs(kafka, CONFIG_RESOURCE.topic, [...found.keys()]);
      differences.push(...piece.flatMap((one) => compareTopic(one, found.get(one.topic), configs.get(one.topic))));
    }
    return { isVerified: differences.length === 0, differences };
  },
});

function compareTopic(
  planned: PlannedTopic,
  now: TopicNow | undefined,
  configs: ConfigsNow | undefined,
): readonly PlanChange[] {
  return describeTopic(planned).flatMap((change): PlanChange[] => {
    const stands = readAspect(change.aspect, now, configs);
    return isSameConfigValue(stands, change.after) ? [] : [{ ...change, before: change.after, after: stands }];
  });
}

function readAspect(aspect: string, now: TopicNow | undefined, configs: ConfigsNow | undefined): string | null {
  if (now === undefined) return null;
  if (aspect === 'partitions') return String(now.partitions.length);
  if (aspect === 'replicationFactor') return String(now.partitions[0]?.replicas.length);
  return configs?.get(aspect)?.value ?? null;
}
