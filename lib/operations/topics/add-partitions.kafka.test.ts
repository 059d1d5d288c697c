import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { createKafkaTestClient, type KafkaTestClient, uniqueName } from '@/lib/server/kafka/kafka-test-client';
import { describeKafkaError } from '@/lib/server/kafka/protocol/kafka-error';
import type { OperationContext } from '../operation';
import { createTestContext, previewInTest, runInTest } from '../testing/run-operation';
import { addPartitions } from './add-partitions';

let client: KafkaTestClient;
let context: OperationContext;
const [placed, free] = [uniqueName('grown'), uniqueName('grown')];

beforeAll(async () => {
  client = await createKafkaTestClient({ bootstrapServers: inject('kafkaBrokers').split(',') });
  context = createTestContext(client.gateway, describeKafkaError);
  await client.createTopic(placed, [[1, 2]]);
  await client.createTopic(free, 2);
});
afterAll(async () => {
  for (const topic of [placed, free]) await client.deleteTopic(topic);
  await client.close();
});

const replicasOf = async (name: string) => {
  const { topics } = await client.gateway.call('Metadata', { topics: [{ name }] });
  const partitions = [...(topics[0]?.partitions ?? [])].sort((one, other) => one.partitionIndex - other.partitionIndex);
  return partitions.map(({ replicaNodes }) => replicaNodes);
};

it('1. puts new partitions where it was planned and leaves the old one', async () => {
  const run = await runInTest(context, addPartitions, { topics: [placed], total: 4, brokers: [2, 3] });
  expect(run.outcomes).toMatchObject([{ subject: placed, state: 'done' }]);
  expect(run.verification.isVerified).toBe(true);
  expect(await replicasOf(placed)).toEqual([[1, 2], ...(run.plan.topics[0]?.assignments ?? [])]);
});

it('2. lets Kafka choose, for many topics at once', async () => {
  const run = await runInTest(context, addPartitions, { topics: [placed, free], total: 5 });
  expect(run.verification).toEqual({ isVerified: true, differences: [] });
  expect([(await replicasOf(placed)).length, (await replicasOf(free)).length]).toEqual([5, 5]);
});

it('3. refuses fewer, as many, and what others added in between', async () => {
  const previewOf = (total: number) => previewInTest(context, addPartitions, { topics: [free], total });
  expect((await previewOf(5)).refusals).toMatchObject([{ key: 'notMorePartitions' }]);
  const { plan } = await previewOf(7);
  await runInTest(context, addPartitions, { topics: [free], total: 6 });
  expect((await previewOf(7)).plan).not.toEqual(plan);
});
