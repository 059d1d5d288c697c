import { AppError } from '@/lib/domain/errors';
import type { Queryable } from './database';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** A partitioned table of the history, how wide its partitions are and how long they are kept at most. */
export interface HistoryTable {
  readonly name:
    | 'round'
    | 'lag_sample'
    | 'lag_1m'
    | 'lag_10m'
    | 'lag_1h'
    | 'log_sample'
    | 'log_1m'
    | 'log_10m'
    | 'log_1h'
    | 'cluster_event';
  readonly partitionMs: number;
  /** Days; the installation's retention caps it. Null: the installation's retention itself. */
  readonly keepDays: number | null;
}

const HISTORY_TABLES: readonly HistoryTable[] = [
  { name: 'round', partitionMs: DAY_MS, keepDays: 2 },
  { name: 'lag_sample', partitionMs: DAY_MS, keepDays: 2 },
  { name: 'lag_1m', partitionMs: DAY_MS, keepDays: 7 },
  { name: 'lag_10m', partitionMs: 5 * DAY_MS, keepDays: 30 },
  { name: 'lag_1h', partitionMs: 10 * DAY_MS, keepDays: null },
  { name: 'log_sample', partitionMs: DAY_MS, keepDays: 2 },
  { name: 'log_1m', partitionMs: DAY_MS, keepDays: 7 },
  { name: 'log_10m', partitionMs: 5 * DAY_MS, keepDays: 30 },
  { name: 'log_1h', partitionMs: 10 * DAY_MS, keepDays: null },
  { name: 'cluster_event', partitionMs: 5 * DAY_MS, keepDays: null },
];

/** Makes the partitions that hold the rows of `fromMs` to `toMs`, where they are missing. */
export async function createPartitions(database: Queryable, fromMs: number, toMs: number): Promise<void> {
  for (const table of HISTORY_TABLES) {
    const existing = new Set(await readPartitions(database, table.name));
    for (let startMs = floorTo(fromMs, table.partitionMs); startMs <= toMs; startMs += table.partitionMs) {
      if (!existing.has(describePartition(table.name, startMs))) await createPartition(database, table, startMs);
    }
  }
}

/**
 * Drops the partitions whose last row is older than the table is kept, and answers their names. What is still being
 * read is left for the next time.
 */
export async function dropExpiredPartitions(
  database: Queryable,
  retentionDays: number,
  nowMs: number,
): Promise<readonly string[]> {
  const dropped: string[] = [];
  for (const table of HISTORY_TABLES) {
    const cutMs = nowMs - Math.min(table.keepDays ?? retentionDays, retentionDays) * DAY_MS;
    for (const name of await readPartitions(database, table.name)) {
      if (parsePartitionStart(name) + table.partitionMs > cutMs) continue;
      await database.query(`DROP TABLE IF EXISTS history."${name}"`);
      dropped.push(name);
    }
  }
  return dropped;
}

/** Oldest epoch ms of which the table may still have rows. */
export function describeKeptSince(table: HistoryTable['name'], retentionDays: number, nowMs: number): number {
  const keepDays = HISTORY_TABLES.find(({ name }) => name === table)?.keepDays ?? retentionDays;
  return nowMs - Math.min(keepDays, retentionDays) * DAY_MS;
}

async function readPartitions(database: Queryable, table: string): Promise<string[]> {
  const rows = await database.query<{ name: string }>(
    `SELECT child.relname AS name FROM pg_inherits
       JOIN pg_class child ON child.oid = inhrelid
      WHERE inhparent = $1::regclass ORDER BY child.relname`,
    [`history.${table}`],
  );
  return rows.map(({ name }) => name);
}

async function createPartition(
  database: Queryable,
  { name, partitionMs }: HistoryTable,
  startMs: number,
): Promise<void> {
  const child = describePartition(name, startMs);
  const sql = `CREATE TABLE IF NOT EXISTS history."${child}" PARTITION OF history.${name} FOR VALUES FROM (${startMs}) TO (${startMs + partitionMs})`;
  try {
    await database.query(sql);
  } catch (error) {
    // Another process made it at the same instant.
    if (!(await readPartitions(database, name)).includes(child)) throw error;
  }
}

/** Named after the hour (UTC) it begins with, e.g. `lag_sample_2026112100`. */
function describePartition(table: string, startMs: number): string {
  return `${table}_${new Date(startMs).toISOString().slice(0, 13).replaceAll(/[-T]/g, '')}`;
}

function parsePartitionStart(name: string): number {
  const digits = /_(\d{4})(\d{2})(\d{2})(\d{2})$/.exec(name);
  if (!digits)
    throw new AppError(
      'internal',
      `The table history.${name} is not one of Highwater's partitions: drop or detach it.`,
    );
  const [, year, month, day, hour] = digits.map(Number);
  return Date.UTC(year ?? 0, (month ?? 1) - 1, day ?? 1) + (hour ?? 0) * HOUR_MS;
}

function floorTo(ms: number, stepMs: number): number {
  return Math.floor(ms / stepMs) * stepMs;
}
