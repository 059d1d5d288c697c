import { Kafka, logLevel, Partitioners } from 'kafkajs';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { z } from 'zod';
import { KAFKA_TOOLS, runKafkaTool } from '@/demo/kafka-tool';
import { createKafkaTestClient, type KafkaTestClient, uniqueName } from '@/lib/server/kafka/kafka-test-client';
import { type BrokerReader, createBrokerReader } from './broker-reader';

const servers = inject('kafkaBrokers');
const topic = uniqueName('where');
const CLUSTER = 'test';
let client: KafkaTestClient;
let reader: BrokerReader;

beforeAll(async () => {
  client = await createKafkaTestClient({ bootstrapServers: servers.split(',') });
  reader = createBrokerReader({ gateway: () => client.gateway }, () => Date.now());
  await client.createTopic(topic, [
    [1, 2],
    [2, 1],
  ]);
  await client.appendRecords(topic, 0, 20);
});
afterAll(async () => {
  await client?.deleteTopic(topic);
  await client?.close();
});

async function ask(mainClass: string, ...args: string[]): Promise<string> {
  const { stdout, stderr, exitCode } = await runKafkaTool(mainClass, ['--bootstrap-server', servers, ...args]);
  if (exitCode !== 0) throw new Error(stderr || stdout);
  return stdout;
}

/** What `kafka-log-dirs --describe` prints, from its one line of JSON. */
const toldDirs = z.object({
  brokers: z.array(
    z.object({
      broker: z.number(),
      logDirs: z.array(
        z.object({
          logDir: z.string(),
          partitions: z.array(
            z.object({ partition: z.string(), size: z.number(), offsetLag: z.number(), isFuture: z.boolean() }),
          ),
        }),
      ),
    }),
  ),
});

function requestsSent(api: string): number {
  return client.gateway.requestFacts().reduce((sum, { requestCounts }) => sum + (requestCounts[api] ?? 0), 0);
}

it('1. the loggers of a broker and their levels are those that Kafka’s tool tells', async () => {
  const args = ['--describe', '--entity-type', 'broker-loggers', '--entity-name', '2'];
  const told = [...(await ask(KAFKA_TOOLS.configs, ...args)).matchAll(/^ {2}(\S+)=(\w+) /gm)];
  const { items } = await reader.readBrokerLoggers(CLUSTER, 2);
  expect(items.length).toBeGreaterThan(10);
  expect(items.map(({ logger, level }) => `${logger}=${level}`).sort()).toEqual(
    told.map(([, logger, level]) => `${logger}=${level}`).sort(),
  );
});

it('2. replicas lie where Kafka’s tool finds them, as large and as far behind', async () => {
  const stdout = await ask(KAFKA_TOOLS.logDirs, '--describe', '--broker-list', '1', '--topic-list', topic);
  const told = toldDirs.parse(JSON.parse(stdout.split('\n').find((line) => line.startsWith('{')) ?? ''));
  const wanted = told.brokers.flatMap(({ logDirs }) =>
    logDirs.flatMap(({ logDir, partitions }) => partitions.map((one) => ({ logDir, ...one }))),
  );
  const { items, gaps } = await reader.readBrokerReplicas(CLUSTER, 1);
  const found = items
    .filter((one) => one.topic === topic)
    .map(({ logDir, partition, sizeBytes, offsetLag, isFuture }) => ({
      logDir,
      partition: `${topic}-${partition}`,
      size: sizeBytes,
      offsetLag,
      isFuture,
    }));
  const byName = (left: { partition: string }, right: { partition: string }) =>
    left.partition < right.partition ? -1 : 1;
  expect(found.sort(byName)).toEqual(wanted.sort(byName));
  expect(found).toHaveLength(2);
  expect(found[0]?.size).toBeGreaterThan(0);
  expect(gaps).toEqual([]);
});

it('3. a hundred who look at a broker send it one request', async () => {
  const before = requestsSent('DescribeLogDirs');
  await Promise.all(Array.from({ length: 100 }, () => reader.readBrokerReplicas(CLUSTER, 2)));
  expect(requestsSent('DescribeLogDirs') - before).toBe(1);
});

it('4. a broker that is not there is a failure, not an empty list', async () => {
  await expect(reader.readBrokerLoggers(CLUSTER, 77)).rejects.toMatchObject({ name: 'AppError' });
});

/** Led by the first and the second broker; the third partition by nobody. */
const LEADERS = [1, 2, -1];

it('5. producers of a topic are those that Kafka’s tool tells, one with an open transaction among them', async () => {
  if (client.gateway.supports('DescribeProducers') === null) {
    const asked = reader.readTopicProducers(CLUSTER, { name: topic, leaders: Int32Array.from(LEADERS) });
    return expect(asked).rejects.toMatchObject({ code: 'unsupported_by_cluster' });
  }
  const producer = new Kafka({ brokers: servers.split(','), logLevel: logLevel.NOTHING }).producer({
    transactionalId: topic,
    idempotent: true,
    maxInFlightRequests: 1,
    createPartitioner: Partitioners.DefaultPartitioner,
  });
  await producer.connect();
  try {
    const ended = await producer.transaction();
    await ended.send({ topic, messages: [0, 1].map((partition) => ({ partition, value: 'ended' })) });
    await ended.commit();
    const open = await producer.transaction();
    await open.send({
      topic,
      messages: [
        { partition: 0, value: 'open' },
        { partition: 0, value: 'open' },
      ],
    });
    const { items, gaps } = await reader.readTopicProducers(CLUSTER, {
      name: topic,
      leaders: Int32Array.from(LEADERS),
    });
    const rows = [0, 1].map((partition) => readToldProducers(partition));
    const told = (await Promise.all(rows)).flat();
    const shown = items.map((one) => [
      one.partition,
      one.producerId,
      one.producerEpoch,
      one.coordinatorEpoch ?? -1,
      one.lastSequence ?? -1,
      one.lastTimestampMs ?? -1,
      one.openTransactionFromOffset ?? 'None',
    ]);
    expect(shown.map((row) => row.join(' ')).sort()).toEqual(told.sort());
    expect(items.map(({ openTransactionFromOffset }) => openTransactionFromOffset)).toEqual([22, null]);
    expect(gaps).toMatchObject([{ fact: 'producers', partition: 2, reason: 'no_leader' }]);
    await open.abort();
  } finally {
    await producer.disconnect();
  }
});

/** What `kafka-transactions describe-producers` prints of a partition, which goes before each row. */
async function readToldProducers(partition: number): Promise<string[]> {
  const stdout = await ask(
    KAFKA_TOOLS.transactions,
    'describe-producers',
    '--topic',
    topic,
    '--partition',
    String(partition),
  );
  const rows = stdout.split('\n').filter((line) => /^\d/.test(line));
  return rows.map((line) => [partition, ...line.trim().split(/\s+/)].join(' '));
}
