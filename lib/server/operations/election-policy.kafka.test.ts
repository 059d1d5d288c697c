import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { pollUntil } from '@/demo/poll-until';
import { setElectionPolicy } from '@/lib/operations/elections/set-election-policy';
import { alterReassignments } from '@/lib/operations/reassignment/step-reassignment';
import { uniqueName } from '@/lib/server/kafka/kafka-test-client';
import { readOperationRuns } from '@/lib/server/store/read-operation-runs';
import { createOperationContext } from './operation-context';
import { runElectionPolicy } from './run-election-policy';
import { CLUSTER_ID, type OperationRig, runConfirmed, startOperationRig } from './testing/operation-rig';
import { readPartitions } from './testing/reassignment-rig';

const bootstrapServers = inject('kafkaBrokers').split(',');
let rig: OperationRig;

beforeAll(async () => {
  rig = await startOperationRig(bootstrapServers);
});
afterAll(() => rig?.close());

async function leaderOf(topic: string): Promise<number | undefined> {
  const { topics } = await rig.client.gateway.call('Metadata', { topics: [{ name: topic }] });
  return topics[0]?.partitions[0]?.leaderId;
}

async function runsOfPolicy() {
  const query = { clusterId: CLUSTER_ID, search: 'election-policy', state: null, operation: 'elect-leaders' };
  return (await readOperationRuns(rig.database, { ...query, before: null, limit: 10 })).items;
}

it('a policy elects preferred leaders when it is due and too many are astray, and the audit names it', async () => {
  const topic = uniqueName('astray');
  await rig.client.createTopic(topic, [[1, 2]]);
  const { kafka } = createOperationContext(rig.access);
  await alterReassignments(kafka, [{ topic, partition: 0, replicas: [2, 1] }]);
  await pollUntil('another first replica', async () => (await readPartitions(rig, topic))[0]?.replicas[0] === 2, {
    timeoutMs: 15_000,
  });
  expect(await leaderOf(topic)).toBe(1);
  const policy = { isEnabled: true, intervalMinutes: 60, minImbalancePercent: 50, topicPattern: `${topic}*` };
  await runElectionPolicy(rig.access, Date.now());
  expect(await runsOfPolicy()).toEqual([]);
  const set = await runConfirmed(rig.access, setElectionPolicy, policy);
  expect(set).toMatchObject({ state: 'done', verified: true });
  await runElectionPolicy(rig.access, Date.now());
  expect(await leaderOf(topic)).toBe(2);
  expect(await runsOfPolicy()).toMatchObject([{ principal: 'election-policy', state: 'done', targetNames: [topic] }]);
  await runElectionPolicy(rig.access, Date.now());
  expect(await runsOfPolicy()).toHaveLength(1);
  await rig.client.deleteTopic(topic);
});
