import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import {
  type CollectorProcess,
  countOpenFiles,
  startCollectorProcess,
  stopCollectorProcess,
  waitFor,
} from '@/e2e/harness/collector-process';
import { clearWeather } from '@/e2e/harness/network-weather';
import { type ProxiedCluster, startProxiedCluster } from '@/e2e/harness/proxied-cluster';
import type { RequestCounts } from '@/e2e/harness/request-watch';
import type { ClusterSnapshot } from '@/lib/domain/snapshot';
import { createKafkaTestClient, groupOf, type KafkaTestClient, topicOf } from '@/lib/server/kafka/kafka-test-client';
import { type Database, openDatabase } from '@/lib/server/store/database';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '@/lib/server/store/embedded-postgres';
import { applyMigrations } from '@/lib/server/store/migrations';
import { decodeRound } from '@/lib/server/store/round-codec';

const TIMEOUT_MS = 240_000;
const TOPIC = 'parcels';
const GROUPS = Array.from({ length: 60 }, (_, index) => `depot-${index}`);
const POLL_MS = 1_000;
/** How long all brokers stay away; a minute is what the limit is about, and FAULT_SECONDS makes it as long. */
const AWAY_MS = Number(process.env.FAULT_SECONDS ?? 8) * 1_000;
const MOST_DIALS_A_MINUTE = 6;
const MOST_IN_FLIGHT = 4;

let proxied: ProxiedCluster;
let client: KafkaTestClient;
let dataDir: string;
let server: EmbeddedPostgres;
let database: Database;
let collector: CollectorProcess | null = null;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'highwater-network-'));
  [proxied, server] = await Promise.all([startProxiedCluster(), startEmbeddedPostgres({ dataDir })]);
  await applyMigrations(server.url);
  database = openDatabase(server.url);
  client = await createKafkaTestClient({ bootstrapServers: proxied.cluster.bootstrapServers.split(',') });
  await client.createTopic(
    TOPIC,
    Array.from({ length: 12 }, (_, partition) => [(partition % 3) + 1]),
  );
  for (let partition = 0; partition < 12; partition++) await client.appendRecords(TOPIC, partition, 10);
  for (const groupId of GROUPS) await client.commitOffsets(groupId, TOPIC, { 0: 1, 1: 2, 2: 3 });
}, TIMEOUT_MS);
afterEach(async () => {
  Object.assign(proxied.weather, clearWeather());
  if (collector) await stopCollectorProcess(collector);
  collector = null;
});
afterAll(async () => {
  await client?.close();
  await database?.close();
  await server?.stop();
  await proxied?.discard();
  await rm(dataDir, { recursive: true, force: true });
});

function start(variables: Readonly<Record<string, string>> = {}): CollectorProcess {
  collector = startCollectorProcess({
    DATABASE_URL: server.url,
    KAFKA_BROKERS: proxied.proxiedServers,
    HIGHWATER_CLUSTER_NAME: 'network',
    ...variables,
  });
  return collector;
}

async function snapshotAt({ rounds }: CollectorProcess, index: number): Promise<ClusterSnapshot> {
  const encoded = rounds.at(index);
  const round = encoded && (await decodeRound(encoded));
  if (!round) throw new Error(`no round ${index}`);
  return round.snapshot;
}

const isWhole = ({ brokers, gaps }: ClusterSnapshot) =>
  brokers.every(({ isReachable }) => isReachable) && gaps.length === 0;
const takeCounts = (): RequestCounts[] => proxied.proxies.map((proxy) => proxy.watch.take());
const countRequests = (counts: RequestCounts) => [...counts.requests.values()].reduce((sum, count) => sum + count, 0);

/** Starts one, and waits for rounds in which nothing is missing. */
async function startWhole(variables: Readonly<Record<string, string>> = {}): Promise<CollectorProcess> {
  const started = start(variables);
  await waitFor('whole rounds', async () => started.rounds.length >= 4 && isWhole(await snapshotAt(started, -1)));
  return started;
}

test('R17: at most four requests are under way at a broker, a round is a handful of them, and the offsets topic is never fetched', {
  timeout: TIMEOUT_MS,
}, async () => {
  const { topics } = await client.gateway.call('Metadata', {
    topics: [{ name: '__consumer_offsets' }],
    allowAutoTopicCreation: false,
  });
  const offsetsTopicId = Buffer.from((topics[0]?.topicId ?? '').replaceAll('-', ''), 'hex');
  expect(offsetsTopicId).toHaveLength(16);
  // Requests pile up where they take long.
  proxied.weather.delayMs = 100;
  takeCounts();
  const polling = start();
  await waitFor('rounds of each beat', () => polling.rounds.length >= 5);
  const counts = takeCounts();
  for (const { mostInFlight } of counts) expect(mostInFlight).toBeLessThanOrEqual(MOST_IN_FLIGHT);
  expect(Math.max(...counts.map(({ mostInFlight }) => mostInFlight))).toBeGreaterThan(1);
  for (const proxy of proxied.proxies) {
    expect(proxy.watch.hasFetched(Buffer.from('__consumer_offsets'))).toBe(false);
    expect(proxy.watch.hasFetched(offsetsTopicId)).toBe(false);
  }
  const roundsBefore = polling.rounds.length;
  takeCounts();
  await waitFor('more rounds', () => polling.rounds.length >= roundsBefore + 4);
  // Sixty groups, twelve partitions: what a round costs depends on brokers alone.
  const perRound =
    takeCounts().reduce((sum, one) => sum + countRequests(one), 0) / (polling.rounds.length - roundsBefore);
  expect(perRound).toBeLessThan(24);
});

test('R5: 300 ms and 1 Mbit/s away, rounds take their time, never overlap, and those that are missed are counted', {
  timeout: TIMEOUT_MS,
}, async () => {
  Object.assign(proxied.weather, { delayMs: 300, bytesPerSecond: 125_000 });
  const polling = start();
  await waitFor('slow rounds', () => polling.rounds.length >= 4);
  const snapshots = await Promise.all(polling.rounds.map((_, index) => snapshotAt(polling, index)));
  for (const [index, { capturedAtMs, completedAtMs }] of snapshots.entries()) {
    expect(completedAtMs - capturedAtMs).toBeGreaterThan(POLL_MS);
    expect(capturedAtMs).toBeGreaterThanOrEqual(snapshots[index - 1]?.completedAtMs ?? 0);
  }
  const last = snapshots.at(-1) as ClusterSnapshot;
  expect(isWhole(last)).toBe(true);
  expect(last.collector.roundNumber).toBe(polling.rounds.length);
  const missedMs = last.capturedAtMs - (snapshots[0]?.capturedAtMs ?? 0) - (polling.rounds.length - 1) * POLL_MS;
  expect(last.collector.overrunCount).toBeGreaterThanOrEqual(Math.floor(missedMs / POLL_MS) - 1);
  expect(last.collector.overrunCount).toBeGreaterThan(0);
  for (const { mostInFlight } of takeCounts()) expect(mostInFlight).toBeLessThanOrEqual(MOST_IN_FLIGHT);
});

test('R6: a network that swallows everything is found out by the deadline, and leaves no socket behind', {
  timeout: TIMEOUT_MS,
}, async () => {
  const polling = await startWhole();
  await sleep(POLL_MS);
  const filesBefore = countOpenFiles(polling);
  const connectionsBefore = proxied.proxies.map((proxy) => proxy.openConnections());
  proxied.weather.state = 'black-hole';
  const swallowedAtMs = Date.now();
  await waitFor(
    'the silence is told',
    async () => !(await snapshotAt(polling, -1)).brokers.some((one) => one.isReachable),
  );
  expect(Date.now() - swallowedAtMs).toBeLessThan(20_000);
  await waitFor(
    'several tries failed',
    async () => (await snapshotAt(polling, -1)).capturedAtMs > swallowedAtMs + 20_000,
  );
  expect(countOpenFiles(polling)).toBeLessThanOrEqual(filesBefore);
  const silent = await snapshotAt(polling, -1);
  expect([...topicOf(silent, TOPIC).logEndOffsets]).toEqual(new Array(12).fill(10));
  expect(Math.max(...topicOf(silent, TOPIC).logEndReadAtMs)).toBeLessThan(swallowedAtMs + POLL_MS);

  proxied.weather.state = 'clear';
  await waitFor('whole rounds again', async () => isWhole(await snapshotAt(polling, -1)));
  await waitFor('as many sockets as before', () => countOpenFiles(polling) <= filesBefore + 1);
  await waitFor('the proxies see no others', () =>
    proxied.proxies.every((proxy, index) => proxy.openConnections() <= (connectionsBefore[index] ?? 0)),
  );
});

test('R4: with all brokers gone their last values stay with their age, and they are dialled at most six times a minute', {
  timeout: TIMEOUT_MS + AWAY_MS,
}, async () => {
  const polling = await startWhole();
  await Promise.all(proxied.cluster.nodes.map((node) => node.kill()));
  const goneAtMs = Date.now();
  takeCounts();
  await waitFor('rounds without an answer', async () => {
    const { capturedAtMs, brokers } = await snapshotAt(polling, -1);
    return capturedAtMs > goneAtMs + AWAY_MS && !brokers.some(({ isReachable }) => isReachable);
  });
  const dials = takeCounts().map((counts) => counts.dials);
  for (const count of dials) {
    expect(count).toBeLessThanOrEqual(MOST_DIALS_A_MINUTE * Math.ceil((Date.now() - goneAtMs) / 60_000));
    expect(count).toBeGreaterThan(0);
  }
  const away = await snapshotAt(polling, -1);
  expect([...topicOf(away, TOPIC).logEndOffsets]).toEqual(new Array(12).fill(10));
  for (const readAtMs of topicOf(away, TOPIC).logEndReadAtMs) expect(readAtMs).toBeLessThan(goneAtMs + POLL_MS);
  expect(groupOf(away, GROUPS[0] as string).positionsReadAtMs).toBeLessThan(goneAtMs + POLL_MS);
  expect(away.gaps).toContainEqual(expect.objectContaining({ fact: 'metadata' }));
  const [stored] = await database.query<{ rounds: number }>(
    'SELECT count(*)::int AS rounds FROM history.round WHERE cluster_id = $1 AND captured_at_ms > $2',
    ['network', goneAtMs + 2 * POLL_MS],
  );
  expect(stored).toEqual({ rounds: 0 });

  await Promise.all(proxied.cluster.nodes.map((node) => node.start()));
  await waitFor('whole rounds again', async () => isWhole(await snapshotAt(polling, -1)));
});
