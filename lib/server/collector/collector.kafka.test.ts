import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, inject, test } from 'vitest';
import {
  type CollectorProcess,
  startCollectorProcess,
  stopCollectorProcess,
  waitFor,
} from '@/e2e/harness/collector-process';
import { createKafkaTestClient, uniqueName } from '@/lib/server/kafka/kafka-test-client';
import { type Database, openDatabase } from '@/lib/server/store/database';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '@/lib/server/store/embedded-postgres';
import { LEASE_TTL_MS } from '@/lib/server/store/lease';
import { applyMigrations } from '@/lib/server/store/migrations';
import { decodeRound } from '@/lib/server/store/round-codec';
import { readLatestRound } from '@/lib/server/store/round-store';
import { requestRound } from '@/lib/server/store/round-wanted';

const CLUSTER = 'rounds';
const TIMEOUT_MS = 180_000;

let dataDir: string;
let server: EmbeddedPostgres;
let database: Database;
const running: CollectorProcess[] = [];

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'highwater-collector-'));
  server = await startEmbeddedPostgres({ dataDir });
  await applyMigrations(server.url);
  database = openDatabase(server.url);
});
afterEach(async () => {
  await Promise.all(running.splice(0).map(stopCollectorProcess));
  await database.query('DELETE FROM history.round');
});
afterAll(async () => {
  await database.close();
  await server.stop();
  await rm(dataDir, { recursive: true, force: true });
});

function start(variables: Readonly<Record<string, string>> = {}): CollectorProcess {
  const collector = startCollectorProcess({
    DATABASE_URL: server.url,
    KAFKA_BROKERS: inject('kafkaBrokers'),
    HIGHWATER_CLUSTER_NAME: CLUSTER,
    ...variables,
  });
  running.push(collector);
  return collector;
}

async function readStoredRounds(): Promise<{ captured_at_ms: number; epoch: number }[]> {
  return database.query(
    'SELECT captured_at_ms, epoch FROM history.round WHERE cluster_id = $1 ORDER BY captured_at_ms',
    [CLUSTER],
  );
}

test('publishes each round to its parent and to Postgres, and one more when asked', {
  timeout: TIMEOUT_MS,
}, async () => {
  const collector = start({ HIGHWATER_POLL_INTERVAL: '600' });
  await waitFor('the first round came', () => collector.rounds.length === 1);
  const [first] = collector.rounds;
  const round = first && (await decodeRound(first));
  expect(round?.snapshot.brokers.filter(({ isReachable }) => isReachable)).toHaveLength(3);
  expect(round?.snapshot.collector).toMatchObject({ leaseEpoch: first?.epoch, roundNumber: 1, overrunCount: 0 });
  await waitFor(
    'it is stored',
    async () => (await readLatestRound(database, CLUSTER))?.round.snapshot.capturedAtMs === first?.capturedAtMs,
  );
  await waitFor('another came for asking', async () => {
    await requestRound(database, CLUSTER);
    return collector.rounds.length > 1;
  });
});

test('R7: a Postgres that is killed stops no round; afterwards every round is stored once', {
  timeout: TIMEOUT_MS,
}, async () => {
  const collector = start();
  await waitFor('rounds are stored', async () => (await readStoredRounds()).length >= 3);
  process.kill(server.pid, 'SIGQUIT');
  const before = collector.rounds.length;
  await waitFor('rounds went on without Postgres', () => collector.rounds.length >= before + 8);
  server = await startEmbeddedPostgres({ dataDir, port: Number(new URL(server.url).port) });
  const untilMs = collector.rounds.at(-1)?.capturedAtMs ?? 0;
  await waitFor('what waited is stored', async () =>
    (await readStoredRounds()).some(({ captured_at_ms }) => captured_at_ms > untilMs),
  );
  const published = collector.rounds.map(({ capturedAtMs }) => capturedAtMs).filter((t) => t <= untilMs);
  const stored = (await readStoredRounds()).map(({ captured_at_ms }) => captured_at_ms).filter((t) => t <= untilMs);
  expect(stored).toEqual(published);
  expect(new Set(collector.rounds.map(({ epoch }) => epoch)).size).toBe(1);
});

test('a collector that is killed leaves its judgement to the next: what was wrong stays so, and since when', {
  timeout: TIMEOUT_MS,
}, async () => {
  const client = await createKafkaTestClient({ bootstrapServers: inject('kafkaBrokers').split(',') });
  const [topic, groupId] = [uniqueName('judged'), uniqueName('judged-group')];
  await client.createTopic(topic, 1);
  await client.commitOffsets(groupId, topic, { 0: 100 });
  await client.close();
  const judgedBy = async ({ rounds }: CollectorProcess, index: number) => {
    const encoded = rounds.at(index);
    return encoded && (await decodeRound(encoded))?.evaluation.groups.get(groupId);
  };
  const first = start();
  await waitFor('the commit beyond the log is seen', async () => (await judgedBy(first, -1))?.verdict === 'AHEAD');
  const told = await judgedBy(first, -1);
  await waitFor('it is stored', async () => {
    const latest = await readLatestRound(database, CLUSTER);
    return latest?.round.evaluation.groups.get(groupId)?.verdict === 'AHEAD';
  });
  first.child.kill('SIGKILL');
  const next = start();
  await waitFor('the next one polls', () => next.rounds.length > 0);
  expect(await judgedBy(next, 0)).toMatchObject({ verdict: 'AHEAD', sinceMs: told?.sinceMs });
});

test('R9: a leader that is stopped past its lease is followed by the other, and writes nothing when it wakes', {
  timeout: TIMEOUT_MS,
}, async () => {
  const leader = start();
  await waitFor('the leader polls', async () => (await readStoredRounds()).length >= 2);
  const follower = start();
  leader.child.kill('SIGSTOP');
  const stoppedMs = Date.now();
  await waitFor('the follower polls', () => follower.rounds.length >= 3);
  const wokenMs = Date.now();
  leader.child.kill('SIGCONT');
  await waitFor('both had time to write', () => follower.rounds.length >= 8);
  const stored = await readStoredRounds();
  const firstOfFollower = stored.findIndex(({ epoch }) => epoch === follower.rounds[0]?.epoch);
  expect(firstOfFollower).toBeGreaterThan(0);
  const epochs = stored.map(({ epoch }) => epoch);
  expect(epochs).toEqual([...epochs].sort((a, b) => a - b));
  expect(new Set(epochs).size).toBe(2);
  const takeOverMs = (stored[firstOfFollower]?.captured_at_ms ?? 0) - stoppedMs;
  expect(takeOverMs).toBeLessThan(LEASE_TTL_MS + 10_000);
  expect(leader.rounds.filter(({ capturedAtMs }) => capturedAtMs > wokenMs + 3_000)).toEqual([]);
});
