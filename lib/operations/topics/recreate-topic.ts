import { z } from 'zod';
import type { PlanChange } from '@/lib/views/schemas/operation-run';
import { commandLine } from '../command-line';
import { isSameConfigValue } from '../configs/config-changes';
import { CONFIG_RESOURCE, type ConfigsNow, readManyConfigs } from '../facts/read-configs';
import { readTopics, type TopicNow } from '../facts/read-topics';
import { topicName } from '../input';
import type { KafkaRefusal } from '../kafka-refusal';
import { defineOperation, type OperationKafka, type OperationOutcome, type PlanDescription } from '../operation';
import { attempt, outcomeOf } from '../outcomes';
import { refuseTopics } from './check-topics';
import type { DeleteTopicFacts } from './delete-topic';
import { executeDeleteTopics } from './delete-topics-request';
import { replicationFactorOf } from './plan-new-partitions';
import { type LostTopic, type LostUse, planLostTopic, planLostUse, readTopicUse, warnOfLoss } from './topic-loss';
import { topicPattern } from './topic-pattern';
import { readCreationRefusal, requestCreation, type TopicShape } from './validate-creation';

const input = z.strictObject({ topic: topicName });

export interface RecreateTopicFacts extends DeleteTopicFacts {
  readonly configs: ConfigsNow;
  /** Why Kafka would not make such a topic; null when it would, or when there is none to recreate. */
  readonly creationRefusal: KafkaRefusal | null;
}

interface RecreateTopicPlan extends LostTopic, TopicShape {
  readonly use: LostUse;
}

/** Deletion is over in a moment on KRaft, and takes the brokers a while on ZooKeeper. */
const DELETION_DEADLINE_MS = 30_000;
const POLL_MS = 200;

const alreadyExists = 'TOPIC_ALREADY_EXISTS';

/** What comes back of a topic: as many partitions and replicas, and its own configs. */
function shapeOf(topic: TopicNow, configs: ConfigsNow): TopicShape {
  const own = [...configs.values()].filter(({ isOwn }) => isOwn);
  return {
    topic: topic.topic,
    partitionCount: topic.partitions.length,
    replicationFactor: replicationFactorOf(topic),
    configs: Object.fromEntries(own.map(({ name, value }) => [name, value ?? ''])),
  };
}

/** Creates it as soon as Kafka is through with the deletion: until then it answers that the topic exists. */
async function createWhenDeleted(
  kafka: OperationKafka,
  plan: RecreateTopicPlan,
  subject: string,
): Promise<OperationOutcome> {
  const deadlineMs = Date.now() + DELETION_DEADLINE_MS;
  for (;;) {
    const { errorCode, errorMessage } = await requestCreation(kafka, plan, false);
    const outcome = outcomeOf(kafka, subject, errorCode, errorMessage);
    if (outcome.errorName !== alreadyExists || Date.now() > deadlineMs) return outcome;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

function describePlan(plan: RecreateTopicPlan): PlanDescription {
  const { topic, topicId, partitionCount, replicationFactor, configs, use } = plan;
  const settings = Object.entries(configs).flatMap(([key, value]) => ['--config', `${key}=${value}`]);
  const counts = ['--partitions', String(partitionCount), '--replication-factor', String(replicationFactor)];
  return {
    summary: { key: 'recreateTopic', values: { topic } },
    changes: topicId === null ? [] : [{ subject: topic, aspect: 'topicId', before: topicId, after: null }],
    warnings: [
      ...warnOfLoss([plan], use),
      { key: 'recreatedSame', values: { partitions: partitionCount, replicationFactor, configs: settings.length / 2 } },
      { key: 'recreatedOffsets' },
    ],
    commandLines: [
      commandLine('kafka-topics', '--delete', '--topic', topicPattern([topic])),
      commandLine('kafka-topics', '--create', '--topic', topic, ...counts, ...settings),
    ],
  };
}

/**
 * Deletes a topic and creates it again with the same number of partitions and replicas and its own configs (no tool has
 * it; `kafka-topics.sh --delete`, then `--create`). Kafka says beforehand whether it would make such a topic, and chooses
 * anew where replicas go. No way back.
 */
export const recreateTopic = defineOperation<typeof input, RecreateTopicFacts, RecreateTopicPlan>({
  name: 'recreate-topic',
  permission: 'topic:delete',
  risk: 'destructive',
  input,
  target: ({ topic }) => ({ kind: 'topic', names: [topic] }),
  read: async ({ kafka }, { topic }) => {
    const topics = await readTopics(kafka, [topic]);
    const configs = (await readManyConfigs(kafka, CONFIG_RESOURCE.topic, [...topics.keys()])).get(topic) ?? new Map();
    const found = topics.get(topic);
    const isRefused = found === undefined || found.isInternal;
    return {
      topics,
      use: await readTopicUse(kafka, [...topics.values()]),
      configs,
      creationRefusal: isRefused ? null : await readCreationRefusal(kafka, shapeOf(found, configs)),
    };
  },
  plan: ({ topic: name }, { topics, use, configs, creationRefusal }) => {
    const refusals = refuseTopics([name], topics, { acceptsInternal: false });
    const topic = topics.get(name);
    if (refusals.length > 0 || topic === undefined) return { refusals };
    if (creationRefusal !== null) {
      const { errorName: error, message } = creationRefusal;
      return { refusals: [{ key: 'kafkaRefuses', values: { error, message } }] };
    }
    const plan = { ...planLostTopic(topic, use.ranges), ...shapeOf(topic, configs), use: planLostUse(use) };
    return { plan, inverse: null };
  },
  describe: describePlan,
  execute: async ({ kafka }, plan) => {
    const { topic } = plan;
    const [deleted] = await executeDeleteTopics(kafka, [plan]);
    const creation = `${topic} (create)`;
    if (deleted?.state !== 'done') {
      const skipped = { subject: creation, state: 'skipped', told: null, errorName: null } as const;
      return [...(deleted ? [deleted] : []), skipped];
    }
    return [deleted, ...(await attempt([creation], async () => [await createWhenDeleted(kafka, plan, creation)]))];
  },
  verify: async ({ kafka }, plan) => {
    const now = (await readTopics(kafka, [plan.topic])).get(plan.topic);
    const configs = now ? await readManyConfigs(kafka, CONFIG_RESOURCE.topic, [plan.topic]) : new Map();
    const differences = compareTopic(plan, now, configs.get(plan.topic) ?? new Map());
    return { isVerified: differences.length === 0, differences };
  },
});

function compareTopic(plan: RecreateTopicPlan, now: TopicNow | undefined, configs: ConfigsNow): PlanChange[] {
  const subject = plan.topic;
  if (now === undefined || (plan.topicId !== null && now.topicId === plan.topicId)) {
    return [{ subject, aspect: 'topicId', before: null, after: now?.topicId ?? null }];
  }
  const stands = [
    ['partitions', String(plan.partitionCount), String(now.partitions.length)],
    ['replicationFactor', String(plan.replicationFactor), String(replicationFactorOf(now))],
    ...Object.entries(plan.configs).map(([key, value]) => [key, value, configs.get(key)?.value ?? null] as const),
  ] as const;
  return stands.flatMap(([aspect, before, after]) =>
    isSameConfigValue(before, after) ? [] : [{ subject, aspect, before, after }],
  );
}
