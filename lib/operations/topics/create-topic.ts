import { z } from 'zod';
import type { PlanChange } from '@/lib/views/schemas/operation-run';
import { commandLine } from '../command-line';
import { isSameConfigValue } from '../configs/config-changes';
import { CONFIG_RESOURCE, readConfigs } from '../facts/read-configs';
import { readTopics } from '../facts/read-topics';
import { configValues, partitionCount, replicas, topicName } from '../input';
import { rule } from '../input-problem';
import { defineOperation, type PlanDescription } from '../operation';
import { outcomeOf } from '../outcomes';
import { minInSyncReplicasOf, warnOfDurability } from './warn-of-durability';

const input = z
  .strictObject({
    topic: topicName,
    /** Null: the brokers' `num.partitions`. */
    partitionCount: partitionCount.nullable().default(null),
    /** Null: the brokers' `default.replication.factor`. */
    replicationFactor: z.number().int().min(1).max(1_000).nullable().default(null),
    /** Replicas by partition, instead of the two counts; null: Kafka chooses. */
    assignment: z.array(replicas).min(1).max(10_000).nullable().default(null),
    configs: configValues.default({}),
  })
  .refine(
    ({ assignment, partitionCount: count, replicationFactor }) =>
      assignment === null || (count ?? replicationFactor) === null,
    {
      ...rule('inputCountsOrAssignment'),
      path: ['assignment'],
    },
  );

interface CreateTopicPlan {
  readonly topic: string;
  readonly partitionCount: number;
  readonly replicationFactor: number;
  readonly assignment: readonly (readonly number[])[] | null;
  readonly configs: Readonly<Record<string, string>>;
  /** What will apply of `min.insync.replicas`, set or inherited; null when Kafka does not tell. */
  readonly minInSyncReplicas: string | null;
}

/** What Kafka itself said to the same request when asked to validate only. */
interface Validation {
  readonly errorName: string | null;
  readonly message: string | null;
  readonly partitionCount: number;
  readonly replicationFactor: number;
  readonly minInSyncReplicas: string | null;
}

const TIMEOUT_MS = 15_000;

function requestBody(topic: z.output<typeof input>, validateOnly: boolean) {
  const { assignment, configs } = topic;
  return {
    topics: [
      {
        name: topic.topic,
        numPartitions: assignment ? -1 : (topic.partitionCount ?? -1),
        replicationFactor: assignment ? -1 : (topic.replicationFactor ?? -1),
        assignments: (assignment ?? []).map((brokerIds, partitionIndex) => ({ partitionIndex, brokerIds })),
        configs: Object.entries(configs).map(([name, value]) => ({ name, value })),
      },
    ],
    timeoutMs: TIMEOUT_MS,
    validateOnly,
  };
}

function describePlan(plan: CreateTopicPlan): PlanDescription {
  const { topic, partitionCount: partitions, replicationFactor, assignment, configs, minInSyncReplicas } = plan;
  const fewestReplicas = Math.min(...(assignment?.map((ids) => ids.length) ?? [replicationFactor]));
  const created = (aspect: string, after: string): PlanChange => ({ subject: topic, aspect, before: null, after });
  const counts = assignment
    ? ['--replica-assignment', assignment.map((ids) => ids.join(':')).join(',')]
    : ['--partitions', String(partitions), '--replication-factor', String(replicationFactor)];
  const settings = Object.entries(configs).flatMap(([key, value]) => ['--config', `${key}=${value}`]);
  return {
    summary: { key: 'createTopic', values: { topic } },
    changes: [
      created('partitions', String(partitions)),
      created('replicationFactor', String(replicationFactor)),
      ...(assignment ?? []).map((ids, partition) => ({
        ...created('replicas', ids.join(', ')),
        subject: `${topic}-${partition}`,
      })),
      ...Object.entries(configs).map(([key, value]) => created(key, value)),
    ],
    warnings: [
      ...(replicationFactor === 1 ? [{ key: 'singleReplica', values: { topic } } as const] : []),
      ...warnOfDurability([{ topic, fewestReplicas, minInSyncReplicas, set: configs }]),
    ],
    commandLines: [commandLine('kafka-topics', '--create', '--topic', topic, ...counts, ...settings)],
  };
}

/** Creates one topic (KIP-4; `kafka-topics.sh --create`). The dry run is Kafka's own validation. */
export const createTopic = defineOperation<typeof input, Validation, CreateTopicPlan>({
  name: 'create-topic',
  permission: 'topic:create',
  risk: 'routine',
  input,
  target: ({ topic }) => ({ kind: 'topic', names: [topic] }),
  read: async ({ kafka }, given) => {
    const answer = await kafka.call('CreateTopics', requestBody(given, true), {
      brokerId: 'controller',
      timeoutMs: TIMEOUT_MS,
    });
    const [result] = answer.topics;
    return {
      errorName: kafka.errorOf(result?.errorCode ?? -1)?.name ?? null,
      message: result?.errorMessage ?? null,
      partitionCount: given.assignment?.length ?? given.partitionCount ?? result?.numPartitions ?? -1,
      replicationFactor: given.assignment?.[0]?.length ?? given.replicationFactor ?? result?.replicationFactor ?? -1,
      minInSyncReplicas: minInSyncReplicasOf(given.configs, result?.configs),
    };
  },
  plan: ({ topic, assignment, configs }, validation) => {
    if (validation.errorName === 'TOPIC_ALREADY_EXISTS')
      return { refusals: [{ key: 'topicExists', values: { topic } }] };
    if (validation.errorName !== null) {
      const { errorName, message } = validation;
      return { refusals: [{ key: 'kafkaRefuses', values: { error: errorName, message: message ?? '' } }] };
    }
    const { partitionCount: partitions, replicationFactor, minInSyncReplicas } = validation;
    return {
      plan: { topic, partitionCount: partitions, replicationFactor, assignment, configs, minInSyncReplicas },
      inverse: { operation: 'delete-topic', input: { topics: [topic] } },
    };
  },
  describe: describePlan,
  execute: async ({ kafka }, plan) => {
    const body = requestBody(plan as z.output<typeof input>, false);
    const answer = await kafka.call('CreateTopics', body, { brokerId: 'controller', timeoutMs: TIMEOUT_MS });
    const [result] = answer.topics;
    return [outcomeOf(kafka, plan.topic, result?.errorCode ?? -1, result?.errorMessage)];
  },
  verify: async ({ kafka }, plan) => {
    const found = (await readTopics(kafka, [plan.topic])).get(plan.topic);
    const configs = found ? await readConfigs(kafka, { type: CONFIG_RESOURCE.topic, name: plan.topic }) : new Map();
    const differences = describePlan(plan).changes.flatMap((change): PlanChange[] => {
      const now = readAspect(change, found, configs);
      return isSameConfigValue(now, change.after) ? [] : [{ ...change, before: change.after, after: now }];
    });
    return { isVerified: differences.length === 0, differences };
  },
});

type TopicFound = Awaited<ReturnType<typeof readTopics>> extends ReadonlyMap<string, infer Topic> ? Topic : never;

function readAspect(
  { subject, aspect }: PlanChange,
  topic: TopicFound | undefined,
  configs: Awaited<ReturnType<typeof readConfigs>>,
): string | null {
  if (topic === undefined) return null;
  if (aspect === 'partitions') return String(topic.partitions.length);
  if (aspect === 'replicationFactor') return String(topic.partitions[0]?.replicas.length);
  if (aspect !== 'replicas') return configs.get(aspect)?.value ?? null;
  const partition = Number(subject.slice(subject.lastIndexOf('-') + 1));
  return topic.partitions[partition]?.replicas.join(', ') ?? null;
}
