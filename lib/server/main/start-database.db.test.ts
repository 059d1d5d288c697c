import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { expect, test } from 'vitest';
import { parseConfig } from '@/lib/server/env';
import { startDatabase } from './start-database';

async function countTables(url: string): Promise<number> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 1_000 });
  try {
    await client.connect();
    const { rowCount } = await client.query('SELECT 1 FROM cluster RIGHT JOIN _prisma_migrations ON true');
    return rowCount ?? 0;
  } catch {
    return 0;
  } finally {
    await client.end().catch(() => undefined);
  }
}

test('the embedded Postgres is brought up to date, and started again under its address when it dies', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'highwater-start-'));
  await chmod(dataDir, 0o755);
  const database = await startDatabase(parseConfig({ HIGHWATER_DATA_DIR: dataDir }).env);
  try {
    expect(await countTables(database.url)).toBeGreaterThan(0);
    const pid = Number((await readFile(join(dataDir, 'postgres/data/postmaster.pid'), 'utf8')).split('\n')[0]);
    process.kill(pid, 'SIGKILL');
    const deadline = Date.now() + 50_000;
    while ((await countTables(database.url)) > 0 && Date.now() < deadline) await sleep(5);
    while ((await countTables(database.url)) === 0) {
      if (Date.now() > deadline) throw new Error('the database did not come back');
      await sleep(100);
    }
  } finally {
    await database.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
  expect(await countTables(database.url)).toBe(0);
});
