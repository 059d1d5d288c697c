import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '@/lib/domain/errors';
import { EnvError, type HighwaterEnv } from '@/lib/server/env';
import { log } from '@/lib/server/log';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '@/lib/server/store/embedded-postgres';
import { applyMigrations } from '@/lib/server/store/migrations';
import { readProcessInfo } from '@/lib/server/store/process-info';

const ANSWER_DEADLINE_MS = 20_000;
const WATCH_INTERVAL_MS = 1_000;

export interface RunningDatabase {
  readonly url: string;
  /** Somebody else started it, and may be using it. */
  readonly isAdopted: boolean;
  stop(): Promise<void>;
}

/** The database of `DATABASE_URL`, or an embedded one that is kept running; in both cases up to date. */
export async function startDatabase(env: HighwaterEnv): Promise<RunningDatabase> {
  const database =
    env.databaseUrl === null
      ? await startEmbedded(env.dataDir)
      : { url: env.databaseUrl, isAdopted: true, stop: async () => undefined };
  try {
    const applied = await migrateWhenAnswering(database.url);
    if (applied.length > 0) log.info({ migrations: applied.length }, 'the database is up to date');
  } catch (error) {
    await database.stop();
    throw env.databaseUrl === null ? error : describeUnreachable(env.databaseUrl, error);
  }
  return database;
}

async function startEmbedded(dataDir: string): Promise<RunningDatabase> {
  const folder = join(dataDir, 'postgres');
  let server = await startEmbeddedPostgres({ dataDir: folder });
  const port = Number(new URL(server.url).port);
  let isStopping = false;
  const watch = setInterval(() => void restartWhenGone(), WATCH_INTERVAL_MS);
  let restarting: Promise<void> | null = null;

  async function restartWhenGone(): Promise<void> {
    if (restarting !== null || isStopping) return;
    const info = await readProcessInfo(server.pid);
    if ((info !== null && !info.isZombie) || isStopping) return;
    log.error('the embedded Postgres ended and is started again');
    restarting = startEmbeddedPostgres({ dataDir: folder, port })
      .then((next: EmbeddedPostgres) => {
        server = next;
      })
      .catch((error: Error) => log.error({ reason: error.message }, 'the embedded Postgres does not start'))
      .finally(() => {
        restarting = null;
      });
  }

  return {
    url: server.url,
    isAdopted: server.isAdopted,
    stop: async () => {
      isStopping = true;
      clearInterval(watch);
      await restarting;
      await server.stop();
    },
  };
}

/** Waits for a database that is still starting; one that refuses is refused at once. */
async function migrateWhenAnswering(url: string): Promise<readonly string[]> {
  const deadline = Date.now() + ANSWER_DEADLINE_MS;
  for (let attempt = 1; ; attempt++) {
    try {
      return await applyMigrations(url);
    } catch (error) {
      if (!(error instanceof AppError) || !error.retryable || Date.now() > deadline) throw error;
      if (attempt === 1)
        log.warn(
          { reason: error.message },
          `the database does not answer yet: waiting up to ${ANSWER_DEADLINE_MS / 1000} s`,
        );
      await sleep(500);
    }
  }
}

function describeUnreachable(url: string, error: unknown): unknown {
  if (!(error instanceof AppError) || error.code !== 'database_unreachable') return error;
  const { host, username, pathname } = new URL(url);
  return new EnvError([
    `DATABASE_URL: ${error.message} Check host and port (${host}), user (${decodeURIComponent(username)}), password and database (${pathname.slice(1)}), or unset it for the embedded database.`,
  ]);
}
