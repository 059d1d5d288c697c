import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { upsertClusters } from '@/lib/server/store/clusters';
import { type Database, openDatabase } from '@/lib/server/store/database';
import { startEmbeddedPostgres } from '@/lib/server/store/embedded-postgres';
import { acquireLease } from '@/lib/server/store/lease';
import { applyMigrations } from '@/lib/server/store/migrations';
import { createPartitions } from '@/lib/server/store/partitions';
import { readLagHistory } from '@/lib/server/store/read-lag-history';
import { rollUp } from '@/lib/server/store/rollup';
import { printGoal } from './figures/print-goal';
import { median, percentile } from './figures/statistics';

/**
 * Seven days of rounds every 10 s on a real Postgres, rolled up as the collector does it: how long one group's lag in records
 * and seconds takes to answer, held against the limit, and how far its seconds are off the truth that was written.
 */
const GROUPS = Number(process.env.BENCH_GROUPS ?? 20);
const PARTITIONS = 10;
const DAYS = 7;
const POLL_MS = 10_000;
const HOUR_MS = 3_600_000;
const LIMIT_MS = 30;
const REPEATS = 41;
const END_MS = Math.floor(Date.now() / HOUR_MS) * HOUR_MS;
const START_MS = END_MS - DAYS * 24 * HOUR_MS;

/** Seconds that partition p is behind at an instant: up and down over hours, each partition a little further. */
const delayAt = (t: number, partition: number) => 400 + 300 * Math.sin((t - START_MS) / HOUR_MS) + 20 * partition;
const MOST_BEHIND = PARTITIONS - 1;

const dataDir = await mkdtemp(join(tmpdir(), 'highwater-bench-'));
const server = await startEmbeddedPostgres({ dataDir });
const database = openDatabase(server.url, { statementTimeoutMs: 1_800_000 });
try {
  await applyMigrations(server.url);
  await fill(database);
  const samples = (DAYS * 24 * HOUR_MS * GROUPS * PARTITIONS) / POLL_MS;
  console.log(`${(samples / 1e6).toFixed(1)} million samples of ${GROUPS} groups of ${PARTITIONS} partitions each`);
  for (const [name, hours, what] of [
    ['one group, 7 days', DAYS * 24, {}],
    ['one topic, 7 days', DAYS * 24, { topic: 'topic' }],
    ['one partition, 7 days', DAYS * 24, { topic: 'topic', partition: MOST_BEHIND }],
    ['one group, 1 day', 24, {}],
    ['one group, 6 hours', 6, {}],
    ['one group, 1 hour', 1, {}],
  ] as const) {
    await measure(database, name, hours, what);
  }
} finally {
  await database.close();
  await server.stop();
  await rm(dataDir, { recursive: true, force: true });
}

async function fill(target: Database): Promise<void> {
  await upsertClusters(target, [{ clusterId: 'bench', clusterName: 'bench', isDemo: false }]);
  const lease = await acquireLease(target, 'bench', 'bench', 24 * HOUR_MS);
  if (!lease) throw new Error('the lease is taken');
  await createPartitions(target, START_MS - HOUR_MS, END_MS);
  await target.query(
    `INSERT INTO history.lag_series (cluster_id, group_id, topic, first_ms) SELECT 'bench', 'group-' || n, 'topic', $1 FROM generate_series(1, $2::int) AS n`,
    [START_MS, GROUPS],
  );
  const of = (expression: (partition: number) => string) =>
    `ARRAY[${Array.from({ length: PARTITIONS }, (_, partition) => expression(partition)).join(', ')}]::bigint[]`;
  // Partition p takes in 5 + p records a second.
  const secondsSince = `((t - ${START_MS}) / 1000.0 + 2000)`;
  const delay = (partition: number) => `(400 + 300 * sin((t - ${START_MS}) / ${HOUR_MS}::float8) + ${20 * partition})`;
  const end = of((partition) => `floor(${secondsSince} * ${5 + partition})`);
  const committed = of((partition) => `floor((${secondsSince} - ${delay(partition)}) * ${5 + partition})`);
  for (let dayMs = START_MS; dayMs < END_MS; dayMs += 24 * HOUR_MS) {
    const rounds = `generate_series(${dayMs}::bigint, ${dayMs + 24 * HOUR_MS - 1}::bigint, ${POLL_MS}::bigint) AS t`;
    await target.query(
      `INSERT INTO history.round (cluster_id, captured_at_ms, epoch) SELECT 'bench', t, 1 FROM ${rounds}`,
    );
    await target.query(
      `INSERT INTO history.lag_sample (captured_at_ms, series_id, committed, log_end)
       SELECT t, id, ${committed}, ${end} FROM ${rounds} CROSS JOIN history.lag_series`,
    );
  }
  await target.query(`INSERT INTO history.coverage VALUES ('bench', $1, $2, $3)`, [
    START_MS,
    END_MS - POLL_MS,
    POLL_MS,
  ]);
  const started = performance.now();
  await rollUp(target, lease);
  await target.query('ANALYZE');
  console.log(`rolled up in ${((performance.now() - started) / 1000).toFixed(0)} s`);
}

/** Prints the median of an answer; each repeat asks for another group, so that no answer is at hand. */
async function measure(
  target: Database,
  name: string,
  hours: number,
  what: { topic?: string; partition?: number },
): Promise<void> {
  const times: number[] = [];
  const cpuMs: number[] = [];
  let worstError = 0;
  let worstWithin = 0;
  let unknown = 0;
  let points = 0;
  for (let repeat = 0; repeat < REPEATS; repeat++) {
    const toMs = END_MS - POLL_MS;
    const query = {
      clusterId: 'bench',
      groupId: `group-${1 + (repeat % GROUPS)}`,
      topic: null,
      partition: null,
      fromMs: toMs - hours * HOUR_MS,
      toMs,
      points: 600,
      ...what,
    };
    const started = performance.now();
    const cpu = process.cpuUsage();
    const history = await readLagHistory(target, query, { nowMs: END_MS, retentionDays: 90 });
    times.push(performance.now() - started);
    const { user, system } = process.cpuUsage(cpu);
    cpuMs.push((user + system) / 1_000);
    points = history.points.length;
    const told = history.points.filter(({ t }) => t > START_MS + 2 * HOUR_MS);
    unknown = told.filter(({ seconds, secondsIsAtLeast }) => seconds === null || secondsIsAtLeast).length;
    for (const { t, seconds, secondsWithin } of told) {
      worstError = Math.max(worstError, Math.abs((seconds ?? 0) - delayAt(t, MOST_BEHIND)));
      worstWithin = Math.max(worstWithin, secondsWithin ?? 0);
    }
  }
  const isOff = `off by ${worstError.toFixed(1)} s at most (told: ${worstWithin.toFixed(0)} s)`;
  const note = `p95 ${percentile(times, 0.95).toFixed(1)} ms, own CPU ${median(cpuMs).toFixed(1)} ms, ${points} points, ${unknown} unknown, ${isOff}`;
  printGoal({ name, value: median(times), limit: LIMIT_MS, unit: 'ms', note });
}
