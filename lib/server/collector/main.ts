import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '@/lib/domain/errors';
import { EnvError, readEnv } from '@/lib/server/env';
import { log, printLine } from '@/lib/server/log';
import { stopOnSignal } from '@/lib/server/main/stop-on-signal';
import { openDatabase } from '@/lib/server/store/database';
import { applyMigrations } from '@/lib/server/store/migrations';
import type { EncodedRound, RoundMessage } from '@/lib/server/store/round-codec';
import { type Collector, startCollector } from './collector';

const STOP_DEADLINE_MS = 9_000;
const RETRY_MS = 1_000;

await main();

/** Entry point of the collector as a process of its own: started by the supervisor, or alone against a shared database. */
async function main(): Promise<void> {
  try {
    const env = readEnv();
    log.level = env.logLevel;
    if (env.databaseUrl === null)
      throw new EnvError(['DATABASE_URL: is missing: a collector on its own needs the database that the web reads']);
    await applyMigrations(env.databaseUrl);
    const database = openDatabase(env.databaseUrl, { applicationName: 'highwater collector' });
    const collector = await startWhenDatabaseAnswers(() => startCollector({ ...env, database, publish: sendToParent }));
    const stop = async () => {
      setTimeout(() => process.exit(1), STOP_DEADLINE_MS).unref();
      await collector.stop();
      await database.close();
    };
    stopOnSignal(stop);
    // A supervisor that was killed leaves nobody to stop us.
    process.once('disconnect', () => void stop().finally(() => process.exit(0)));
  } catch (error) {
    const lines = error instanceof EnvError ? error.problems : [(error as Error).message];
    for (const line of lines) printLine(`highwater collector: ${line}`, 'stderr');
    if (!(error instanceof EnvError || error instanceof AppError)) log.error({ err: error }, 'the collector failed');
    process.exit(2);
  }
}

async function startWhenDatabaseAnswers(start: () => Promise<Collector>): Promise<Collector> {
  for (;;) {
    try {
      return await start();
    } catch (error) {
      if (!(error instanceof AppError) || !error.retryable) throw error;
      log.warn({ reason: error.message }, 'the collector waits for the database');
      await sleep(RETRY_MS);
    }
  }
}

/** The supervisor hands the round to the web, which so goes on showing live figures while the database is away. */
function sendToParent(round: EncodedRound): void {
  const message: RoundMessage = { kind: 'highwater-round', round };
  if (process.connected) process.send?.(message, undefined, undefined, () => undefined);
}
