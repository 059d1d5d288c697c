import { type KafkaRefusal, kafkaRefusals } from '../kafka-refusal';
import type { OperationKafka } from '../operation';

/** A topic as it is to be made again. */
export interface TopicShape {
  readonly topic: string;
  readonly partitionCount: number;
  readonly replicationFactor: number;
  /** Set on the topic itself. */
  readonly configs: Readonly<Record<string, string>>;
}

const TIMEOUT_MS = 15_000;
const LONGEST_NAME = 249;
const MOST_NAMES = 10;
/** The name exists, or differs from one that does by dots and underscores alone. */
const TAKEN: readonly string[] = ['TOPIC_ALREADY_EXISTS', 'INVALID_TOPIC_EXCEPTION'];

/** Asks the controller for one topic (CreateTopics, API key 19), to make it or to validate only. Kafka chooses the brokers. */
export async function requestCreation(
  kafka: OperationKafka,
  { topic, partitionCount, replicationFactor, configs }: TopicShape,
  validateOnly: boolean,
) {
  const created = {
    name: topic,
    numPartitions: partitionCount,
    replicationFactor,
    assignments: [],
    configs: Object.entries(configs).map(([name, value]) => ({ name, value })),
  };
  const body = { topics: [created], timeoutMs: TIMEOUT_MS, validateOnly };
  const { topics } = await kafka.call('CreateTopics', body, { brokerId: 'controller', timeoutMs: TIMEOUT_MS });
  return { errorCode: topics[0]?.errorCode ?? -1, errorMessage: topics[0]?.errorMessage ?? null };
}

/** A name that begins as the topic's does, so that policies and ACLs by prefix judge it alike. */
function standInName(topic: string, index: number): string {
  const suffix = index === 0 ? '-recreated' : `-recreated-${index}`;
  return `${topic.slice(0, LONGEST_NAME - suffix.length)}${suffix}`;
}

/**
 * Why Kafka would not make a topic of this shape; null when it would. The name is in use, so Kafka validates the shape
 * under one that is not.
 */
export async function readCreationRefusal(kafka: OperationKafka, shape: TopicShape): Promise<KafkaRefusal | null> {
  for (let index = 0; ; index++) {
    const answer = await requestCreation(kafka, { ...shape, topic: standInName(shape.topic, index) }, true);
    const [refusal] = kafkaRefusals(kafka, shape.topic, answer.errorCode, answer.errorMessage);
    if (refusal === undefined) return null;
    if (!TAKEN.includes(refusal.errorName) || index === MOST_NAMES) return refusal;
  }
}
