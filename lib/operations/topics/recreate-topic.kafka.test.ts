import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { createKafkaTestClient, type KafkaTestClient, uniqueName } from '@/lib/server/kafka/kafka-test-client';
import { describeKafkaError } from '@/lib/server/kafka/protocol/kafka-error';
import { CONFIG_RESOURCE, readConfigs } from '../facts/read-configs';
import { readLogRanges } from '../facts/read-offsets';
import { readTopics } from '../facts/read-topics';
import type { OperationContext } from '../operation';
import { createTestContext, runInTest } from '../testing/run-operation';
import { alterTopicConfigs } from './alter-topic-configs';
import { recreateTopic } from './recreate-topic';

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
  expect(topics.get(topic)?.topicId).not.toBe(run.plan.topicId);
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
