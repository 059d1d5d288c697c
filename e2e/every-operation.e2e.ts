import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { uniqueName } from '@/lib/server/kafka/kafka-test-client';
import {
  askKafka,
  describeConfigs,
  describeTopic,
  listReassignments,
  readLogDir,
  readTopicOffsets,
} from './harness/ask-kafka';
import {
  confirmChange,
  makeChange,
  type OperationName,
  openChange,
  previewChange,
  undoChange,
} from './harness/change-page';
import { executeOperation, previewOperation } from './harness/operation-request';
import { expect, test } from './harness/test';

const ROOT = '/clusters/demo';
const MOVING = 'clickstream';
const POLL = { timeout: 30_000, intervals: [1_000] };

async function change(page: Page, operation: OperationName, input: Readonly<Record<string, unknown>>): Promise<void> {
  await openChange(page, ROOT, operation, input);
  await makeChange(page, operation);
}

/** The log dir of a broker in which a replica does not lie. */
async function findOtherLogDir(baseUrl: string, topic: string, brokerId: number): Promise<string> {
  const clusterUrl = `${baseUrl}/api/v1${ROOT}`;
  const broker = await fetch(`${clusterUrl}/brokers/${brokerId}`);
  const { logDirs } = (await broker.json()) as { logDirs: { path: string }[] };
  for (const { path: logDir } of logDirs) {
    const input = { brokerId, moves: [{ topic, partition: 0, logDir }] };
    const { fingerprint } = await previewOperation(clusterUrl, 'move-replica-log-dir', input);
    if (fingerprint !== null) return logDir;
  }
  throw new Error(`broker ${brokerId} has no other log dir`);
}

/** What `kafka-reassign-partitions --verify` says of one partition; throttles stay as they are. */
async function verifyReassignment(brokers: string, topic: string, replicas: readonly number[]): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'highwater-verify-'));
  try {
    const file = path.join(folder, 'reassignment.json');
    await writeFile(file, JSON.stringify({ version: 1, partitions: [{ topic, partition: 0, replicas }] }));
    const args = ['--verify', '--preserve-throttles', '--reassignment-json-file', file];
    return await askKafka(brokers, 'reassignPartitions', ...args);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

test('a topic is made, altered, grown, moved, recreated and deleted from the browser, as Kafka’s own tools find it', async ({
  page,
  stack,
  baseURL,
}) => {
  test.setTimeout(480_000);
  const topic = uniqueName('e2e-all');
  const brokers = stack.kafkaBrokers;
  const replicaCounts = async () => (await describeTopic(brokers, topic))?.partitions.map(({ isr }) => isr.length);
  await test.step('create-topics', async () => {
    await page.goto(`${ROOT}/change/create-topics`);
    await page.getByRole('textbox').first().fill(`${topic}:2:1`);
    await makeChange(page, 'create-topics');
    expect(await replicaCounts()).toEqual([1, 1]);
  });
  await test.step('alter-topic-configs', async () => {
    await change(page, 'alter-topic-configs', { topics: [topic], set: { 'retention.ms': '60000' } });
    expect(await describeConfigs(brokers, 'topics', topic)).toEqual(['retention.ms=60000']);
  });
  await test.step('add-partitions', async () => {
    await change(page, 'add-partitions', { topics: [topic], total: 3 });
    expect(await replicaCounts()).toEqual([1, 1, 1]);
  });
  await test.step('change-replication-factor', async () => {
    await change(page, 'change-replication-factor', { topics: [topic], replicationFactor: 2 });
    expect(await replicaCounts()).toEqual([2, 2, 2]);
  });
  const before = await describeTopic(brokers, topic);
  const [first = 0, second = 0] = before?.partitions[0]?.replicas ?? [];
  await test.step('reassign-partitions', async () => {
    const assignment = [{ topic, partition: 0, replicas: [second, first] }];
    await change(page, 'reassign-partitions', { goal: { kind: 'exact', assignment } });
    const told = await verifyReassignment(brokers, topic, [second, first]);
    expect(told).toContain(`Reassignment of partition ${topic}-0 is completed.`);
  });
  await test.step('elect-leaders', async () => {
    // Every five minutes the controller holds this election itself.
    const isDue = (await describeTopic(brokers, topic))?.partitions[0]?.leader !== second;
    if (isDue) await change(page, 'elect-leaders', { topics: [topic] });
    const partitions = (await describeTopic(brokers, topic))?.partitions ?? [];
    expect(partitions[0]).toMatchObject({ leader: second, replicas: [second, first] });
    expect(partitions.map(({ leader }) => leader)).toEqual(partitions.map(({ replicas }) => replicas[0]));
  });
  await test.step('move-replica-log-dir', async () => {
    const logDir = await findOtherLogDir(baseURL ?? '', topic, second);
    await change(page, 'move-replica-log-dir', { brokerId: second, moves: [{ topic, partition: 0, logDir }] });
    expect(await readLogDir(brokers, { brokerId: second, topic, partition: 0 })).toBe(logDir);
  });
  await test.step('recreate-topic', async () => {
    await change(page, 'recreate-topic', { topic });
    const recreated = await describeTopic(brokers, topic);
    expect(recreated?.topicId).not.toBe(before?.topicId);
    expect(recreated?.partitions.map(({ replicas }) => replicas.length)).toEqual([2, 2, 2]);
  });
  await test.step('delete-topic', async () => {
    await change(page, 'delete-topic', { topics: [topic] });
    expect(await describeTopic(brokers, topic)).toBeNull();
  });
});

test('records are deleted up to a time, where kafka-get-offsets finds the first record since', async ({
  page,
  stack,
}) => {
  test.setTimeout(120_000);
  const timestampMs = Date.now() - 20_000;
  const since = await readTopicOffsets(stack.kafkaBrokers, 'orders', timestampMs);
  expect(Object.keys(since).length).toBeGreaterThan(0);
  await change(page, 'delete-records', { topic: 'orders', to: { kind: 'timestamp', timestampMs } });
  expect(await readTopicOffsets(stack.kafkaBrokers, 'orders', 'earliest')).toMatchObject(since);
});

test('configs and loggers of a broker are altered and put back, as kafka-configs tells', async ({ page, stack }) => {
  test.setTimeout(240_000);
  const backOff = ['log.cleaner.backoff.ms', String(15_000 + (Date.now() % 5_000))] as const;
  const ownConfigs = () => describeConfigs(stack.kafkaBrokers, 'brokers', '3');
  const before = await ownConfigs();
  await change(page, 'alter-broker-configs', { brokerId: 3, set: Object.fromEntries([backOff]) });
  expect(await ownConfigs()).toContain(backOff.join('='));
  await undoChange(page, 'alter-broker-configs');
  expect(await ownConfigs()).toEqual(before);

  const logger = 'kafka.log.LogManager';
  const level = async () =>
    (await describeConfigs(stack.kafkaBrokers, 'broker-loggers', '3')).filter((entry) =>
      entry.startsWith(`${logger}=`),
    );
  const levelBefore = await level();
  expect(levelBefore).not.toEqual([`${logger}=DEBUG`]);
  await change(page, 'alter-broker-loggers', { brokerId: 3, levels: { [logger]: 'DEBUG' } });
  expect(await level()).toEqual([`${logger}=DEBUG`]);
  await undoChange(page, 'alter-broker-loggers');
  expect(await level()).toEqual(levelBefore);
});

test('what Highwater keeps of its own is set from the browser', async ({ page }) => {
  test.setTimeout(120_000);
  const group = uniqueName('e2e-objective');
  const intervalMinutes = 60 + (Date.now() % 1_000);
  await change(page, 'set-election-policy', { isEnabled: false, intervalMinutes, minImbalancePercent: 10 });
  await change(page, 'save-freshness-objective', { group, targetPercent: 99, limitSeconds: 60 });
  await change(page, 'delete-freshness-objective', { group });
});

/** Rates that hold copies back, of all brokers, each once. */
async function readThrottles(brokers: string): Promise<readonly string[]> {
  const entries = await describeConfigs(brokers, 'brokers');
  return [...new Set(entries.filter((entry) => entry.includes('.replication.throttled.rate=')))].sort();
}

function throttlesOf(bytesPerSecond: number): readonly string[] {
  return ['follower', 'leader'].map((side) => `${side}.replication.throttled.rate=${bytesPerSecond}`);
}

test('a run is paused, gone on with, given another limit and moved back from its page, and Kafka’s tools see each', async ({
  page,
  stack,
  baseURL,
}) => {
  test.setTimeout(360_000);
  const brokers = stack.kafkaBrokers;
  const before = await describeTopic(brokers, MOVING);
  await openChange(page, ROOT, 'reassign-partitions', {
    goal: { kind: 'drain', brokerIds: [3] },
    topics: [MOVING],
    bytesPerSecond: 1_000,
    maxMovesPerBroker: 2,
  });
  await previewChange(page);
  await confirmChange(page, 'reassign-partitions');
  const runUrl = page.url();
  await expect(page.getByText('moving', { exact: true })).toBeVisible({ timeout: 20_000 });
  const moving = await listReassignments(brokers);
  expect(Object.keys(moving).length).toBeGreaterThan(0);
  for (const [name, told] of Object.entries(moving)) {
    expect(name).toMatch(new RegExp(`^${MOVING}-\\d+$`));
    expect(told).toMatch(/ removing: 3\./);
  }
  expect(await readThrottles(brokers)).toEqual(throttlesOf(1_000));

  const steer = async (button: string, operation: OperationName) => {
    await page.goto(runUrl);
    await page.getByRole('link', { name: button, exact: true }).click();
    await makeChange(page, operation);
  };
  await steer('Pause', 'pause-reassignment');
  await page.goto(runUrl);
  await expect(page.getByText('paused', { exact: true })).toBeVisible({ timeout: 20_000 });
  expect(moving).toMatchObject(await listReassignments(brokers));
  await steer('Go on', 'resume-reassignment');
  await page.goto(runUrl);
  await page.getByRole('link', { name: 'Change the limit' }).click();
  await page.getByRole('textbox', { name: /second/ }).fill('2000');
  await makeChange(page, 'set-reassignment-throttle');
  await expect.poll(() => readThrottles(brokers), POLL).toEqual(throttlesOf(2_000));
  expect(Object.keys(await listReassignments(brokers)).length).toBeGreaterThan(0);

  await steer('Cancel and move everything back', 'cancel-reassignment');
  // A copy that had ended moves back, and below what is produced to the topic it would never catch up. A run that has
  // ended meanwhile refuses the limit.
  const wider = { runId: runUrl.split('/').at(-1), bytesPerSecond: 50_000_000 };
  await executeOperation(`${baseURL}/api/v1${ROOT}`, 'set-reassignment-throttle', wider).catch(() => undefined);
  await page.goto(runUrl);
  await expect(page.getByText('cancelled', { exact: true }).first()).toBeVisible({ timeout: 90_000 });
  expect(await listReassignments(brokers)).toEqual({});
  expect(await readThrottles(brokers)).toEqual([]);
  expect(await describeConfigs(brokers, 'topics', MOVING)).not.toContainEqual(expect.stringContaining('throttled'));
  const after = await describeTopic(brokers, MOVING);
  expect(after?.partitions.map(({ replicas }) => replicas)).toEqual(before?.partitions.map(({ replicas }) => replicas));
});
