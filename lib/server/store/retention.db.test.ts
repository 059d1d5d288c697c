import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { createPartitions } from './partitions';
import { applyRetention } from './retention';
import { createTestDatabase, type TestDatabase } from './test-database';

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 6, 15, 13, 30);

let test_: TestDatabase;

beforeAll(async () => {
  test_ = await createTestDatabase(inject('databaseUrl'));
});
afterAll(() => test_.drop());

async function readOldest(table: string): Promise<number | null> {
  const rows = await test_.database.query<{ bound: string }>(
    `SELECT pg_get_expr(child.relpartbound, child.oid) AS bound FROM pg_inherits JOIN pg_class child ON child.oid = inhrelid WHERE inhparent = $1::regclass`,
    [`history.${table}`],
  );
  const starts = rows.map(({ bound }) => Number(/FROM \('(\d+)'\)/.exec(bound)?.[1]));
  return starts.length === 0 ? null : Math.min(...starts);
}

async function readAges(): Promise<Record<string, number>> {
  const tables = ['round', 'lag_sample', 'lag_1m', 'lag_10m', 'lag_1h'];
  const ages = await Promise.all(
    tables.map(async (table) => [table, (NOW - ((await readOldest(table)) ?? NOW)) / DAY] as const),
  );
  return Object.fromEntries(ages);
}

test('each table keeps its days and not a partition more; the installation caps them all', async () => {
  await createPartitions(test_.database, NOW - 120 * DAY, NOW);
  const dropped = await applyRetention(test_.database, 90, NOW);
  expect(dropped.length).toBeGreaterThan(100);
  const ages = await readAges();
  for (const [table, days, width] of [
    ['round', 2, 1],
    ['lag_sample', 2, 1],
    ['lag_1m', 7, 1],
    ['lag_10m', 30, 5],
    ['lag_1h', 90, 10],
  ] as const) {
    expect(ages[table]).toBeGreaterThanOrEqual(days);
    expect(ages[table]).toBeLessThanOrEqual(days + width);
  }
  expect(await applyRetention(test_.database, 90, NOW)).toEqual([]);
  await applyRetention(test_.database, 1, NOW);
  const capped = await readAges();
  expect(capped.lag_sample).toBeLessThanOrEqual(2);
  expect(capped.lag_1m).toBeLessThanOrEqual(2);
  expect(capped.lag_1h).toBeLessThanOrEqual(11);
});

test('partitions of the next two days are there before they are needed', async () => {
  await applyRetention(test_.database, 90, NOW);
  await test_.database.query('INSERT INTO history.lag_sample (series_id, captured_at_ms) VALUES (1, $1)', [
    NOW + 2 * DAY,
  ]);
});

test('many processes that make the same partitions at once get along', async () => {
  const future = NOW + 400 * DAY;
  await Promise.all(Array.from({ length: 6 }, () => createPartitions(test_.database, future, future + 3 * DAY)));
});

test('series and coverage of which no row is left are forgotten', async () => {
  const insert = `INSERT INTO history.lag_series (cluster_id, group_id, topic, first_ms, ended_ms) VALUES ('c', $1, $2, $3, $4)`;
  await test_.database.query(insert, ['gone', 'orders', 0, NOW - 100 * DAY]);
  await test_.database.query(insert, ['gone', '', 0, null]);
  await test_.database.query(insert, ['there', 'orders', 0, null]);
  await test_.database.query(insert, ['there', '', 0, null]);
  await test_.database.query(`INSERT INTO history.coverage VALUES ('c', 0, 1, 10), ('c', 2, $1, 10)`, [NOW]);
  await applyRetention(test_.database, 90, NOW);
  expect(await test_.database.query('SELECT DISTINCT group_id FROM history.lag_series')).toEqual([
    { group_id: 'there' },
  ]);
  expect(await test_.database.query('SELECT from_ms FROM history.coverage')).toEqual([{ from_ms: 2 }]);
});
