import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { runKafkaTool } from '@/demo/kafka-tool';
import { createKafkaTestClient, type KafkaTestClient, uniqueName } from '@/lib/server/kafka/kafka-test-client';
import { describeKafkaError } from '@/lib/server/kafka/protocol/kafka-error';
import type { OperationContext } from '../operation';
import { createTestContext, previewInTest, runInTest } from '../testing/run-operation';
import { electLeaders } from './elect-leaders';
import { electLeadersUnclean } from './elect-leaders-unclean';

const bootstrapServers = inject('kafkaBrokers').split(',');
let client: KafkaTestClient;
let context: OperationContext;
const topic = uniqueName('elected');

beforeAll(async () => {
  client = await createKafkaTestClient({ bootstrapServers });
  context = createTestContext(client.gateway, describeKafkaError);
  await client.createTopic(topic, [
    [1, 2],
    [2, 1],
    [1, 3],
  ]);
});
afterAll(async () => {
  await client.deleteTopic(topic);
  await client.close();
});

/** Makes another replica the preferred one: the leader stays, and is not preferred any more. */
async function reorderReplicas(partitionIndex: number, replicas: readonly number[]): Promise<void> {
  const body = { topics: [{ name: topic, partitions: [{ partitionIndex, replicas }] }], timeoutMs: 10_000 };
  await client.gateway.call('AlterPartitionReassignments', body, { brokerId: 'controller' });
  await expect
    .poll(async () => {
      const { topics } = await client.gateway.call('Metadata', { topics: [{ name: topic }] });
      return topics[0]?.partitions.find((one) => one.partitionIndex === partitionIndex)?.replicaNodes;
    })
    .toEqual(replicas);
}

it('1. gives leadership back where it strayed, and nowhere else', async () => {
  await reorderReplicas(0, [2, 1]);
  await reorderReplicas(2, [3, 1]);
  const run = await runInTest(context, electLeaders, { topics: [topic] });
  expect(run.plan.partitions).toEqual([
    { topic, partition: 0, leader: 1, preferredLeader: 2 },
    { topic, partition: 2, leader: 1, preferredLeader: 3 },
  ]);
  expect(run.outcomes.map(({ subject, state }) => [subject, state])).toEqual([
    [`${topic}-0`, 'done'],
    [`${topic}-2`, 'done'],
  ]);
  expect(run.verification).toEqual({ isVerified: true, differences: [] });
});

it('2. an election that somebody held in between is done, not failed', async () => {
  await reorderReplicas(0, [1, 2]);
  const { plan } = await previewInTest(context, electLeaders, { partitions: [{ topic, partition: 0 }] });
  const tool = 'org.apache.kafka.tools.LeaderElectionCommand';
  const args = ['--election-type', 'preferred', '--topic', topic, '--partition', '0'];
  const { exitCode } = await runKafkaTool(tool, ['--bootstrap-server', bootstrapServers.join(','), ...args]);
  expect(exitCode).toBe(0);
  if (plan === null) throw new Error('refused');
  expect(await electLeaders.execute?.(context, plan)).toMatchObject([{ subject: `${topic}-0`, state: 'done' }]);
  // Any broker is asked, and one may learn of it later than another.
  const again = async () => (await previewInTest(context, electLeaders, { topics: [topic] })).refusals;
  await expect.poll(again, { timeout: 20_000 }).toEqual([{ key: 'electionNotNeeded' }]);
});

it('3. refuses an unclean election where there are leaders', async () => {
  const { refusals } = await previewInTest(context, electLeadersUnclean, { topics: [topic] });
  expect(refusals).toEqual([{ key: 'allHaveLeaders' }]);
});
