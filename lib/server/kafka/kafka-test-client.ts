import { randomBytes } from 'node:crypto';
import { type Consumer, Kafka, logLevel, Partitioners, type Producer } from 'kafkajs';
import { AppError } from '@/lib/domain/errors';
import type { ClusterSnapshot, CollectorFacts, GroupFacts, TopicFacts } from '@/lib/domain/snapshot';
import { createKafkaGateway, type KafkaGateway } from './gateway';
import type { KafkaClusterConfig } from './kafka-cluster-config';
import { describeKafkaError, kafkaErrorNumber } from './protocol/kafka-error';
import type { ReadRoundOptions } from './snapshot-reader';

/** What the Kafka tests need beside the readers under test: topics, records and commits of their own. */
export interface KafkaTestClient {
  readonly gateway: KafkaGateway;
  createTopic(name: string, partitions: number | readonly (readonly number[])[]): Promise<void>;
  deleteTopic(name: string): Promise<void>;
  /** Records of this moment without a key, unless said otherwise; a key makes all of them the same one. */
  appendRecords(topic: string, partition: number, count: number, as?: RecordsAs): Promise<void>;
  /** Fills a partition with about so many bytes, so that moving it takes time. */
  appendBytes(topic: string, partition: number, bytes: number): Promise<void>;
  /** Deletes what is before an offset, as retention does. */
  deleteRecords(topic: string, partition: number, beforeOffset: number): Promise<void>;
  /** Commits as a client without membership does; retried while the coordinator moves or loads. */
  commitOffsets(groupId: string, topic: string, offsets: Readonly<Record<number, number>>): Promise<void>;
  /** Of any type and without members; one that is gone already is no error. */
  deleteGroup(groupId: string): Promise<void>;
  /** A member of a classic group that stays until the client is closed. */
  startConsumer(groupId: string, topic: string): Promise<void>;
  close(): Promise<void>;
}

interface RecordsAs {
  readonly timestampMs?: number;
  readonly key?: string;
}

const BIG_RECORD_BYTES = 100_000;
/** Of DeleteTopics (Kafka 2.8) and FindCoordinator (3.0). */
const FIRST_TOPIC_ID_VERSION = 6;
const FIRST_MANY_KEYS_VERSION = 4;

/** A name that no other test run uses. */
export function uniqueName(prefix: string): string {
  return `${prefix}-${randomBytes(4).toString('hex')}`;
}

const collector: CollectorFacts = {
  instanceId: 'test',
  leaseEpoch: 1,
  roundNumber: 1,
  roundDurationMs: 0,
  overrunCount: 0,
  bufferedRounds: 0,
  requests: [],
};

export const testRound: ReadRoundOptions = { pollIntervalMs: 10_000, collector };

export function topicOf(snapshot: ClusterSnapshot, name: string): TopicFacts {
  const topic = snapshot.topics.find((one) => one.name === name);
  if (!topic) throw new Error(`the snapshot has no topic ${name}`);
  return topic;
}

export function groupOf(snapshot: ClusterSnapshot, groupId: string): GroupFacts {
  const group = snapshot.groups.find((one) => one.groupId === groupId);
  if (!group) throw new Error(`the snapshot has no group ${groupId}`);
  return group;
}

function requireNoError(what: string, errorNumber: number): void {
  if (errorNumber !== 0) throw new Error(`${what}: ${describeKafkaError(errorNumber).name}`);
}

/**
 * New topics and coordinators answer retriable errors for a moment, and a busy machine answers late. Only for what may be
 * sent twice.
 */
async function untilAccepted(what: string, send: () => Promise<number>): Promise<void> {
  const deadlineMs = Date.now() + 20_000;
  for (;;) {
    const errorNumber = await send().catch((error: unknown) => {
      if (isLate(error) && Date.now() <= deadlineMs) return null;
      throw error;
    });
    if (errorNumber === 0) return;
    const isFinal = errorNumber !== null && (!describeKafkaError(errorNumber).isRetriable || Date.now() > deadlineMs);
    if (isFinal) requireNoError(what, errorNumber);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

function isLate(error: unknown): boolean {
  return error instanceof AppError && error.code === 'timed_out';
}

async function createTopic(gateway: KafkaGateway, name: string, partitions: number | readonly (readonly number[])[]) {
  const assignments =
    typeof partitions === 'number'
      ? []
      : partitions.map((brokerIds, partitionIndex) => ({ partitionIndex, brokerIds }));
  const topic = {
    name,
    numPartitions: typeof partitions === 'number' ? partitions : -1,
    replicationFactor: typeof partitions === 'number' ? 1 : -1,
    assignments,
    configs: [],
  };
  const answer = await gateway.call(
    'CreateTopics',
    { topics: [topic], timeoutMs: 10_000 },
    { brokerId: 'controller', timeoutMs: 15_000 },
  );
  requireNoError(`create ${name}`, answer.topics[0]?.errorCode ?? -1);
  const count = typeof partitions === 'number' ? partitions : partitions.length;
  const { brokers } = await gateway.call('Metadata', { topics: [] });
  for (const { nodeId } of brokers) {
    await untilAccepted(`topic ${name} at broker ${nodeId}`, async () => {
      const seen = await gateway.call(
        'Metadata',
        { topics: [{ name }], allowAutoTopicCreation: false },
        { brokerId: nodeId },
      );
      const led = seen.topics[0]?.partitions.filter((partition) => partition.leaderId >= 0).length ?? 0;
      return seen.topics[0]?.errorCode || (led === count ? 0 : kafkaErrorNumber.leaderNotAvailable);
    });
  }
}

/** The coordinator of a group as any broker answers now, or the error number. */
export async function findCoordinator(
  gateway: KafkaGateway,
  groupId: string,
): Promise<{ readonly nodeId: number; readonly errorCode: number }> {
  const answer = await gateway.call('FindCoordinator', (version) =>
    version >= FIRST_MANY_KEYS_VERSION ? { keyType: 0, coordinatorKeys: [groupId] } : { keyType: 0, key: groupId },
  );
  return answer.coordinators[0] ?? answer;
}

async function atCoordinator(
  gateway: KafkaGateway,
  what: string,
  groupId: string,
  send: (brokerId: number) => Promise<number>,
) {
  await untilAccepted(what, async () => {
    const coordinator = await findCoordinator(gateway, groupId);
    return coordinator.errorCode === 0 ? send(coordinator.nodeId) : coordinator.errorCode;
  });
}

async function commitOffsets(
  gateway: KafkaGateway,
  groupId: string,
  topic: string,
  offsets: Readonly<Record<number, number>>,
) {
  const partitions = Object.entries(offsets).map(([partition, offset]) => ({
    partitionIndex: Number(partition),
    committedOffset: BigInt(offset),
    committedMetadata: null,
  }));
  await atCoordinator(gateway, `commit of ${groupId}`, groupId, async (brokerId) => {
    const body = { groupId, topics: [{ name: topic, partitions }] };
    const answer = await gateway.call('OffsetCommit', body, { brokerId, maxVersion: 9 });
    return answer.topics.flatMap((one) => one.partitions).find((one) => one.errorCode !== 0)?.errorCode ?? 0;
  });
}

async function deleteRecords(gateway: KafkaGateway, topic: string, partition: number, beforeOffset: number) {
  const { topics } = await gateway.call('Metadata', { topics: [{ name: topic }], allowAutoTopicCreation: false });
  const leader = topics[0]?.partitions.find(({ partitionIndex }) => partitionIndex === partition)?.leaderId ?? -1;
  const partitions = [{ partitionIndex: partition, offset: BigInt(beforeOffset) }];
  const body = { topics: [{ name: topic, partitions }], timeoutMs: 10_000 };
  const answer = await gateway.call('DeleteRecords', body, { brokerId: leader, timeoutMs: 15_000 });
  requireNoError(`delete records of ${topic}`, answer.topics[0]?.partitions[0]?.errorCode ?? -1);
}

async function deleteGroup(gateway: KafkaGateway, groupId: string) {
  await atCoordinator(gateway, `delete ${groupId}`, groupId, async (brokerId) => {
    const { results } = await gateway.call('DeleteGroups', { groupsNames: [groupId] }, { brokerId });
    const errorCode = results[0]?.errorCode ?? -1;
    return errorCode === kafkaErrorNumber.groupIdNotFound ? 0 : errorCode;
  });
}

async function deleteTopic(gateway: KafkaGateway, name: string): Promise<void> {
  const answer = await gateway.call(
    'DeleteTopics',
    (version) =>
      version >= FIRST_TOPIC_ID_VERSION
        ? { topics: [{ name, topicId: undefined }], timeoutMs: 10_000 }
        : { topicNames: [name], timeoutMs: 10_000 },
    { brokerId: 'controller', timeoutMs: 15_000 },
  );
  requireNoError(`delete ${name}`, answer.responses[0]?.errorCode ?? -1);
}

export async function createKafkaTestClient(config: KafkaClusterConfig): Promise<KafkaTestClient> {
  const gateway = createKafkaGateway(config);
  const kafka = new Kafka({ brokers: [...config.bootstrapServers], logLevel: logLevel.NOTHING });
  let producer: Promise<Producer> | null = null;
  const consumers: Consumer[] = [];
  const connectProducer = async () => {
    const created = kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner });
    await created.connect();
    return created;
  };
  return {
    gateway,
    createTopic: (name, partitions) => createTopic(gateway, name, partitions),
    deleteTopic: (name) => deleteTopic(gateway, name),
    async appendRecords(topic, partition, count, { timestampMs, key } = {}) {
      producer ??= connectProducer();
      const messages = Array.from({ length: count }, (_, index) => ({
        partition,
        value: `record ${index}`,
        ...(key === undefined ? {} : { key }),
        ...(timestampMs === undefined ? {} : { timestamp: String(timestampMs) }),
      }));
      await (await producer).send({ topic, messages });
    },
    deleteRecords: (topic, partition, beforeOffset) => deleteRecords(gateway, topic, partition, beforeOffset),
    async appendBytes(topic, partition, bytes) {
      // A producer goes on asking for topics that were deleted: one of its own for each call.
      const own = await connectProducer();
      const value = Buffer.alloc(BIG_RECORD_BYTES, 'x');
      for (let sent = 0; sent < bytes; sent += BIG_RECORD_BYTES) {
        await own.send({ topic, messages: [{ partition, value }] });
      }
      await own.disconnect();
    },
    deleteGroup: (groupId) => deleteGroup(gateway, groupId),
    commitOffsets: (groupId, topic, offsets) => commitOffsets(gateway, groupId, topic, offsets),
    async startConsumer(groupId, topic) {
      const consumer = kafka.consumer({ groupId });
      consumers.push(consumer);
      const joined = new Promise<void>((resolve) => consumer.on(consumer.events.GROUP_JOIN, () => resolve()));
      await consumer.connect();
      await consumer.subscribe({ topic });
      await consumer.run({ eachMessage: async () => undefined });
      await joined;
    },
    async close() {
      await Promise.all(consumers.map((consumer) => consumer.disconnect()));
      await (await producer)?.disconnect();
      await gateway.close();
    },
  };
}
