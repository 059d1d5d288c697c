import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import type { KafkaNode } from '@/demo/kafka-cluster';
import { createKafkaTestClient } from '@/lib/server/kafka/kafka-test-client';
import { openDatabase } from '@/lib/server/store/database';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '@/lib/server/store/embedded-postgres';
import { type AnotherHighwater, readChildren, startAnotherHighwater } from './harness/another-highwater';
import { type ProxiedCluster, startProxiedCluster } from './harness/proxied-cluster';
import { expect, test } from './harness/test';

const [TOPIC, GROUP] = ['parcels', 'depot'];
const POLL_MS = 2_000;
/** What a busy machine may add to the age of a value. */
const SLACK_MS = 1_500;
const PATIENCE = { timeout: 90_000, intervals: [200] };
/** How long Postgres and the collector are away: FAULT_SECONDS=180 is as long as the requirement says. */
const AWAY_MS = Number(process.env.FAULT_SECONDS ?? 15) * 1_000;
const PAGE_MS = 2_000;
const PAGES = ['', '/brokers', '/brokers/2', '/topics', `/topics/${TOPIC}`, '/groups', `/groups/${GROUP}`];

let proxied: ProxiedCluster;
let dataDir: string;
let server: EmbeddedPostgres;
let highwater: AnotherHighwater;

test.describe.configure({ mode: 'serial' });
test.use({ expectedConsoleErrors: [/503 \(Service Unavailable\)/] });
test.beforeAll(async () => {
  test.setTimeout(240_000);
  dataDir = await mkdtemp(join(tmpdir(), 'highwater-faults-'));
  [proxied, server] = await Promise.all([startProxiedCluster(), startEmbeddedPostgres({ dataDir })]);
  const client = await createKafkaTestClient({ bootstrapServers: proxied.cluster.bootstrapServers.split(',') });
  await client.createTopic(TOPIC, [[1], [2], [3]]);
  for (const partition of [0, 1, 2]) await client.appendRecords(TOPIC, partition, 10);
  await client.commitOffsets(GROUP, TOPIC, { 0: 1, 1: 2, 2: 3 });
  await client.close();
  highwater = await startAnotherHighwater({
    HIGHWATER_AUTH: 'off',
    DATABASE_URL: server.url,
    KAFKA_BROKERS: proxied.proxiedServers,
    HIGHWATER_POLL_INTERVAL: String(POLL_MS / 1_000),
  });
  await expect.poll(async () => (await readGroup())?.totalLag, PATIENCE).toBe(24);
});
test.afterAll(async () => {
  await highwater?.stop();
  await server?.stop();
  await proxied?.discard();
  await rm(dataDir, { recursive: true, force: true });
});

const api = (path: string) => fetch(`${highwater.url}/api/v1/clusters/demo${path}`);
async function read<Answer>(path: string): Promise<Answer> {
  const answer = await api(path);
  expect(answer.status, path).toBe(200);
  return (await answer.json()) as Answer;
}

interface Group {
  readonly totalLag: number | null;
  readonly knownPartitions: number;
  readonly partitionCount: number;
}
const readGroup = async () => {
  const answer = await api(`/groups/${GROUP}`);
  return answer.ok ? ((await answer.json()) as Group) : null;
};
const readHistory = (fromMs: number, toMs: number) =>
  read<{ points: { t: number; lag: number | null }[] }>(`/groups/${GROUP}/lag/history?from=${fromMs}&to=${toMs}`);
const readCapturedAtMs = async () => (await read<{ capturedAtMs: number }>('')).capturedAtMs;
const node = (id: number) => proxied.cluster.nodes[id - 1] as KafkaNode;

interface Broker {
  readonly brokerId: number;
  readonly isReachable: boolean;
}
const reachable = async () =>
  (await read<{ items: Broker[] }>('/brokers')).items.filter((one) => one.isReachable).map((one) => one.brokerId);

/** From the request to the heading: the best of three, as other work on the machine is no slowness of ours. */
async function timePage(page: Page, path: string): Promise<number> {
  let quickestMs = Number.POSITIVE_INFINITY;
  for (let attempt = 0; attempt < 3 && quickestMs > PAGE_MS; attempt++) {
    const startedMs = performance.now();
    await page.goto(`${highwater.url}/clusters/demo${path}`, { waitUntil: 'commit' });
    await page.getByRole('heading', { level: 1 }).first().waitFor();
    quickestMs = Math.min(quickestMs, performance.now() - startedMs);
  }
  return quickestMs;
}

test('R1: a broker that is killed is shown down within two polls, the rest is fresh, and every page is quick', async ({
  page,
}) => {
  test.setTimeout(240_000);
  const before = new Map<string, number>();
  for (const path of PAGES) before.set(path, await timePage(page, path));
  await node(2).kill();
  const killedAtMs = Date.now();
  await expect.poll(reachable, PATIENCE).toEqual([1, 3]);
  expect((await readCapturedAtMs()) - killedAtMs).toBeLessThan(2 * POLL_MS + SLACK_MS);
  expect(Date.now() - killedAtMs).toBeLessThan(2 * POLL_MS + 2 * SLACK_MS);

  interface LagItem {
    readonly partition: number;
    readonly lag: number | null;
    readonly staleLag: number | null;
    readonly staleLagAtMs: number | null;
  }
  let items: readonly LagItem[] = [];
  const readLags = async () => {
    items = (await read<{ items: LagItem[] }>(`/groups/${GROUP}/lag`)).items;
    return items.map(({ partition, lag, staleLag }) => [partition, lag, staleLag]);
  };
  // The broker that is gone may have been the group's coordinator, which Kafka moves within seconds.
  await expect.poll(readLags, PATIENCE).toEqual([
    [0, 9, null],
    [1, null, 8],
    [2, 7, null],
  ]);
  expect(items[1]?.staleLagAtMs).toBeLessThan(killedAtMs + POLL_MS);
  expect(await readGroup()).toMatchObject({ totalLag: 16, knownPartitions: 2, partitionCount: 3 });

  // On a machine so busy that a page takes longer with all brokers up, a dead one may not make it worse.
  for (const path of PAGES) {
    expect(await timePage(page, path), path).toBeLessThan(Math.max(PAGE_MS, 2 * (before.get(path) ?? 0)));
  }
});

test('R4: with every broker gone Highwater stays ready, and shows what it knew with its age', async ({ page }) => {
  test.setTimeout(240_000);
  await Promise.all(proxied.cluster.nodes.map((one) => one.kill()));
  const goneAtMs = Date.now();
  for (const proxy of proxied.proxies) proxy.watch.take();
  await expect.poll(async () => (await read<{ health: string }>('')).health, PATIENCE).toBe('unreachable');
  expect((await fetch(`${highwater.url}/readyz`)).status).toBe(200);
  const { items } = await read<{ items: { name: string }[] }>('/topics');
  expect(items.map(({ name }) => name)).toContain(TOPIC);
  expect(await readGroup()).toMatchObject({ totalLag: null, knownPartitions: 0, partitionCount: 3 });
  await page.goto(`${highwater.url}/clusters/demo`);
  const banner = page.getByRole('status').filter({ hasText: 'No broker of this cluster answers' });
  await expect(banner).toBeVisible(PATIENCE);
  await expect(page.locator('[data-freshness=unanswered]').filter({ hasText: /^as of / })).toBeVisible();
  await page.goto(`${highwater.url}/clusters/demo/groups/${GROUP}`);
  await expect(page.getByText(/as of /).first()).toBeVisible();
  const dials = proxied.proxies.map((proxy) => proxy.watch.take().dials);
  for (const count of dials) expect(count).toBeLessThanOrEqual(6 * Math.ceil((Date.now() - goneAtMs) / 60_000));

  await Promise.all(proxied.cluster.nodes.map((one) => one.start()));
  await expect.poll(async () => (await readGroup())?.totalLag, PATIENCE).toBe(24);
});

test('R7: with Postgres killed the views go on, changes are refused, and every round is stored once afterwards', async () => {
  test.setTimeout(240_000 + AWAY_MS);
  // What pg_ctl stop -m immediate sends.
  process.kill(server.pid, 'SIGQUIT');
  const goneAtMs = Date.now();
  await expect.poll(async () => (await api('/audit')).status, PATIENCE).toBe(503);
  const topic = { topic: 'refused', partitionCount: 1, replicationFactor: 1, configs: {} };
  const refused = await fetch(`${highwater.url}/api/v1/clusters/demo/operations/create-topic`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ input: topic, dryRun: true }),
  });
  expect([refused.status, await refused.json()]).toMatchObject([503, { code: 'database_unreachable' }]);
  while (Date.now() - goneAtMs < AWAY_MS) {
    expect(Date.now() - (await readCapturedAtMs())).toBeLessThan(2 * POLL_MS + 2 * SLACK_MS);
    expect(await readGroup()).toMatchObject({ totalLag: 24 });
    expect((await fetch(`${highwater.url}/readyz`)).status).toBe(200);
    await sleep(500);
  }
  server = await startEmbeddedPostgres({ dataDir, port: Number(new URL(server.url).port) });
  const backAtMs = Date.now();
  const isStored = async () => {
    const answer = await api(`/groups/${GROUP}/lag/history?from=${backAtMs}&to=${Date.now() + 1}`);
    if (!answer.ok) return 0;
    return ((await answer.json()) as { points: { lag: number | null }[] }).points.filter(({ lag }) => lag !== null)
      .length;
  };
  await expect.poll(isStored, PATIENCE).toBeGreaterThan(0);
  const { points } = await readHistory(goneAtMs, backAtMs);
  expect(points.filter(({ lag }) => lag !== null).length).toBeGreaterThan((backAtMs - goneAtMs) / POLL_MS / 2);
  expect([...new Set(points.map(({ lag }) => lag))].filter((lag) => lag !== null)).toEqual([24]);
  const { items } = await read<{ items: { name: string }[] }>('/topics');
  expect(items.map(({ name }) => name)).not.toContain('refused');
});

test('R8: behind a table that is locked an answer is 503 within five seconds, and rounds go on', async () => {
  test.setTimeout(120_000);
  const owner = openDatabase(server.url);
  await owner.transaction(async (tx) => {
    await tx.query('SET LOCAL idle_in_transaction_session_timeout = 0');
    await tx.query('LOCK TABLE history.coverage, history.lag_sample, audit_event IN ACCESS EXCLUSIVE MODE');
    for (const path of [`/groups/${GROUP}/lag/history`, '/audit']) {
      const startedMs = performance.now();
      const statuses = await Promise.all(Array.from({ length: 12 }, async () => (await api(path)).status));
      expect([...new Set(statuses)], path).toEqual([503]);
      expect(performance.now() - startedMs, path).toBeLessThan(5_000 + SLACK_MS);
    }
    expect(Date.now() - (await readCapturedAtMs())).toBeLessThan(2 * POLL_MS + 2 * SLACK_MS);
    expect(await readGroup()).toMatchObject({ totalLag: 24 });
  });
  await owner.close();
  await expect.poll(async () => (await api('/audit')).status, PATIENCE).toBe(200);
});

test('R16: a collector that is stopped leaves a gap in the figures and in the line, which nothing bridges', async ({
  page,
}) => {
  test.setTimeout(240_000 + AWAY_MS);
  const [collector = 0] = readChildren(highwater.pid, 'collector.mjs');
  process.kill(collector, 'SIGSTOP');
  const stoppedAtMs = Date.now();
  try {
    await sleep(Math.max(AWAY_MS, 12_000));
  } finally {
    process.kill(collector, 'SIGCONT');
  }
  const goesOnAtMs = Date.now();
  const known = async (fromMs: number, toMs: number) =>
    (await readHistory(fromMs, toMs)).points.filter(({ lag }) => lag !== null).length;
  await expect.poll(() => known(goesOnAtMs, Date.now() + 1), PATIENCE).toBeGreaterThan(3);
  expect(await known(stoppedAtMs + POLL_MS, goesOnAtMs - POLL_MS)).toBe(0);
  const fromMs = stoppedAtMs - 20_000;
  const { points } = await readHistory(fromMs, Date.now());
  expect(points.filter(({ lag, t }) => lag === null && t > stoppedAtMs && t < goesOnAtMs).length).toBeGreaterThan(0);
  expect(points.some(({ lag }) => lag === 0)).toBe(false);

  await page.goto(`${highwater.url}/clusters/demo/groups/${GROUP}?from=${fromMs}&to=${Date.now()}`);
  // One subpath a stretch: a line that bridged the gap would have one in all.
  const line = page.getByRole('figure').locator('.recharts-line-curve').first();
  await expect.poll(async () => ((await line.getAttribute('d')) ?? '').split('M').length - 1).toBeGreaterThan(1);
});
