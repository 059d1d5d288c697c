import { afterAll, beforeAll, expect, it } from 'vitest';
import type { KafkaCluster } from '@/demo/kafka-cluster';
import { startDisposableCluster } from '@/e2e/harness/disposable-cluster';
import { createKafkaTestClient, type KafkaTestClient, uniqueName } from '@/lib/server/kafka/kafka-test-client';
import { describeKafkaError } from '@/lib/server/kafka/protocol/kafka-error';
import { unregisterBroker } from '../brokers/unregister-broker';
import { readLiveBrokers } from '../facts/read-brokers';
import { readTopics } from '../facts/read-topics';
import type { OperationContext } from '../operation';
import { createTestContext, previewInTest, runInTest } from '../testing/run-operation';
import { alterTopicConfigs } from '../topics/alter-topic-configs';
import { electLeaders } from './elect-leaders';
import { electLeadersUnclean } from './elect-leaders-unclean';

const patience = { timeout: 60_000, interval: 250 };
const topic = uniqueName('orphaned');
let cluster: KafkaCluster;
let client: KafkaTestClient;
let context: OperationContext;

beforeAll(async () => {
  cluster = await startDisposableCluster();
  client = await createKafkaTestClient({ bootstrapServers: cluster.bootstrapServers.split(',') });
  context = createTestContext(client.gateway, describeKafkaError);
  await client.createTopic(topic, [[2, 3]]);
  await runInTest(context, alterTopicConfigs, { topics: [topic], set: { 'min.insync.replicas': '1' } });
});
afterAll(async () => {
  await client?.close();
  await cluster?.discard();
});

function nodeOf(id: number) {
  const node = cluster.nodes.find(({ nodeId }) => nodeId === id);
  if (!node) throw new Error(`no broker ${id}`);
  return node;
}
const partition = async () => (await readTopics(context.kafka, [topic])).get(topic)?.partitions[0];
const liveIds = async () => (await readLiveBrokers(context.kafka)).map(({ brokerId }) => brokerId);

it('1. an unclean election gives a leaderless partition to the replica that missed records, as its preview said', async () => {
  await client.appendRecords(topic, 0, 10);
  await nodeOf(2).kill();
  await expect.poll(async () => (await partition())?.isr, patience).toEqual([3]);
  await client.appendRecords(topic, 0, 5);
  // Broker 2 comes back only when broker 3 is down, so that it cannot catch up.
  await nodeOf(3).kill();
  await nodeOf(2).start();
  await expect.poll(async () => (await partition().catch(() => null))?.leader, patience).toBe(-1);
  await expect.poll(async () => (await partition())?.offline, patience).toEqual([3]);
  const preferred = await previewInTest(context, electLeaders, { topics: [topic] });
  expect(preferred.refusals).toEqual([{ key: 'preferredNotInSync', values: { count: 1, names: `${topic}-0` } }]);
  const run = await runInTest(context, electLeadersUnclean, { topics: [topic] });
  expect(run.plan.partitions).toEqual([{ topic, partition: 0, candidates: [{ brokerId: 2, logEndOffset: 10 }] }]);
  expect(run.outcomes).toMatchObject([{ subject: `${topic}-0`, state: 'done' }]);
  expect(run.verification.isVerified).toBe(true);
  expect((await partition())?.leader).toBe(2);
}, 240_000);

it('2. a broker that is gone is unregistered once no partition lists it', async () => {
  await expect.poll(liveIds, patience).toEqual([1, 2]);
  const { refusals } = await previewInTest(context, unregisterBroker, { brokerId: 3 });
  expect(refusals).toEqual([{ key: 'brokerHasReplicas', values: { broker: 3, count: 1, names: `${topic}-0` } }]);
  const body = { topics: [{ name: topic, partitions: [{ partitionIndex: 0, replicas: [2] }] }], timeoutMs: 10_000 };
  await client.gateway.call('AlterPartitionReassignments', body, { brokerId: 'controller' });
  await expect.poll(async () => (await partition())?.replicas, patience).toEqual([2]);
  const run = await runInTest(context, unregisterBroker, { brokerId: 3 });
  expect(run.outcomes).toMatchObject([{ subject: 'broker 3', state: 'done' }]);
  expect(run.verification).toEqual({ isVerified: true, differences: [] });
  const again = await previewInTest(context, unregisterBroker, { brokerId: 3 });
  expect(again.refusals).toMatchObject([{ key: 'brokerNotRegistered' }]);
}, 120_000);
