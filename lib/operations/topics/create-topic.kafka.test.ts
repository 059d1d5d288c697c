import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { createKafkaTestClient, type KafkaTestClient, uniqueName } from '@/lib/server/kafka/kafka-test-client';
import { describeKafkaError } from '@/lib/server/kafka/protocol/kafka-error';
import type { OperationContext } from '../operation';
import { createTestContext, previewInTest, runInTest } from '../testing/run-operation';
import { createTopic } from './create-topic';

let client: KafkaTestClient;
let context: OperationContext;
const topic = uniqueName('spelled');

beforeAll(async () => {
  client = await createKafkaTestClient({ bootstrapServers: inject('kafkaBrokers').split(',') });
  context = createTestContext(client.gateway, describeKafkaError);
});
afterAll(async () => {
  await client.deleteTopic(topic);
  await client.close();
});

it('1. stands as planned although Kafka writes the values anew', async () => {
  const configs = { 'cleanup.policy': 'compact, delete', 'min.cleanable.dirty.ratio': '1e-4', preallocate: 'FALSE' };
  const run = await runInTest(context, createTopic, { topic, assignment: [[2, 1], [1, 3]], configs }); // biome-ignore format: one row
  expect(run.outcomes).toMatchObject([{ subject: topic, state: 'done' }]);
  expect(run.verification).toEqual({ isVerified: true, differences: [] });
});

it('2. knows what of min.insync.replicas is inherited, and warns before there is such a topic', async () => {
  const { plan } = await previewInTest(context, createTopic, { topic: uniqueName('plain') });
  expect(plan?.minInSyncReplicas).toMatch(/^\d+$/);
  const configs = { 'min.insync.replicas': '3' };
  const { description } = await previewInTest(context, createTopic, {
    topic: uniqueName('plain'),
    replicationFactor: 2,
    configs,
  });
  expect(description?.warnings.map(({ key }) => key)).toEqual(['minIsrAboveReplicas']);
});
