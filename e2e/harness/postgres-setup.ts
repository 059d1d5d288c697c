import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startEmbeddedPostgres } from '@/lib/server/store/embedded-postgres';

declare module 'vitest' {
  interface ProvidedContext {
    /** URL of one real Postgres, shared by the whole run; tests make databases or schemas of their own. */
    databaseUrl: string;
  }
}

/** Starts the Postgres of the `db` suite once; DATABASE_TEST_URL names a running one to use instead. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.DATABASE_TEST_URL;
  if (given) {
    project.provide('databaseUrl', given);
    return async () => undefined;
  }
  const dataDir = await mkdtemp(join(tmpdir(), 'highwater-postgres-'));
  const postgres = await startEmbeddedPostgres({ dataDir });
  project.provide('databaseUrl', postgres.url);
  return async () => {
    await postgres.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
}
