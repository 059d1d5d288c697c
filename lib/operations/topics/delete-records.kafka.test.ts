import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { KAFKA_TOOLS, runKafkaTool } from '@/demo/kafka-tool';
import { createKafkaTestClient, type KafkaTestClient, uniqueName } from '@/lib/server/kafka/kafka-test-client';
import { describeKafkaError } from '@/lib/server/kafka/protocol/kafka-error';
import type { OperationContext } from '../operation';
import { createTestContext, previewInTest, runInTest } from '../testing/run-operation';
import { alterTopicConfigs } from './alter-topic-configs';
import { deleteRecords } from './delete-records';

const bootstrapServers = inject('kafkaBrokers').split(',');
let client: KafkaTestClient;
let context: OperationContext;
const topic = uniqueName('shortened');

beforeAll(async () => {
  client = await createKafkaTestClient({ bootstrapServers });
  context = createTestContext(client.gateway, describeKafkaError);
  await client.createTopic(topic, [[1], [2], [3]]);
  for (const partition of [0, 1, 2]) await client.appendRecords(topic, partition, 20);
});
afterAll(async () => {
  await client.deleteTopic(topic);
  await client.close();
});

async function startsByTool(): Promise<Record<string, number>> {
  const args = ['--bootstrap-server', bootstrapServers.join(','), '--topic', topic, '--time', '-2'];
  const { stdout } = await runKafkaTool(KAFKA_TOOLS.offsets, args);
  const rows = stdout.split('\n').filter((line) => line.startsWith(`${topic}:`));
  return Object.fromEntries(rows.map((row) => [row.split(':')[1], Number(row.split(':')[2])]));
}

it('1. to an offset, at each partition’s leader, as previewed while records come in', async () => {
  const group = uniqueName('unread');
  await client.commitOffsets(group, topic, { 0: 5, 1: 12 });
  const preview = await previewInTest(context, deleteRecords, { topic, to: { kind: 'offset', offset: 12 } });
  expect(preview.plan?.partitions).toEqual([0, 1, 2].map((partition) => ({ partition, before: 0, after: 12 })));
  expect(preview.plan?.groupIds).toEqual([group]);
  await client.appendRecords(topic, 0, 3);
  const run = await runInTest(context, deleteRecords, preview.input as never);
  expect(run.plan).toEqual(preview.plan);
  expect(run.outcomes.map(({ state }) => state)).toEqual(['done', 'done', 'done']);
  expect(run.verification).toEqual({ isVerified: true, differences: [] });
  expect(await startsByTool()).toEqual({ 0: 12, 1: 12, 2: 12 });
});

it('2. all of one partition', async () => {
  const run = await runInTest(context, deleteRecords, { topic, partitions: [2], to: { kind: 'all' } });
  expect(run.plan.partitions).toEqual([{ partition: 2, before: 12, after: 20 }]);
  expect(run.verification.isVerified).toBe(true);
});

it('3. by time: records before it go, and all where none came later', async () => {
  const timestampMs = Date.now() + 1;
  await new Promise((resolve) => setTimeout(resolve, 20));
  await client.appendRecords(topic, 1, 2);
  const { plan } = await previewInTest(context, deleteRecords, { topic, to: { kind: 'timestamp', timestampMs } });
  expect(plan?.partitions).toEqual([
    { partition: 0, before: 12, after: 23 },
    { partition: 1, before: 12, after: 20 },
  ]);
});

it('4. records that retention took in between give another plan', async () => {
  const given = { topic, partitions: [1], to: { kind: 'offset' as const, offset: 20 } };
  const { plan } = await previewInTest(context, deleteRecords, given);
  await runInTest(context, deleteRecords, { topic, partitions: [1], to: { kind: 'offset', offset: 15 } });
  expect((await previewInTest(context, deleteRecords, given)).plan).not.toEqual(plan);
});

it('5. refuses what lies beyond the end, internal and compacted topics', async () => {
  const refusal = async (given: Parameters<typeof deleteRecords.input.parse>[0]) =>
    (await previewInTest(context, deleteRecords, given as never)).refusals.map(({ key }) => key);
  expect(await refusal({ topic, to: { kind: 'offset', offset: 9_999 } })).toEqual(['beyondHighWatermark']);
  expect(await refusal({ topic: '__consumer_offsets', to: { kind: 'all' } })).toEqual(['internalTopics']);
  await runInTest(context, alterTopicConfigs, { topics: [topic], set: { 'cleanup.policy': 'compact' } });
  expect(await refusal({ topic, to: { kind: 'all' } })).toEqual(['compactedOnly']);
});
