import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { type StartedProcess, startProcess } from '@/demo/child-process';
import { findFreePorts } from '@/demo/free-ports';
import { ensureKafkaJars } from '@/demo/kafka-jars';
import { pollUntil } from '@/demo/poll-until';
import { createKafkaTestClient, type KafkaTestClient, testRound, uniqueName } from './kafka-test-client';
import { createSnapshotReader } from './snapshot-reader';

const brokers = inject('kafkaBrokers');
const groupId = uniqueName('workers');
const directory = mkdtempSync(path.join(tmpdir(), 'connect-workers-'));
const workers: StartedProcess[] = [];
let client: KafkaTestClient;

/** A worker as Kafka's own launcher starts it; answers its URL. */
async function startWorker(name: string): Promise<string> {
  const { javaPath, classpath } = await ensureKafkaJars();
  const [port] = await findFreePorts([undefined]);
  const properties = {
    'bootstrap.servers': brokers,
    'group.id': groupId,
    'client.id': name,
    listeners: `http://127.0.0.1:${port}`,
    'key.converter': 'org.apache.kafka.connect.storage.StringConverter',
    'value.converter': 'org.apache.kafka.connect.storage.StringConverter',
    'config.storage.topic': `${groupId}-config`,
    'offset.storage.topic': `${groupId}-offset`,
    'status.storage.topic': `${groupId}-status`,
    'config.storage.replication.factor': '1',
    'offset.storage.replication.factor': '1',
    'status.storage.replication.factor': '1',
    'offset.storage.partitions': '1',
    'status.storage.partitions': '1',
    'scheduled.rebalance.max.delay.ms': '0',
    'plugin.discovery': 'service_load',
  };
  const file = path.join(directory, `${name}.properties`);
  writeFileSync(
    file,
    Object.entries(properties)
      .map(([key, value]) => `${key}=${value}\n`)
      .join(''),
  );
  const jvm = ['-Xmx192m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-cp', classpath];
  const main = 'org.apache.kafka.connect.cli.ConnectDistributed';
  workers.push(startProcess(javaPath, [...jvm, main, file], { logPath: path.join(directory, `${name}.log`) }));
  return `http://127.0.0.1:${port}/`;
}

interface WorkerStatus {
  readonly connector: { readonly worker_id: string };
  readonly tasks: readonly { readonly id: number; readonly worker_id: string }[];
}

/** What Connect itself says: which worker runs the connector and each task, as `host:port what`. */
async function readStatus(url: string, connector: string): Promise<string[]> {
  const answer = await fetch(`${url}connectors/${connector}/status`);
  if (!answer.ok) return [];
  const { connector: own, tasks } = (await answer.json()) as WorkerStatus;
  return [`${own.worker_id} connector`, ...tasks.map((task) => `${task.worker_id} ${task.id}`)].sort();
}

async function readWorkers(): Promise<{ readonly rows: string[]; readonly leaders: number; readonly urls: string[] }> {
  const reader = createSnapshotReader(client.gateway, { clusterId: 'test', clusterName: 'Test', isDemo: false });
  const snapshot = await reader.readRound(null, testRound);
  const group = snapshot.groups.find((one) => one.groupId === groupId);
  const found = (group?.members ?? []).flatMap(({ connect }) => (connect === undefined ? [] : [connect]));
  const rows = found.flatMap(({ workerUrl, connectors, tasks }) => {
    const workerId = new URL(workerUrl).host;
    const numbers = tasks.flatMap((one) => one.tasks);
    return [...connectors.map(() => `${workerId} connector`), ...numbers.map((task) => `${workerId} ${task}`)];
  });
  return {
    rows: rows.sort(),
    leaders: found.filter(({ isLeader }) => isLeader).length,
    urls: found.map(({ workerUrl }) => workerUrl).sort(),
  };
}

beforeAll(async () => {
  client = await createKafkaTestClient({ bootstrapServers: brokers.split(',') });
});

afterAll(async () => {
  await Promise.all(workers.map((worker) => worker.stop()));
  rmSync(directory, { recursive: true });
  await client.close();
});

it('connectors and tasks of each worker, decoded from the group protocol, are those that Connect tells', async () => {
  const deadline = { timeoutMs: 120_000, intervalMs: 1_000 };
  const urls = [await startWorker('worker-a'), await startWorker('worker-b')] as const;
  const connector = {
    'connector.class': 'highwater.demo.traffic.ParcelArchive',
    topics: uniqueName('sunk'),
    'tasks.max': '5',
  };
  await pollUntil(
    'the connector to be taken',
    async () => {
      const body = JSON.stringify(connector);
      const request = { method: 'PUT', body, headers: { 'content-type': 'application/json' } };
      return (await fetch(`${urls[0]}connectors/sink/config`, request).catch(() => null))?.ok;
    },
    deadline,
  );
  const told = await pollUntil(
    'both workers to run tasks',
    async () => {
      const [rows, workersRead] = [await readStatus(urls[0], 'sink').catch(() => []), await readWorkers()];
      const isSettled = rows.length === 6 && workersRead.rows.length === 6 && workersRead.urls.length === 2;
      return isSettled && { rows, workersRead };
    },
    deadline,
  );
  expect(told.workersRead.rows).toEqual(told.rows);
  expect(told.workersRead.urls).toEqual([...urls].sort());
  expect(told.workersRead.leaders).toBe(1);
}, 300_000);
