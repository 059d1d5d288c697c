import type { KafkaCluster } from '@/demo/kafka-cluster';
import { createKafkaTestClient, type KafkaTestClient } from '@/lib/server/kafka/kafka-test-client';
import { type AnotherHighwater, startAnotherHighwater } from './harness/another-highwater';
import { readLogDir } from './harness/ask-kafka';
import { startDisposableCluster } from './harness/disposable-cluster';
import { executeOperation } from './harness/operation-request';
import { expect, test } from './harness/test';

const TOPIC = 'held';
const MOST_MS = 10_000;
const LIMIT = 'replica.alter.log.dirs.io.max.bytes.per.second';
let cluster: KafkaCluster;
let client: KafkaTestClient;
let highwater: AnotherHighwater;

test.beforeAll(async () => {
  test.setTimeout(180_000);
  cluster = await startDisposableCluster({ brokerCount: 1 });
  client = await createKafkaTestClient({ bootstrapServers: cluster.bootstrapServers.split(',') });
  await client.createTopic(TOPIC, [[1]]);
  await client.appendBytes(TOPIC, 0, 5_000_000);
  highwater = await startAnotherHighwater({ HIGHWATER_AUTH: 'off', KAFKA_BROKERS: cluster.bootstrapServers });
});
test.afterAll(async () => {
  await highwater?.stop();
  await client?.close();
  await cluster?.discard();
});

/** Copies between log dirs go at next to nothing, or as fast as they can. */
async function limitCopies(bytesPerSecond: number | null): Promise<void> {
  const [configOperation, value] = bytesPerSecond === null ? [1, null] : [0, String(bytesPerSecond)];
  const resource = { resourceType: 4, resourceName: '1', configs: [{ name: LIMIT, configOperation, value }] };
  const answer = await client.gateway.call(
    'IncrementalAlterConfigs',
    { resources: [resource], validateOnly: false },
    { brokerId: 1 },
  );
  expect(answer.responses.map(({ errorCode }) => errorCode)).toEqual([0]);
}

/** The log dir in which Kafka's tool finds the replica in use. */
const readHeldLogDir = () => readLogDir(cluster.bootstrapServers, { brokerId: 1, topic: TOPIC, partition: 0 });

const api = () => `${highwater.url}/api/v1/clusters/demo`;
async function read<Answer>(path: string): Promise<Answer> {
  return (await (await fetch(`${api()}${path}`)).json()) as Answer;
}

interface Run {
  readonly id: string;
  readonly state: string;
}
const lastRun = async () => (await read<{ items: Run[] }>('/operation-runs?limit=1')).items[0];
const auditOf = async (runId: string) => {
  const { items } = await read<{ items: { runId: string; kind: string; result: string; auth: string }[] }>('/audit');
  return items.filter((row) => row.runId === runId).map(({ kind, result, auth }) => [kind, result, auth]);
};

/** Moves the replica to its other log dir so slowly that the change waits for it. Answers what will be told of it. */
async function startSlowMove(): Promise<{ runId: string; answer: Promise<object | null> }> {
  await limitCopies(1_000);
  const before = await lastRun();
  const from = await readHeldLogDir();
  const { logDirs } = await read<{ logDirs: { path: string }[] }>('/brokers/1');
  const logDir = logDirs.find(({ path }) => path !== from)?.path;
  const input = { brokerId: 1, moves: [{ topic: TOPIC, partition: 0, logDir }] };
  const answer = executeOperation(api(), 'move-replica-log-dir', input).catch(() => null);
  const isWaiting = async () => {
    const run = await lastRun();
    return run?.id !== before?.id && run?.state === 'verifying';
  };
  await expect.poll(isWaiting, { timeout: 20_000 }).toBe(true);
  return { runId: (await lastRun())?.id ?? '', answer };
}

test('a change that ends soon after the signal is waited for, answered and audited by who made it', async () => {
  test.setTimeout(180_000);
  const { runId, answer } = await startSlowMove();
  const restarting = highwater.restart();
  await limitCopies(null);
  const { endedAfterMs } = await restarting;
  expect(endedAfterMs).toBeLessThan(MOST_MS);
  expect(await answer).toMatchObject({ runId, state: 'done' });
  expect(await read(`/operation-runs/${runId}`)).toMatchObject({ state: 'done', verified: true });
  expect(await auditOf(runId)).toEqual([
    ['outcome', 'done', 'open'],
    ['intent', 'started', 'open'],
  ]);
});

test('a change that does not end is left behind, and told later as Kafka has it', async () => {
  test.setTimeout(240_000);
  const { runId } = await startSlowMove();
  const { endedAfterMs } = await highwater.restart();
  expect(endedAfterMs).toBeLessThan(MOST_MS);
  expect(await auditOf(runId)).toEqual([['intent', 'started', 'open']]);
  const logDir = await readHeldLogDir();
  await limitCopies(null);
  await expect.poll(readHeldLogDir, { timeout: 30_000 }).not.toBe(logDir);
  const stateOf = async () => (await read<Run>(`/operation-runs/${runId}`)).state;
  await expect.poll(stateOf, { timeout: 90_000 }).toBe('done');
  expect(await auditOf(runId)).toEqual([
    ['outcome', 'done', 'collector'],
    ['intent', 'started', 'open'],
  ]);
});
