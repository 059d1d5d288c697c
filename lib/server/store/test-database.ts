import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { type Database, openDatabase } from './database';
import { applyMigrations } from './migrations';

export interface TestDatabase {
  readonly url: string;
  readonly database: Database;
  drop(): Promise<void>;
}

/** A database of one test file's own on the server of the suite, up to date unless `isEmpty`. */
export async function createTestDatabase(serverUrl: string, { isEmpty = false } = {}): Promise<TestDatabase> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  await runOnServer(serverUrl, `CREATE DATABASE ${name}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  if (!isEmpty) await applyMigrations(url.href);
  const database = openDatabase(url.href, { poolSize: 6 });
  return {
    url: url.href,
    database,
    drop: async () => {
      await database.close();
      await runOnServer(serverUrl, `DROP DATABASE ${name} WITH (FORCE)`);
    },
  };
}

async function runOnServer(serverUrl: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  await client.query(sql);
  await client.end();
}
