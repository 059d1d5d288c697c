import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { hasKafka } from '@/e2e/harness/has-kafka';
import { createKafkaTestClient, type KafkaTestClient, uniqueName } from '@/lib/server/kafka/kafka-test-client';
import { describeKafkaError } from '@/lib/server/kafka/protocol/kafka-error';
import { CONFIG_RESOURCE, readConfigs } from '../facts/read-configs';
import { readLogRanges } from '../facts/read-offsets';
import { readTopics } from '../facts/read-topics';
import type { OperationContext } from '../operation';
import { createTestContext, previewInTest, runInTest } from '../testing/run-operation';
import { alterTopicConfigs } from './alter-topic-configs';
import { recreateTopic } from './recreate-topic';
import { readCreationRefusal } from './validate-creation';

let client: KafkaTestClient;
let context: OperationContext;
const topic = uniqueName('recreated');

beforeAll(async () => {
  client = await createKafkaTestClient({ bootstrapServers: inject('kafkaBrokers').split(',') });
  context = createTestContext(client.gateway, describeKafkaError);
  await client.createTopic(topic, [
    [1, 2],
    [2, 3],
    [3, 1],
  ]);
});
afterAll(async () => {
  await client.deleteTopic(topic);
  await client.close();
});

it('1. is another topic of the same shape, and empty', async () => {
  await client.appendRecords(topic, 0, 7);
  await runInTest(context, alterTopicConfigs, {
    topics: [topic],
    set: { 'retention.ms': '3600000', 'cleanup.policy': 'compact,delete' },
  });
  const run = await runInTest(context, recreateTopic, { topic });
  expect(run.plan).toMatchObject({ partitionCount: 3, replicationFactor: 2, recordsAtLeast: 5 });
  expect(run.outcomes.map(({ state }) => state)).toEqual(['done', 'done']);
  expect(run.verification).toEqual({ isVerified: true, differences: [] });
  const topics = await readTopics(context.kafka, [topic]);
  if (hasKafka('2.8')) expect(topics.get(topic)?.topicId).not.toBe(run.plan.topicId);
  expect(topics.get(topic)?.partitions.map(({ replicas }) => replicas.length)).toEqual([2, 2, 2]);
  const configs = await readConfigs(context.kafka, { type: CONFIG_RESOURCE.topic, name: topic });
  expect(['retention.ms', 'cleanup.policy'].map((key) => configs.get(key)?.value)).toEqual([
    '3600000',
    'compact,delete',
  ]);
  await expect
    .poll(async () =>
      (await readLogRanges(context.kafka, [...(await readTopics(context.kafka, [topic])).values()])).get(`${topic}-0`),
    )
    .toEqual({ logStart: 0, highWatermark: 0 });
});

it('2. Kafka says beforehand what it would not make again, and makes nothing', async () => {
  const names = async () =>
    [...(await readTopics(context.kafka, null)).keys()].filter((name) => name.startsWith(topic));
  const refusal = (changes: object) =>
    readCreationRefusal(context.kafka, { topic, partitionCount: 3, replicationFactor: 2, configs: {}, ...changes });
  expect(await refusal({ configs: { 'cleanup.policy': 'compact,delete' } })).toBeNull();
  expect(await refusal({ replicationFactor: 99 })).toMatchObject({ errorName: 'INVALID_REPLICATION_FACTOR' });
  expect(await refusal({ configs: { 'retention.ms': 'soon' } })).toMatchObject({ errorName: 'INVALID_CONFIG' });
  expect(await refusal({ topic: topic.padEnd(249, 'x') })).toBeNull();
  expect(await names()).toEqual([topic]);
});

it('3. validates under another name yet when the first one is taken', async () => {
  const taken = `${topic}-recreated`;
  await client.createTopic(taken, 1);
  try {
    const { plan, refusals } = await previewInTest(context, recreateTopic, { topic });
    expect([plan?.topic, refusals]).toEqual([topic, []]);
  } finally {
    await client.deleteTopic(taken);
  }
});

it('4. neither minds a name that Kafka takes for the same, with a dot for an underscore', async () => {
  const alike = `${topic}_v1-recreated`;
  await client.createTopic(alike, 1);
  try {
    const shape = { topic: `${topic}.v1`, partitionCount: 1, replicationFactor: 1, configs: {} };
    expect(await readCreationRefusal(context.kafka, shape)).toBeNull();
  } finally {
    await client.deleteTopic(alike);
  }
});
