import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { createKafkaTestClient, type KafkaTestClient, uniqueName } from '@/lib/server/kafka/kafka-test-client';
import { describeKafkaError } from '@/lib/server/kafka/protocol/kafka-error';
import type { OperationContext } from '../operation';
import { createTestContext, previewInTest, runInTest } from '../testing/run-operation';
import { createTopics } from './create-topics';
import { deleteTopic } from './delete-topic';
import { executeDeleteTopics } from './delete-topics-request';
import { parseTopicLines } from './parse-topic-lines';

let client: KafkaTestClient;
let context: OperationContext;

beforeAll(async () => {
  client = await createKafkaTestClient({ bootstrapServers: inject('kafkaBrokers').split(',') });
  context = createTestContext(client.gateway, describeKafkaError);
});
afterAll(() => client.close());

it('1. creates what the text form says, and its inverse deletes it', async () => {
  const [first, second] = [uniqueName('many'), uniqueName('many')];
  const { topics } = parseTopicLines(`${first}:2:1, ${second}:1:2:compact+delete`);
  const run = await runInTest(context, createTopics, { topics: [...topics] });
  expect(run.outcomes.map(({ subject, state }) => [subject, state]).sort()).toEqual(
    [first, second].map((name) => [name, 'done']).sort(),
  );
  expect(run.verification).toEqual({ isVerified: true, differences: [] });
  const undone = await runInTest(context, deleteTopic, run.inverse?.input as { topics: string[] });
  expect(undone.verification.isVerified).toBe(true);
});

it('2. one that Kafka refuses refuses all', async () => {
  const name = uniqueName('many');
  const { refusals } = await previewInTest(context, createTopics, {
    topics: [
      { topic: name, partitionCount: 1, replicationFactor: 1 },
      { topic: `${name}-x`, partitionCount: 1, replicationFactor: 99 },
      { topic: '__consumer_offsets' },
    ],
  });
  expect(refusals).toMatchObject([
    { key: 'kafkaRefusesFor', values: { subject: `${name}-x`, error: 'INVALID_REPLICATION_FACTOR' } },
    { key: 'topicExists', values: { topic: '__consumer_offsets' } },
  ]);
});

it('3. 300 topics at once', async () => {
  const prefix = uniqueName('bulk');
  const topics = Array.from({ length: 300 }, (_, index) => {
    return { topic: `${prefix}-${index}`, partitionCount: 1, replicationFactor: 1 };
  });
  const run = await runInTest(context, createTopics, { topics });
  expect(run.outcomes.filter(({ state }) => state === 'done')).toHaveLength(300);
  expect(run.verification.isVerified).toBe(true);
  expect(run.inverse).toBeNull();
  await executeDeleteTopics(
    context.kafka,
    topics.map(({ topic }) => ({ topic, topicId: null })),
  );
});
