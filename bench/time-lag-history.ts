import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { upsertClusters } from '@/lib/server/store/clusters';
import { type Database, openDatabase } from '@/lib/server/store/database';
import { startEmbeddedPostgres } from '@/lib/server/store/embedded-postgres';
import { acquireLease } from '@/lib/server/store/lease';
import { applyMigrations } from '@/lib/server/store/migrations';
import { createPartitions } from '@/lib/server/store/partitions';
import { readClusterLagHistory } from '@/lib/server/store/read-cluster-lag-history';
import { readLagHistory } from '@/lib/server/store/read-lag-history';
import { rollUp } from '@/lib/server/store/rollup';
import type { RollupTier } from '@/lib/server/store/rollup-tiers';
import type { LagHistory } from '@/lib/views/lag-history';
import { printGoal } from './figures/print-goal';
import { median, percentile } from './figures/statistics';

/**
 * Seven days of rounds every 10 s on a real Postgres, stored as the collector leaves them: 20 million samples of the newest
 * hours, and the roll-ups. How long one group's lag in records and seconds takes to answer, and all groups at once, held
 * against the limits; and how far the seconds are off the truth that was written.
 */
const GROUPS = Number(process.env.BENCH_GROUPS ?? 500);
const PARTITIONS = 20;
const RAW_ROUNDS = 2_000;
const DAYS = 7;
const POLL_MS = 10_000;
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Groups that are asked about alone; their one-minute roll-up covers all days, that of the others the newest hours. */
const ASKED_GROUPS = Math.min(20, GROUPS);
const LIMIT_MS = 30;
const LIMIT_ALL_MS = 600;
const REPEATS_ALL = 7;
const REPEATS = 41;
const COLUMNS = ['low_at', 'low_committed', 'low_end', 'low_lag', 'high_at', 'high_committed', 'high_end', 'high_lag'];
const END_MS = Math.floor(Date.now() / HOUR_MS) * HOUR_MS;
const START_MS = END_MS - DAYS * DAY_MS;

/** Seconds that partition p is behind at an instant: up and down over hours, each partition a little further. */
const delayAt = (t: number, partition: number) => 400 + 300 * Math.sin((t - START_MS) / HOUR_MS) + 20 * partition;
const MOST_BEHIND = PARTITIONS - 1;

const dataDir = await mkdtemp(join(tmpdir(), 'highwater-bench-'));
const server = await startEmbeddedPostgres({ dataDir, settings: { fsync: 'off' } });
const database = openDatabase(server.url, { statementTimeoutMs: 1_800_000 });
try {
  await applyMigrations(server.url);
  const started = performance.now();
  await fill(database);
  console.log(`filled in ${((performance.now() - started) / 1000).toFixed(0)} s`);
  const samples = RAW_ROUNDS * GROUPS * PARTITIONS;
  console.log(`${(samples / 1e6).toFixed(1)} million samples of ${GROUPS} groups of ${PARTITIONS} partitions each`);
  for (const [name, hours, what] of [
    ['one group, 7 days', DAYS * 24, {}],
    ['one topic, 7 days', DAYS * 24, { topic: 'topic' }],
    ['one partition, 7 days', DAYS * 24, { topic: 'topic', partition: MOST_BEHIND }],
    ['one group, 1 day', 24, {}],
    ['one group, 6 hours', 6, {}],
    ['one group, 1 hour', 1, {}],
  ] as const) {
    await measureGroup(database, name, hours, what);
  }
  await measureAll(database);
} finally {
  await database.close();
  await server.stop();
  await rm(dataDir, { recursive: true, force: true });
}

async function fill(target: Database): Promise<void> {
  await upsertClusters(target, [{ clusterId: 'bench', clusterName: 'bench', isDemo: false }]);
  const lease = await acquireLease(target, 'bench', 'bench', DAY_MS);
  if (!lease) throw new Error('the lease is taken');
  await createPartitions(target, START_MS - HOUR_MS, END_MS);
  await target.query(
    `INSERT INTO history.lag_series (cluster_id, group_id, topic, first_ms)
     SELECT 'bench', 'group-' || n, topic, $1 FROM generate_series(1, $2::int) AS n, unnest(ARRAY['topic', '']) AS topic`,
    [START_MS, GROUPS],
  );
  await target.query(
    `INSERT INTO history.round (cluster_id, captured_at_ms, epoch) SELECT 'bench', t, 1 FROM generate_series($1::bigint, $2::bigint, $3::bigint) AS t`,
    [START_MS, END_MS - POLL_MS, POLL_MS],
  );
  await target.query(`INSERT INTO history.coverage VALUES ('bench', $1, $2, $3)`, [
    START_MS,
    END_MS - POLL_MS,
    POLL_MS,
  ]);
  const firstRawMs = END_MS - RAW_ROUNDS * POLL_MS;
  await target.query(
    `INSERT INTO history.lag_sample (captured_at_ms, series_id, committed, log_end)
     SELECT t, id, committed, log_end
       FROM (SELECT t, ${committedAt('t')} AS committed, ${endAt('t')} AS log_end FROM generate_series(${firstRawMs}::bigint, ${END_MS - POLL_MS}::bigint, ${POLL_MS}::bigint) AS t) AS sample
      CROSS JOIN (SELECT id FROM history.lag_series WHERE topic = 'topic') AS series ORDER BY t, id`,
  );
  // What is left of each roll-up is made as the collector makes it.
  await fillRollUp(target, 'lag_1m', MINUTE_MS, { fromMs: END_MS - 6 * HOUR_MS, untilMs: END_MS - 3 * MINUTE_MS });
  const asked = `substr(group_id, 7)::int <= ${ASKED_GROUPS}`;
  await fillRollUp(target, 'lag_1m', MINUTE_MS, { fromMs: START_MS, untilMs: END_MS - 6 * HOUR_MS, where: asked });
  await fillRollUp(target, 'lag_10m', 10 * MINUTE_MS, { fromMs: START_MS, untilMs: END_MS - 20 * MINUTE_MS });
  await fillRollUp(target, 'lag_1h', HOUR_MS, { fromMs: START_MS, untilMs: END_MS - HOUR_MS });
  await rollUp(target, lease);
  await target.query('VACUUM ANALYZE');
}

/** An array of one expression per partition. */
function arrayOf(expression: (partition: number) => string): string {
  return `ARRAY[${Array.from({ length: PARTITIONS }, (_, partition) => expression(partition)).join(', ')}]::bigint[]`;
}

/** Partition p takes in 5 + p records a second. */
function endAt(t: string): string {
  return arrayOf((partition) => `floor(((${t} - ${START_MS}) / 1000.0 + 2000) * ${5 + partition})`);
}

function committedAt(t: string): string {
  const delay = (partition: number) =>
    `(400 + 300 * sin((${t} - ${START_MS}) / ${HOUR_MS}::float8) + ${20 * partition})`;
  return arrayOf(
    (partition) => `floor(((${t} - ${START_MS}) / 1000.0 + 2000 - ${delay(partition)}) * ${5 + partition})`,
  );
}

/** Buckets of one tier for every series: lowest and highest lag are at the two ends of a bucket, but where the course turns. */
async function fillRollUp(
  target: Database,
  table: RollupTier['table'],
  widthMs: number,
  { fromMs, untilMs, where = 'true' }: { fromMs: number; untilMs: number; where?: string },
): Promise<void> {
  const lastMs = widthMs - POLL_MS;
  const withSum = (column: string) =>
    `array_prepend((SELECT sum(one) FROM unnest(${column}) AS one)::bigint, ${column})`;
  const lags = (committed: string, end: string) => arrayOf((p) => `${end}[${p + 1}] - ${committed}[${p + 1}]`);
  const columns = (at: string, index: number) =>
    `array_fill(${at}, ARRAY[${PARTITIONS + 1}]), c${index}, e${index}, l${index}`;
  await target.query(
    `INSERT INTO history.rollup AS done VALUES ('bench', $1, $2) ON CONFLICT (cluster_id, tier) DO UPDATE SET rolled_until_ms = greatest(done.rolled_until_ms, $2)`,
    [table, untilMs],
  );
  await target.query(
    `WITH ends AS MATERIALIZED (
       SELECT t, ${committedAt('t')} AS c0, ${endAt('t')} AS e0, ${committedAt(`(t + ${lastMs})`)} AS c1, ${endAt(`(t + ${lastMs})`)} AS e1
         FROM generate_series(${fromMs}::bigint, ${untilMs - 1}::bigint, ${widthMs}::bigint) AS t),
     sums AS MATERIALIZED (
       SELECT t, ${withSum('c0')} AS c0, ${withSum('e0')} AS e0, ${withSum(lags('c0', 'e0'))} AS l0,
                 ${withSum('c1')} AS c1, ${withSum('e1')} AS e1, ${withSum(lags('c1', 'e1'))} AS l1 FROM ends),
     bucket AS MATERIALIZED (
       SELECT t, ${columns('0', 0)}, ${columns(String(lastMs), 1)} FROM sums WHERE l0[1] <= l1[1]
       UNION ALL SELECT t, ${columns(String(lastMs), 1)}, ${columns('0', 0)} FROM sums WHERE l0[1] > l1[1])
     INSERT INTO history.${table}
     SELECT b1, id, ${COLUMNS.map((column) => `CASE topic WHEN '' THEN ${column}[1:1] ELSE ${column} END`).join(', ')}
       FROM bucket AS b(b1, ${COLUMNS.join(', ')}) CROSS JOIN (SELECT id, topic FROM history.lag_series WHERE ${where}) AS series ORDER BY b1, id`,
  );
}

/** How long an answer takes; each repeat asks for another group, so that no answer is at hand. */
async function measureGroup(
  target: Database,
  name: string,
  hours: number,
  what: { topic?: string; partition?: number },
): Promise<void> {
  const toMs = END_MS - POLL_MS;
  const range = { fromMs: toMs - hours * HOUR_MS, toMs, points: 600 };
  let off = { points: 0, unknown: 0, worstError: 0, worstWithin: 0 };
  await measure({ name, limit: LIMIT_MS, repeats: REPEATS }, target, async (from, repeat) => {
    const groupId = `group-${1 + (repeat % ASKED_GROUPS)}`;
    const query = { clusterId: 'bench', groupId, topic: null, partition: null, ...range, ...what };
    const history = await readLagHistory(from, query, { nowMs: END_MS, retentionDays: 90 });
    off = holdAgainstTruth(history);
    const told = `${off.worstError.toFixed(1)} s at most (told: ${off.worstWithin.toFixed(0)} s)`;
    return `${off.points} points, ${off.unknown} unknown, off by ${told}`;
  });
}

function holdAgainstTruth({ points }: LagHistory) {
  const told = points.filter(({ t }) => t > START_MS + 2 * HOUR_MS);
  return {
    points: points.length,
    unknown: told.filter(({ seconds, secondsIsAtLeast }) => seconds === null || secondsIsAtLeast).length,
    worstError: Math.max(...told.map(({ t, seconds }) => Math.abs((seconds ?? 0) - delayAt(t, MOST_BEHIND)))),
    worstWithin: Math.max(...told.map(({ secondsWithin }) => secondsWithin ?? 0)),
  };
}

async function measureAll(target: Database): Promise<void> {
  const query = { clusterId: 'bench', fromMs: END_MS - DAYS * DAY_MS, toMs: END_MS - POLL_MS, buckets: 168 };
  const goal = { name: `all ${GROUPS} groups, 7 days`, limit: LIMIT_ALL_MS, repeats: REPEATS_ALL };
  await measure(goal, target, async (from) => {
    const { items, stepMs } = await readClusterLagHistory(from, query, { nowMs: END_MS, retentionDays: 90 });
    const known = items.reduce((sum, { low }) => sum + low.filter((lag) => lag !== null).length, 0);
    return `${items.length} groups, ${known} buckets of ${stepMs / MINUTE_MS} min`;
  });
}

/**
 * Held against the limit is the work of an answer, which other work on the machine leaves alone: the CPU of this process, the
 * least of some answers, and what Postgres itself tells of its statements, one after the other and the making of their texts
 * included. Wall time stands beside it.
 */
async function measure(
  { name, limit, repeats }: { readonly name: string; readonly limit: number; readonly repeats: number },
  target: Database,
  read: (from: Database, repeat: number) => Promise<string>,
): Promise<void> {
  const times: number[] = [];
  const cpuMs: number[] = [];
  let note = '';
  for (let repeat = 0; repeat < repeats; repeat++) {
    const started = performance.now();
    const cpu = process.cpuUsage();
    note = await read(target, repeat);
    times.push(performance.now() - started);
    const { user, system } = process.cpuUsage(cpu);
    cpuMs.push((user + system) / 1_000);
  }
  const databaseMs = await readDatabaseMs(target, (recording) => read(recording, 0));
  const leastCpuMs = Math.min(...cpuMs);
  const course = `wall ${Math.min(...times).toFixed(1)} ms, median ${median(times).toFixed(1)}, p95 ${percentile(times, 0.95).toFixed(1)}`;
  const shares = `own CPU ${leastCpuMs.toFixed(1)} ms (median ${median(cpuMs).toFixed(1)}), Postgres ${databaseMs.toFixed(1)} ms`;
  printGoal({ name, value: leastCpuMs + databaseMs, limit, unit: 'ms', note: `${course}, ${shares}, ${note}` });
}

/** Time in Postgres of all statements of an answer, one after the other; of each the least of three. */
async function readDatabaseMs(target: Database, run: (recording: Database) => Promise<unknown>): Promise<number> {
  const statements: (readonly [string, readonly unknown[] | undefined])[] = [];
  await run({
    ...target,
    query: (sql, values) => {
      statements.push([sql, values]);
      return target.query(sql, values);
    },
  });
  let sumMs = 0;
  for (const [sql, values] of statements) {
    let leastMs = Number.POSITIVE_INFINITY;
    for (let repeat = 0; repeat < 3; repeat++) {
      const [row] = await target.query<{ 'QUERY PLAN': readonly Record<string, number>[] }>(
        `EXPLAIN (ANALYZE, BUFFERS, SERIALIZE TEXT, FORMAT JSON) ${sql}`,
        values,
      );
      const plan = row?.['QUERY PLAN'][0];
      leastMs = Math.min(leastMs, (plan?.['Planning Time'] ?? 0) + (plan?.['Execution Time'] ?? 0));
    }
    sumMs += leastMs;
  }
  return sumMs;
}
