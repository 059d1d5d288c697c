import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { createEvaluationWindow, evaluateRound } from '@/lib/domain/evaluate-cluster';
import { upsertClusters } from '@/lib/server/store/clusters';
import { type Database, openDatabase } from '@/lib/server/store/database';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '@/lib/server/store/embedded-postgres';
import { acquireLease, type Lease, releaseLease } from '@/lib/server/store/lease';
import { applyMigrations } from '@/lib/server/store/migrations';
import { readLagHistory } from '@/lib/server/store/read-lag-history';
import { encodeRound } from '@/lib/server/store/round-codec';
import { readLatestRound } from '@/lib/server/store/round-store';
import { createTestDatabase } from '@/lib/server/store/test-database';
import { createLagRowsState, planLagRows } from './plan-lag-rows';
import { createRoundBuffer } from './round-buffer';
import { createRoundWriter, type RoundWriter } from './round-writer';
import { describeTestSnapshot } from './test-snapshot';

const T0 = Date.UTC(2026, 5, 1, 12);
const STEP_MS = 10_000;

let dataDir: string;
let server: EmbeddedPostgres;
let database: Database;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'highwater-writer-'));
  server = await startEmbeddedPostgres({ dataDir });
  await applyMigrations(server.url);
  database = openDatabase(server.url);
});
afterAll(async () => {
  await database.close();
  await server.stop();
  await rm(dataDir, { recursive: true, force: true });
});

async function createLease(target: Database, clusterId: string): Promise<Lease> {
  await upsertClusters(target, [{ clusterId, clusterName: clusterId, isDemo: false }]);
  const lease = await acquireLease(target, clusterId, 'test', 3_600_000);
  if (!lease) throw new Error('the lease was free');
  return lease;
}

/** Plays rounds into a writer as the collector does. */
function createPlayer({ clusterId, epoch }: Lease, writer: RoundWriter) {
  let lagRows = createLagRowsState([]);
  let window = createEvaluationWindow();
  let roundNumber = 0;
  return async () => {
    roundNumber += 1;
    const snapshot = describeTestSnapshot({
      clusterId,
      epoch,
      roundNumber,
      capturedAtMs: T0 + roundNumber * STEP_MS,
      topics: { orders: { ends: [1_000 + roundNumber, 50] } },
      groups: { billing: { commits: { orders: [900, 50] } }, idle: { commits: { orders: [1, 1] } } },
    });
    const judged = evaluateRound(window, snapshot);
    window = judged.window;
    const base = writer.takeNeedsBaseline() ? { ...lagRows, lastRoundMs: null } : lagRows;
    const planned = planLagRows(base, snapshot);
    lagRows = planned.state;
    writer.enqueue(await encodeRound({ snapshot, evaluation: judged.evaluation }), planned.round);
    return roundNumber;
  };
}

async function waitFor(condition: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 30_000;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error('waited too long');
    await sleep(20);
  }
}

test('rounds go on while Postgres is killed; afterwards each is stored once, and none is invented', async () => {
  const lease = await createLease(database, 'killed');
  const writer = createRoundWriter({
    database,
    lease,
    pollIntervalMs: STEP_MS,
    onLeaseLost: () => undefined,
    onStored: () => undefined,
  });
  const play = createPlayer(lease, writer);
  for (let index = 0; index < 5; index++) await play();
  await waitFor(() => writer.bufferedRounds() === 0);

  // What pg_ctl stop -m immediate sends, in the middle of rounds that are being written.
  void play();
  process.kill(server.pid, 'SIGQUIT');
  for (let index = 0; index < 10; index++) {
    await play();
    await sleep(100);
  }
  expect(writer.bufferedRounds()).toBeGreaterThanOrEqual(9);
  await expect(database.query('SELECT 1')).rejects.toMatchObject({ code: 'database_unreachable', retryable: true });

  server = await startEmbeddedPostgres({ dataDir, port: Number(new URL(server.url).port) });
  const played = await play();
  await waitFor(() => writer.bufferedRounds() === 0);
  const [told] = await database.query<{ rounds: number; times: number }>(
    `SELECT count(*) AS rounds, count(DISTINCT captured_at_ms) AS times FROM history.round WHERE cluster_id = 'killed'`,
  );
  expect(told).toEqual({ rounds: played, times: played });
  const samples = await database.query<{ captured_at_ms: number }>(
    `SELECT captured_at_ms FROM history.lag_sample JOIN history.lag_series d ON d.id = series_id WHERE cluster_id = 'killed' AND group_id = 'billing'`,
  );
  expect(samples).toHaveLength(played);

  const toMs = T0 + played * STEP_MS;
  const history = await readLagHistory(
    database,
    { clusterId: 'killed', groupId: 'billing', topic: null, partition: null, fromMs: T0, toMs, points: 600 },
    { nowMs: toMs },
  );
  expect(history.points.map(({ end }) => end)).toEqual(Array.from({ length: played }, (_, index) => 1_051 + index));
  await waitFor(async () => (await readLatestRound(database, 'killed'))?.roundNumber === played);
  await writer.close(Date.now() + 5_000);
});

test('a collector that was stopped past its lease stores nothing more', async () => {
  const lease = await createLease(database, 'stale');
  let isLost = false;
  const onLeaseLost = () => {
    isLost = true;
  };
  const writer = createRoundWriter({
    database,
    lease,
    pollIntervalMs: STEP_MS,
    onLeaseLost,
    onStored: () => undefined,
  });
  const play = createPlayer(lease, writer);
  await play();
  await waitFor(() => writer.bufferedRounds() === 0);
  await releaseLease(database, lease);
  const next = await createLease(database, 'stale');
  expect(next.epoch).toBe(2);
  await play();
  await waitFor(() => isLost);
  const rounds = await database.query(`SELECT captured_at_ms FROM history.round WHERE cluster_id = 'stale'`);
  expect(rounds).toHaveLength(1);
  expect(await readLatestRound(database, 'stale')).toMatchObject({ epoch: 1, roundNumber: 1 });
});

test('too many rounds drop the oldest, leave a gap, and the next one is written in full', async () => {
  const test_ = await createTestDatabase(inject('databaseUrl'));
  const lease = await createLease(test_.database, 'dropped');
  const away = openDatabase(server.url.replace(/:\d+\//, ':1/'));
  const pollIntervalMs = 300_000;
  const buffer = createRoundBuffer(pollIntervalMs);
  let state = createLagRowsState([]);
  for (let index = 0; index < 6; index++) {
    const base = buffer.takeHasDropped() ? { ...state, lastRoundMs: null } : state;
    const snapshot = describeTestSnapshot({
      clusterId: 'dropped',
      capturedAtMs: T0 + index * 1_000,
      pollIntervalMs,
      topics: { orders: { ends: [10] } },
      groups: { idle: { commits: { orders: [1] } } },
    });
    const planned = planLagRows(base, snapshot);
    state = planned.state;
    buffer.add(planned.round);
  }
  const kept: { capturedAtMs: number; spanFromMs: number; rows: number }[] = [];
  for (let round = buffer.first(); round !== null; round = buffer.first()) {
    kept.push({ capturedAtMs: round.capturedAtMs - T0, spanFromMs: round.spanFromMs - T0, rows: round.rows.length });
    buffer.remove(round);
  }
  expect(kept).toEqual([
    { capturedAtMs: 3_000, spanFromMs: 3_000, rows: 0 },
    { capturedAtMs: 4_000, spanFromMs: 4_000, rows: 1 },
    { capturedAtMs: 5_000, spanFromMs: 5_000, rows: 1 },
  ]);
  await away.close();
  await test_.drop();
  expect(lease.epoch).toBe(1);
});
