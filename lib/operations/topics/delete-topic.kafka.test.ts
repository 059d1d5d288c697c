import { afterAll, beforeAll, beforeEach, expect, inject, it } from 'vitest';
import { KAFKA_TOOLS, runKafkaTool } from '@/demo/kafka-tool';
import { hasKafka } from '@/e2e/harness/has-kafka';
import { createKafkaTestClient, type KafkaTestClient, uniqueName } from '@/lib/server/kafka/kafka-test-client';
import { describeKafkaError } from '@/lib/server/kafka/protocol/kafka-error';
import type { OperationContext } from '../operation';
import { createTestContext, previewInTest, runInTest } from '../testing/run-operation';
import { deleteTopic } from './delete-topic';

const bootstrapServers = inject('kafkaBrokers').split(',');
let client: KafkaTestClient;
let context: OperationContext;
let topic: string;

beforeAll(async () => {
  client = await createKafkaTestClient({ bootstrapServers });
  context = createTestContext(client.gateway, describeKafkaError);
});
afterAll(() => client.close());
beforeEach(async () => {
  topic = uniqueName('deleted.topic');
  await client.createTopic(topic, 2);
});

it('1. deletes two topics and no third whose name the tool’s pattern would take', async () => {
  const [other, similar] = [uniqueName('deleted'), topic.replace('.', 'x')];
  await client.createTopic(other, 1);
  await client.createTopic(similar, 1);
  await client.appendRecords(topic, 1, 12);
  const group = uniqueName('reader');
  await client.commitOffsets(group, topic, { 1: 5 });
  const run = await runInTest(context, deleteTopic, { topics: [topic, other] });
  expect(run.plan.topics[0]).toMatchObject({ topic, partitionCount: 2, recordsAtLeast: 10 });
  expect(run.plan.use).toEqual({ groupIds: [group], isGroupListComplete: true, aclTopics: [] });
  expect(run.outcomes.map(({ state }) => state)).toEqual(['done', 'done']);
  expect(run.verification).toEqual({ isVerified: true, differences: [] });
  const list = ['--bootstrap-server', bootstrapServers.join(','), '--list'];
  const listed = (await runKafkaTool(KAFKA_TOOLS.topics, list)).stdout.split('\n');
  expect([topic, other, similar].map((name) => listed.includes(name))).toEqual([false, false, true]);
  await client.deleteTopic(similar);
});

// Without topic ids nobody can tell the two apart.
it.skipIf(!hasKafka('2.8'))(
  '2. a topic that was created anew is another plan, and the confirmed one deletes nothing of it',
  async () => {
    const { plan } = await previewInTest(context, deleteTopic, { topics: [topic] });
    await client.deleteTopic(topic);
    await expect
      .poll(() => client.createTopic(topic, 2).then(() => 'created', String), { timeout: 20_000 })
      .toBe('created');
    expect((await previewInTest(context, deleteTopic, { topics: [topic] })).plan).not.toEqual(plan);
    if (plan === null) throw new Error('refused');
    const outcomes = await deleteTopic.execute?.(context, plan);
    expect(outcomes).toMatchObject([{ subject: topic, state: 'failed', errorName: 'UNKNOWN_TOPIC_ID' }]);
    const { topics } = await client.gateway.call('Metadata', { topics: [{ name: topic }] });
    expect(topics[0]?.errorCode).toBe(0);
    await client.deleteTopic(topic);
  },
);

it('3. refuses internal topics and those that are not there', async () => {
  const { refusals } = await previewInTest(context, deleteTopic, {
    topics: ['__consumer_offsets', uniqueName('gone')],
  });
  expect(refusals.map(({ key }) => key)).toEqual(['missingTopics', 'internalTopics']);
  await client.deleteTopic(topic);
});
