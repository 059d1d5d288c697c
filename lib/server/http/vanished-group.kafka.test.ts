import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { pollUntil } from '@/demo/poll-until';
import { createAlertMemory } from '@/lib/domain/alerts/alert-memory';
import { evaluateAlerts } from '@/lib/domain/alerts/evaluate-alerts';
import { buildRule } from '@/lib/domain/alerts/testing/build-rule';
import { createEvaluationWindow, evaluateRound } from '@/lib/domain/evaluate-cluster';
import type { JudgedRound } from '@/lib/domain/evaluation';
import {
  createKafkaTestClient,
  type KafkaTestClient,
  testRound,
  uniqueName,
} from '@/lib/server/kafka/kafka-test-client';
import { type PacedReader, startPacedReader } from '@/lib/server/kafka/paced-reader';
import { createSnapshotReader } from '@/lib/server/kafka/snapshot-reader';
import { METRIC_PROFILES } from '@/lib/server/metric-profiles';
import { groupsView } from '@/lib/views/groups';
import { readView, sourceOfRounds } from '@/lib/views/testing/view-source';
import { serveMetrics } from './metrics-route';
import { installTestRuntime, requestTo } from './testing/route-harness';

const bootstrapServers = inject('kafkaBrokers').split(',');
const [topic, groupId] = [uniqueName('vanishing'), uniqueName('vanishing-group')];
let client: KafkaTestClient;
let member: PacedReader;

beforeAll(async () => {
  client = await createKafkaTestClient({ bootstrapServers });
  await client.createTopic(topic, 1);
  await client.appendRecords(topic, 0, 10);
  member = await startPacedReader({ bootstrapServers, groupId, topic, recordsPerSecond: 0 });
  await client.commitOffsets(uniqueName('another-group'), topic, { 0: 1 });
});
afterAll(async () => {
  await member?.leave();
  await client.close();
});

/** Where the group is told of: the list of groups, and each profile of `/metrics`. */
async function whereToldOf(round: JudgedRound): Promise<string[]> {
  const { items } = await readView(groupsView, sourceOfRounds([round]), { cluster: 'test', search: groupId });
  installTestRuntime('off', [round]);
  const told = items.length === 0 ? [] : ['groups'];
  for (const profile of METRIC_PROFILES) {
    const page = await (await serveMetrics().GET(requestTo(`/metrics?profile=${profile}`))).text();
    if (page.includes(groupId)) told.push(profile);
  }
  return told;
}

test('R13: a group that is deleted is told of no more within two rounds, and its alert closes as gone', async () => {
  const reader = createSnapshotReader(client.gateway, { clusterId: 'test', clusterName: 'Test', isDemo: false });
  const settings = { rules: [buildRule({ kind: 'group-lag', pattern: groupId })], silences: [], windows: [] };
  let window = createEvaluationWindow();
  let alerts = createAlertMemory();
  let last: JudgedRound | null = null;
  const readNext = async () => {
    const snapshot = await reader.readRound(last?.snapshot ?? null, testRound);
    const judged = evaluateRound(window, snapshot);
    window = judged.window;
    last = { snapshot, evaluation: judged.evaluation };
    const evaluated = evaluateAlerts(settings, last, true, alerts);
    alerts = evaluated.memory;
    return { round: last, transitions: evaluated.transitions.map(({ kind, reason }) => `${kind} ${reason ?? ''}`) };
  };
  await client.commitOffsets(uniqueName('kept-group'), topic, { 0: 1 });
  const members = (round: JudgedRound) => round.snapshot.groups.find((one) => one.groupId === groupId)?.members?.length;
  await pollUntil('the member to be seen', async () => members((await readNext()).round) === 1, { timeoutMs: 30_000 });

  await member.leave();
  await client.commitOffsets(groupId, topic, { 0: 2 });
  const left = await readNext();
  expect(members(left.round)).toBe(0);
  expect(left.transitions).toContain('opened ');
  expect(await whereToldOf(left.round)).toEqual(expect.arrayContaining(['groups', 'highwater', 'kafka_exporter']));

  const found = await client.gateway.call('FindCoordinator', { keyType: 0, coordinatorKeys: [groupId] });
  const brokerId = found.coordinators[0]?.nodeId ?? -1;
  const { results } = await client.gateway.call('DeleteGroups', { groupsNames: [groupId] }, { brokerId });
  expect(results.map(({ errorCode }) => errorCode)).toEqual([0]);
  const [first, second] = [await readNext(), await readNext()];
  expect(await whereToldOf(second.round)).toEqual([]);
  expect([...first.transitions, ...second.transitions]).toEqual(['closed gone']);
});
