import { setTimeout as sleep } from 'node:timers/promises';
import { readEnv } from '@/lib/server/env';
import { log } from '@/lib/server/log';
import { listenForAlerts } from '@/lib/server/store/alert-rounds';
import { type Database, openDatabase } from '@/lib/server/store/database';
import { decodeRound, parseRoundMessage } from '@/lib/server/store/round-codec';
import { listenForRounds } from '@/lib/server/store/round-store';
import { refuseBrokenPaths } from './refuse-broken-paths';
import type { RoundBoard } from './round-board';
import { installWebRuntime } from './web-runtime';

const PROBE_INTERVAL_MS = 500;
/** Somebody waits for the answer: a slow or locked Postgres is said so within five seconds. */
const DATABASE_LIMITS = { statementTimeoutMs: 4_000, deadlineMs: 4_500 } as const;

/**
 * Starts what the handlers need: rounds come from the supervisor (over IPC, also while Postgres is away) and from
 * Postgres (from collectors elsewhere); whichever is newer is served. Throws `EnvError`.
 */
export function startWeb(options: { readonly checksAnswers: boolean }): void {
  const env = readEnv();
  log.level = env.logLevel;
  refuseBrokenPaths();
  const database =
    env.databaseUrl === null
      ? null
      : openDatabase(env.databaseUrl, { applicationName: 'highwater web', ...DATABASE_LIMITS });
  const runtime = installWebRuntime({ env, database, checksAnswers: options.checksAnswers });
  receiveRounds(runtime.board);
  if (database === null) return;
  listenForRounds(database, runtime.board.post, runtime.board.latest);
  listenForAlerts(database, runtime.board.renew);
  void waitForDatabase(database).then(runtime.markDatabaseReached);
}

function receiveRounds(board: RoundBoard): void {
  process.on('message', (message) => {
    const encoded = parseRoundMessage(message);
    if (encoded === null) return;
    decodeRound(encoded).then(
      (round) => {
        if (round !== null) board.post({ epoch: encoded.epoch, roundNumber: encoded.roundNumber, round });
      },
      (error: unknown) => log.error({ err: error, cluster: encoded.clusterId }, 'a round does not decode'),
    );
  });
}

async function waitForDatabase(database: Database): Promise<void> {
  for (;;) {
    const isReached = await database.query('SELECT 1').then(
      () => true,
      () => false,
    );
    if (isReached) return;
    await sleep(PROBE_INTERVAL_MS, undefined, { ref: false });
  }
}
