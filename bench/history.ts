import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLagRowsState, planLagRows } from '@/lib/server/collector/plan-lag-rows';
import { describeTestSnapshot, type TestRound } from '@/lib/server/collector/test-snapshot';
import { upsertClusters } from '@/lib/server/store/clusters';
import { type Database, openDatabase } from '@/lib/server/store/database';
import { startEmbeddedPostgres } from '@/lib/server/store/embedded-postgres';
import { createLagHistoryWriter } from '@/lib/server/store/lag-history';
import { acquireLease, type Lease } from '@/lib/server/store/lease';
import { applyMigrations } from '@/lib/server/store/migrations';
import { readLagHistory } from '@/lib/server/store/read-lag-history';
import { rollUp } from '@/lib/server/store/rollup';
import { percentile } from './figures/statistics';

/** Writes rounds of 10,000 partitions that all move, on a real Postgres, and holds time and size against the limits. */
const GROUPS = 1_000;
const PARTITIONS = 10;
const ROUNDS = 120;
const POLL_INTERVAL_MS = 10_000;
const LIMIT_WRITE_MS = 100;
const LIMIT_BYTES = 30;
const START_MS = Date.now() - ROUNDS * POLL_INTERVAL_MS;

interface Measure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly limit?: number;
}

const dataDir = await mkdtemp(join(tmpdir(), 'highwater-bench-'));
const server = await startEmbeddedPostgres({ dataDir });
const database = openDatabase(server.url);
try {
  await applyMigrations(server.url);
  const measures = await measure(database);
  for (const { name, value, unit, limit } of measures) {
    const verdict =
      limit === undefined
        ? ''
        : `  limit ${limit} ${unit}  ratio ${(value / limit).toFixed(2)}  ${value <= limit ? 'ok' : 'MISSED'}`;
    console.log(`${name.padEnd(58)} ${value.toFixed(1).padStart(9)} ${unit}${verdict}`);
  }
  if (measures.some(({ value, limit }) => limit !== undefined && value > limit)) process.exitCode = 1;
} finally {
  await database.close();
  await server.stop();
  await rm(dataDir, { recursive: true, force: true });
}

async function measure(target: Database): Promise<Measure[]> {
  await upsertClusters(target, [{ clusterId: 'bench', clusterName: 'bench', isDemo: false }]);
  const lease = await acquireLease(target, 'bench', 'bench', 3_600_000);
  if (!lease) throw new Error('the lease is taken');
  const writer = createLagHistoryWriter(target, lease);
  const planMs: number[] = [];
  const writeMs: number[] = [];
  let writeCpuMs = 0;
  let state = createLagRowsState([]);
  for (let index = 0; index < ROUNDS; index++) {
    const snapshot = describeTestSnapshot(describeRound(index));
    const planning = performance.now();
    const planned = planLagRows(state, snapshot);
    state = planned.state;
    planMs.push(performance.now() - planning);
    const writing = performance.now();
    const cpu = process.cpuUsage();
    await writer.append(planned.round);
    const { user, system } = process.cpuUsage(cpu);
    writeCpuMs += (user + system) / 1_000;
    writeMs.push(performance.now() - writing);
  }
  const minutes = (ROUNDS * POLL_INTERVAL_MS) / 60_000;
  return [
    ...describeWrites(planMs, writeMs, writeCpuMs / ROUNDS),
    {
      name: 'heap and index per partition-sample',
      value: (await readHistoryBytes(target)) / (ROUNDS * GROUPS * PARTITIONS),
      unit: 'B',
      limit: LIMIT_BYTES,
    },
    ...(await measureRollUp(target, lease, minutes)),
    { name: 'read one group over the whole range', value: await readOnce(target, { topic: null }), unit: 'ms' },
    {
      name: 'read one partition over the whole range',
      value: await readOnce(target, { topic: 'topic-7', partition: 3 }),
      unit: 'ms',
    },
  ];
}

function describeWrites(planMs: number[], writeMs: number[], cpuMs: number): Measure[] {
  const planned = percentile(planMs, 0.5);
  const written = percentile(writeMs, 0.5);
  return [
    { name: 'plan the rows of a round, median', value: planned, unit: 'ms' },
    { name: 'write a round of 10,000 partitions, median', value: written, unit: 'ms', limit: LIMIT_WRITE_MS },
    { name: 'write a round of 10,000 partitions, p95', value: percentile(writeMs, 0.95), unit: 'ms' },
    { name: 'plan and write, median', value: planned + written, unit: 'ms' },
    { name: 'own CPU of a write', value: cpuMs, unit: 'ms' },
  ];
}

async function measureRollUp(target: Database, lease: Lease, minutes: number): Promise<Measure[]> {
  const startedAtMs = performance.now();
  const cpu = process.cpuUsage();
  await rollUp(target, lease);
  const wallMs = performance.now() - startedAtMs;
  const cpuMs = process.cpuUsage(cpu).user / 1_000;
  return [
    { name: 'roll up one minute of 10,000 partitions', value: wallMs / minutes, unit: 'ms' },
    { name: 'own CPU of rolling up one minute', value: cpuMs / minutes, unit: 'ms' },
  ];
}

/** Every end and every commit moves in every round: nothing can be left out. */
function describeRound(index: number): TestRound {
  const topics: Record<string, { ends: number[] }> = {};
  const groups: Record<string, { commits: Record<string, number[]> }> = {};
  for (let group = 0; group < GROUPS; group++) {
    const ends = Array.from(
      { length: PARTITIONS },
      (_, partition) => 1_000_000_000 + group * 1_000 + partition + index * 500,
    );
    topics[`topic-${group}`] = { ends };
    groups[`group-${group}`] = {
      commits: { [`topic-${group}`]: ends.map((end, partition) => end - 17 * partition - (index % 13)) },
    };
  }
  return {
    clusterId: 'bench',
    capturedAtMs: START_MS + index * POLL_INTERVAL_MS,
    pollIntervalMs: POLL_INTERVAL_MS,
    topics,
    groups,
  };
}

async function readHistoryBytes(target: Database): Promise<number> {
  const rows = await target.query<{ bytes: number }>(
    `SELECT sum(pg_total_relation_size(child.oid))::bigint AS bytes FROM pg_class child JOIN pg_inherits ON inhrelid = child.oid
      WHERE inhparent IN ('history.lag_sample'::regclass, 'history.round'::regclass)`,
  );
  return rows[0]?.bytes ?? Number.NaN;
}

async function readOnce(target: Database, what: { topic: string | null; partition?: number }): Promise<number> {
  const query = {
    clusterId: 'bench',
    groupId: 'group-7',
    partition: null,
    fromMs: START_MS,
    toMs: Date.now(),
    points: 600,
    ...what,
  };
  await readLagHistory(target, query);
  const started = performance.now();
  await readLagHistory(target, query);
  return performance.now() - started;
}
