import { z } from 'zod';
import { type KeyMoves, sampleKeyMoves } from '@/lib/domain/key-partition';
import type { PlanChange } from '@/lib/views/schemas/operation-run';
import { commandLine } from '../command-line';
import { type LiveBroker, readLiveBrokers } from '../facts/read-brokers';
import { readTopics, type TopicNow } from '../facts/read-topics';
import { partitionCount, replicas, topicName } from '../input';
import { describeRefusal, type KafkaRefusal, kafkaRefusals } from '../kafka-refusal';
import { listNames } from '../name-list';
import { defineOperation, type Message, type OperationKafka, type PlanDescription } from '../operation';
import { attempt, outcomeOf } from '../outcomes';
import { partitionName } from '../partition-name';
import { refuseTopics } from './check-topics';
import { planNewPartitions, replicationFactorOf } from './plan-new-partitions';
import { topicPattern } from './topic-pattern';

const input = z.strictObject({
  topics: z.array(topicName).min(1).max(100),
  /** Partitions that each topic has afterwards. */
  total: partitionCount,
  /** Where the new partitions go; null: Kafka chooses. */
  brokers: replicas.nullable().default(null),
});
type Input = z.output<typeof input>;

export interface AddPartitionsFacts {
  readonly topics: ReadonlyMap<string, TopicNow>;
  readonly liveBrokers: readonly LiveBroker[];
  /** What Kafka said to the same request when asked to validate only. */
  readonly kafkaRefusals: readonly KafkaRefusal[];
}

interface AddPartitionsPlan {
  readonly total: number;
  /** Brokers were chosen, and they have racks. */
  readonly ignoresRacks: boolean;
  readonly topics: readonly GrowingTopic[];
}

interface GrowingTopic {
  readonly topic: string;
  readonly topicId: string | null;
  readonly before: number;
  /** Replicas of the new partitions in their order; null: Kafka chooses. */
  readonly assignments: readonly (readonly number[])[] | null;
  /** Replicas of the partitions that are there, which Kafka's tool wants repeated; null where Kafka chooses. */
  readonly present: readonly (readonly number[])[] | null;
  readonly keyMoves: KeyMoves;
}

const TIMEOUT_MS = 15_000;

function refuseGrowth({ topics: names, total, brokers }: Input, facts: AddPartitionsFacts): readonly Message[] {
  const topicRefusals = refuseTopics(names, facts.topics, { acceptsInternal: false });
  if (topicRefusals.length > 0) return topicRefusals;
  const topics = names.flatMap((name) => facts.topics.get(name) ?? []);
  const full = topics.filter(({ partitions }) => partitions.length >= total).map(({ topic }) => topic);
  const dead = (brokers ?? []).filter((id) => !facts.liveBrokers.some(({ brokerId }) => brokerId === id)).map(String);
  const wide = topics.filter((topic) => brokers && replicationFactorOf(topic) > brokers.length);
  const wideNames = listNames(wide.map(({ topic }) => topic));
  return [
    ...(full.length > 0 ? [{ key: 'notMorePartitions', values: { ...listNames(full), total } } as const] : []),
    ...(dead.length > 0 ? [{ key: 'deadBrokers', values: listNames(dead) } as const] : []),
    ...(wide.length > 0 ? [{ key: 'tooFewBrokers', values: wideNames } as const] : []),
  ];
}

function planTopics({ topics: names, total, brokers }: Input, facts: AddPartitionsFacts): readonly GrowingTopic[] {
  const topics = [...new Set(names)].flatMap((name) => facts.topics.get(name) ?? []);
  const placed = brokers === null ? null : planNewPartitions(topics, total, brokers);
  return topics.map(({ topic, topicId, partitions }, index) => ({
    topic,
    topicId,
    before: partitions.length,
    assignments: placed?.[index]?.assignments ?? null,
    present: placed && partitions.map(({ replicas: ids }) => ids),
    keyMoves: sampleKeyMoves(partitions.length, total),
  }));
}

function createPartitions(
  kafka: OperationKafka,
  { topics, total }: Omit<AddPartitionsPlan, 'ignoresRacks'>,
  validateOnly: boolean,
) {
  const body = {
    topics: topics.map(({ topic, assignments }) => ({
      name: topic,
      count: total,
      assignments: assignments?.map((brokerIds) => ({ brokerIds })) ?? null,
    })),
    timeoutMs: TIMEOUT_MS,
    validateOnly,
  };
  return kafka.call('CreatePartitions', body, { brokerId: 'controller', timeoutMs: TIMEOUT_MS });
}

async function readFacts(kafka: OperationKafka, given: Input): Promise<AddPartitionsFacts> {
  const [topics, liveBrokers] = await Promise.all([readTopics(kafka, given.topics), readLiveBrokers(kafka)]);
  const facts = { topics, liveBrokers, kafkaRefusals: [] };
  if (refuseGrowth(given, facts).length > 0) return facts;
  const { results } = await createPartitions(kafka, { topics: planTopics(given, facts), total: given.total }, true);
  const refusals = results.flatMap(({ name, errorCode, errorMessage }) =>
    kafkaRefusals(kafka, name, errorCode, errorMessage),
  );
  return { ...facts, kafkaRefusals: refusals };
}

function describePlan({ topics, total, ignoresRacks }: AddPartitionsPlan): PlanDescription {
  const counts = new Map(topics.map(({ before, keyMoves }) => [before, keyMoves]));
  const names = topics.map(({ topic }) => topic);
  return {
    summary: { key: 'addPartitions', values: { ...listNames(names), total } },
    changes: topics.flatMap(({ topic, before, assignments }) => [
      { subject: topic, aspect: 'partitions', before: String(before), after: String(total) },
      ...(assignments ?? []).map((ids, index) => ({
        subject: partitionName(topic, before + index),
        aspect: 'replicas',
        before: null,
        after: ids.join(', '),
      })),
    ]),
    warnings: [
      ...[...counts].flatMap(([before, moves]) => warnOfKeys(before, total, moves)),
      ...(ignoresRacks ? [{ key: 'racksIgnored' } as const] : []),
      { key: 'partitionsStay' },
    ],
    commandLines: commandLines(topics, total),
  };
}

/** One line for all topics, or one for each that is placed: the tool takes the replicas of old and new partitions. */
function commandLines(topics: readonly GrowingTopic[], total: number): readonly string[] {
  const alter = (names: readonly string[], ...rest: readonly string[]) =>
    commandLine('kafka-topics', '--alter', '--topic', topicPattern(names), '--partitions', String(total), ...rest);
  const placed = topics.filter(({ assignments }) => assignments !== null);
  if (placed.length === 0) return [alter(topics.map(({ topic }) => topic))];
  return placed.map(({ topic, present, assignments }) => {
    const all = [...(present ?? []), ...(assignments ?? [])];
    return alter([topic], '--replica-assignment', all.map((ids) => ids.join(':')).join(','));
  });
}

function warnOfKeys(before: number, total: number, { movedCount, sampleSize, example }: KeyMoves): readonly Message[] {
  if (example === null) return [];
  const { key, before: from, after: to } = example;
  return [{ key: 'keysMove', values: { before, total, movedCount, sampleSize, example: key, from, to } }];
}

/**
 * Gives topics more partitions (KIP-195; `kafka-topics.sh --alter --partitions`), on brokers of one's choice or Kafka's.
 * Records stay where they are, but keys map to other partitions from then on. There is no way back.
 */
export const addPartitions = defineOperation<typeof input, AddPartitionsFacts, AddPartitionsPlan>({
  name: 'add-partitions',
  permission: 'topic:partitions.add',
  risk: 'disruptive',
  input,
  target: ({ topics }) => ({ kind: 'topic', names: [...new Set(topics)] }),
  read: ({ kafka }, given) => readFacts(kafka, given),
  plan: (given, facts) => {
    const refusals = refuseGrowth(given, facts);
    if (refusals.length > 0) return { refusals };
    if (facts.kafkaRefusals.length > 0) return { refusals: facts.kafkaRefusals.map(describeRefusal) };
    const chosen = facts.liveBrokers.filter(({ brokerId }) => given.brokers?.includes(brokerId));
    const ignoresRacks = chosen.some(({ rack }) => rack !== null);
    return { plan: { total: given.total, ignoresRacks, topics: planTopics(given, facts) }, inverse: null };
  },
  describe: describePlan,
  execute: ({ kafka }, plan) =>
    attempt(
      plan.topics.map(({ topic }) => topic),
      async () => {
        const { results } = await createPartitions(kafka, plan, false);
        return results.map(({ name, errorCode, errorMessage }) => outcomeOf(kafka, name, errorCode, errorMessage));
      },
    ),
  verify: async ({ kafka }, plan) => {
    const found = await readTopics(
      kafka,
      plan.topics.map(({ topic }) => topic),
    );
    const differences = plan.topics.flatMap((topic) => compareTopic(topic, plan.total, found.get(topic.topic)));
    return { isVerified: differences.length === 0, differences };
  },
});

function compareTopic(
  { topic, before, assignments }: GrowingTopic,
  total: number,
  now: TopicNow | undefined,
): readonly PlanChange[] {
  const count = now?.partitions.length;
  if (now === undefined || count !== total) {
    return [
      {
        subject: topic,
        aspect: 'partitions',
        before: String(total),
        after: count === undefined ? null : String(count),
      },
    ];
  }
  return (assignments ?? []).flatMap((ids, index): PlanChange[] => {
    const placed = now.partitions[before + index]?.replicas.join(', ') ?? null;
    const planned = ids.join(', ');
    if (placed === planned) return [];
    return [{ subject: partitionName(topic, before + index), aspect: 'replicas', before: planned, after: placed }];
  });
}
