import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { afterEach, expect, inject, test } from 'vitest';
import { applyMigrations } from './migrations';
import { createTestDatabase, type TestDatabase } from './test-database';

let created: TestDatabase | null = null;

afterEach(async () => {
  await created?.drop();
  created = null;
});

async function createEmpty(): Promise<TestDatabase> {
  created = await createTestDatabase(inject('databaseUrl'), { isEmpty: true });
  return created;
}

function runMigrate(url: string): Promise<number | null> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'lib/server/highwater.ts', 'migrate'], {
    env: { ...process.env, DATABASE_URL: url },
    stdio: 'ignore',
  });
  return new Promise((resolve) => child.once('close', resolve));
}

test('four processes that start at once apply each migration once', async () => {
  const { url, database } = await createEmpty();
  const codes = await Promise.all([1, 2, 3, 4].map(() => runMigrate(url)));
  expect(codes).toEqual([0, 0, 0, 0]);
  const rows = await database.query<{ migration_name: string; times: number }>(
    'SELECT migration_name, count(*) AS times FROM _prisma_migrations GROUP BY 1 ORDER BY 1',
  );
  const folders = readdirSync('prisma/migrations').filter((name) => !name.endsWith('.toml'));
  expect(rows).toEqual(folders.sort().map((name) => ({ migration_name: name, times: 1 })));
});

test('rows of _prisma_migrations are those that Prisma itself writes', async () => {
  const { url, database } = await createEmpty();
  const applied = await applyMigrations(url);
  expect(applied.length).toBeGreaterThan(0);
  const rows = await database.query<{ migration_name: string; checksum: string; is_finished: boolean; steps: number }>(
    'SELECT migration_name, checksum, finished_at IS NOT NULL AS is_finished, applied_steps_count AS steps FROM _prisma_migrations',
  );
  for (const row of rows) {
    const sql = readFileSync(`prisma/migrations/${row.migration_name}/migration.sql`);
    expect(row.checksum).toBe(createHash('sha256').update(sql).digest('hex'));
    expect(row).toMatchObject({ is_finished: true, steps: 1 });
  }
  expect(await applyMigrations(url)).toEqual([]);
});

test('a database of a newer version and a changed migration are refused', async () => {
  const { url, database } = await createEmpty();
  const [first] = await applyMigrations(url);
  await database.query(`UPDATE _prisma_migrations SET checksum = repeat('0', 64) WHERE migration_name = $1`, [first]);
  await expect(applyMigrations(url)).rejects.toMatchObject({
    code: 'precondition_failed',
    message: expect.stringContaining('was changed'),
  });
  await database.query(`UPDATE _prisma_migrations SET migration_name = '99999999999999_later'`);
  await expect(applyMigrations(url)).rejects.toMatchObject({ message: expect.stringContaining('newer Highwater') });
});

test('wrong credentials and a wrong port are told apart', async () => {
  const { url } = await createEmpty();
  const wrongPassword = new URL(url);
  wrongPassword.password = 'wrong';
  await expect(applyMigrations(wrongPassword.href)).rejects.toMatchObject({
    code: 'database_unreachable',
    retryable: false,
    message: expect.stringContaining('password'),
  });
  const wrongPort = new URL(url);
  wrongPort.port = '1';
  await expect(applyMigrations(wrongPort.href)).rejects.toMatchObject({
    code: 'database_unreachable',
    retryable: true,
  });
});
