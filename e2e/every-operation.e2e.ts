import { randomBytes } from 'node:crypto';
import type { Page } from '@playwright/test';
import words from '@/lib/i18n/en/changes.json' with { type: 'json' };
import { expect, test } from './harness/test';

type Operation = keyof typeof words.operation;

const ROOT = '/clusters/demo';
const API = `/api/v1${ROOT}`;
const MOVING = 'clickstream';

/** Opens the form of an operation with these fields filled in; objects and lists of objects as JSON. */
async function open(page: Page, operation: Operation, input: Readonly<Record<string, unknown>>): Promise<void> {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(input)) {
    const isPlainList = Array.isArray(value) && value.every((item) => typeof item !== 'object');
    for (const item of isPlainList ? value : [value]) {
      query.append(name, typeof item === 'object' ? JSON.stringify(item) : String(item));
    }
  }
  await page.goto(`${ROOT}/change/${operation}?${query}`);
}

/** Previews what is filled in, confirms it as its risk asks, and lands on the run. */
async function confirm(page: Page, operation: Operation): Promise<void> {
  await page.getByRole('button', { name: 'Preview', exact: true }).click();
  await expect(page.getByText(/^Good until/)).toBeVisible();
  const typed = page.getByRole('textbox', { name: /^Type .* to confirm/ });
  if (await typed.isVisible()) {
    const label =
      (await page
        .getByText(/^Type .* to confirm/)
        .first()
        .textContent()) ?? '';
    await typed.fill(/^Type (.*) to confirm/.exec(label)?.[1] ?? '');
    await page.getByRole('textbox', { name: 'Reason' }).fill('walk through all operations');
  }
  await page.getByRole('button', { name: words.operation[operation].title, exact: true }).click();
  await expect(page).toHaveURL(/\/changes\/[0-9a-f-]{36}$/);
}

async function change(page: Page, operation: Operation, input: Readonly<Record<string, unknown>>): Promise<void> {
  await test.step(operation, async () => {
    await open(page, operation, input);
    await confirm(page, operation);
    await expect(page.getByText('Kafka was read back and stands as planned.')).toBeVisible({ timeout: 60_000 });
  });
}

interface Partition {
  readonly partition: number;
  readonly replicas: readonly number[];
}

async function readPartitions(page: Page, topic: string): Promise<readonly Partition[]> {
  const answer = await page.request.get(`${API}/topics/${topic}/partitions?limit=500`);
  return ((await answer.json()) as { items: Partition[] }).items;
}

/** The log dir of a broker in which a replica does not lie. */
async function findOtherLogDir(page: Page, topic: string, brokerId: number): Promise<string> {
  const broker = await page.request.get(`${API}/brokers/${brokerId}`);
  const { logDirs } = (await broker.json()) as { logDirs: { path: string }[] };
  for (const { path } of logDirs) {
    const input = { brokerId, moves: [{ topic, partition: 0, logDir: path }] };
    const preview = await page.request.post(`${API}/operations/move-replica-log-dir`, {
      data: { input, dryRun: true },
    });
    if (((await preview.json()) as { fingerprint: string | null }).fingerprint !== null) return path;
  }
  throw new Error(`broker ${brokerId} has no other log dir`);
}

test('every change of a topic and of a broker is made from the browser, and Kafka stands as planned', async ({
  page,
}) => {
  test.setTimeout(300_000);
  const topic = `e2e-all-${randomBytes(4).toString('hex')}`;
  await test.step('create-topics', async () => {
    await page.goto(`${ROOT}/change/create-topics`);
    await page.getByRole('textbox').first().fill(`${topic}:2:1`);
    await confirm(page, 'create-topics');
    await expect(page.getByText('Kafka was read back and stands as planned.')).toBeVisible({ timeout: 60_000 });
  });
  await change(page, 'alter-topic-configs', { topics: [topic], set: { 'retention.ms': '60000' } });
  await change(page, 'add-partitions', { topics: [topic], total: 3 });
  await change(page, 'change-replication-factor', { topics: [topic], replicationFactor: 2 });
  await expect.poll(async () => (await readPartitions(page, topic))[0]?.replicas.length, { timeout: 20_000 }).toBe(2);
  const [first = 1, second = 2] = (await readPartitions(page, topic))[0]?.replicas ?? [];
  const assignment = [{ topic, partition: 0, replicas: [second, first] }];
  await change(page, 'reassign-partitions', { goal: { kind: 'exact', assignment } });
  await change(page, 'elect-leaders', { topics: [topic] });
  const logDir = await findOtherLogDir(page, topic, second);
  await change(page, 'move-replica-log-dir', { brokerId: second, moves: [{ topic, partition: 0, logDir }] });
  await change(page, 'recreate-topic', { topic });
  await change(page, 'delete-records', {
    topic: 'orders',
    to: { kind: 'timestamp', timestampMs: Date.now() - 20_000 },
  });
  const backOffMs = String(15_000 + (Date.now() % 5_000));
  await change(page, 'alter-broker-configs', { brokerId: 3, set: { 'log.cleaner.backoff.ms': backOffMs } });
  await page.getByRole('link', { name: 'Undo' }).click();
  await page.getByRole('button', { name: words.operation['alter-broker-configs'].title, exact: true }).click();
  await expect(page.getByText('Kafka was read back and stands as planned.')).toBeVisible({ timeout: 60_000 });
  await change(page, 'alter-broker-loggers', { brokerId: 3, levels: { 'kafka.log.LogManager': 'DEBUG' } });
  await page.getByRole('link', { name: 'Undo' }).click();
  await page.getByRole('button', { name: words.operation['alter-broker-loggers'].title, exact: true }).click();
  await expect(page.getByText('Kafka was read back and stands as planned.')).toBeVisible({ timeout: 60_000 });
  const intervalMinutes = 60 + (Date.now() % 1_000);
  await change(page, 'set-election-policy', { isEnabled: false, intervalMinutes, minImbalancePercent: 10 });
  await change(page, 'save-freshness-objective', { group: topic, targetPercent: 99, limitSeconds: 60 });
  await change(page, 'delete-freshness-objective', { group: topic });
  await change(page, 'delete-topic', { topics: [topic] });
});

test('a run is paused, gone on with, given another limit and moved back from its page', async ({ page }) => {
  test.setTimeout(240_000);
  const before = await readPartitions(page, MOVING);
  await open(page, 'reassign-partitions', {
    goal: { kind: 'drain', brokerIds: [3] },
    topics: [MOVING],
    bytesPerSecond: 1_000,
    maxMovesPerBroker: 2,
  });
  await confirm(page, 'reassign-partitions');
  const runUrl = page.url();
  await expect(page.getByText('moving', { exact: true })).toBeVisible({ timeout: 20_000 });
  const steer = async (button: string, operation: Operation) => {
    await page.goto(runUrl);
    await page.getByRole('link', { name: button, exact: true }).click();
    await confirm(page, operation);
    await expect(page.getByText('Kafka was read back and stands as planned.')).toBeVisible({ timeout: 30_000 });
  };
  await steer('Pause', 'pause-reassignment');
  await page.goto(runUrl);
  await expect(page.getByText('paused', { exact: true })).toBeVisible({ timeout: 20_000 });
  await steer('Go on', 'resume-reassignment');
  await page.goto(runUrl);
  await page.getByRole('link', { name: 'Change the limit' }).click();
  await page.getByRole('textbox', { name: /second/ }).fill('50000000');
  await confirm(page, 'set-reassignment-throttle');
  await expect(page.getByText('Kafka was read back and stands as planned.')).toBeVisible({ timeout: 30_000 });
  await steer('Cancel and move everything back', 'cancel-reassignment');
  await page.goto(runUrl);
  await expect(page.getByText('cancelled', { exact: true }).first()).toBeVisible({ timeout: 90_000 });
  await expect
    .poll(async () => (await readPartitions(page, MOVING)).map(({ replicas }) => replicas.join()), { timeout: 20_000 })
    .toEqual(before.map(({ replicas }) => replicas.join()));
});
