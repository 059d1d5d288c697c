import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { z } from 'zod';
import { KAFKA_TOOLS, runKafkaTool } from '@/demo/kafka-tool';
import { createKafkaTestClient, type KafkaTestClient, uniqueName } from '@/lib/server/kafka/kafka-test-client';
import type { ViewSource } from '@/lib/views/view';
import { createBrokerReader } from './broker-reader';

const servers = inject('kafkaBrokers');
const topic = uniqueName('where');
const CLUSTER = 'test';
let client: KafkaTestClient;
let reader: Pick<ViewSource, 'readBrokerLoggers' | 'readBrokerReplicas'>;

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
