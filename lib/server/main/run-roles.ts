import { randomBytes } from 'node:crypto';
import { EnvError, type HighwaterEnv } from '@/lib/server/env';
import { log, printLine } from '@/lib/server/log';
import { describeCollector, describeWeb, refuseUnlessBuilt } from './child-specs';
import { readOwnSecret } from './own-secret';
import { createRoundRelay } from './round-relay';
import { startDatabase } from './start-database';
import { stopOnSignal } from './stop-on-signal';
import { SETUP_EXIT_CODE, type SupervisedChild, startSupervisedChild } from './supervised-child';
import { describeWebUrl, refuseUnlessFree, waitUntilWebAnswers } from './web-address';

const CHILD_GRACE_MS = 8_000;

/** Starts the database when it is ours, then the processes of the role, and keeps them running until a signal. */
export async function runRoles(given: HighwaterEnv, role: HighwaterEnv['role']): Promise<void> {
  const env = { ...given, secret: await readOwnSecret(given) };
  const hasWeb = role !== 'collector';
  if (role !== 'all' && env.databaseUrl === null) {
    throw new EnvError([
      `DATABASE_URL: is missing: "${role}" on its own shares a database with the other role; "all" brings its own`,
    ]);
  }
  if (hasWeb) {
    refuseUnlessBuilt();
    await refuseUnlessFree(env.host, env.port);
  }
  const state = { isStopping: false, children: [] as SupervisedChild[], stopDatabase: async () => {} };
  const stop = async () => {
    state.isStopping = true;
    await Promise.all(state.children.map((child) => child.stop(CHILD_GRACE_MS)));
    await state.stopDatabase();
  };
  stopOnSignal(async (signal) => {
    log.info({ signal }, 'stopping');
    await stop();
  });
  const database = await startDatabase(env);
  state.stopDatabase = database.stop;
  if (state.isStopping) return database.stop();
  const failSetup = () => void stop().finally(() => process.exit(SETUP_EXIT_CODE));
  const web = hasWeb ? describeWeb(env, database.url, chooseAdminToken(env)) : null;
  const relay = createRoundRelay((message, onSent) => webChild?.send(message, onSent) ?? false);
  const webChild = web && startSupervisedChild(web, { onStart: () => relay.restart(), onSetupProblem: failSetup });
  if (webChild) state.children.push(webChild);
  if (role !== 'web') {
    const collector = describeCollector(env, database.url);
    state.children.push(startSupervisedChild(collector, { onMessage: relay.receive, onSetupProblem: failSetup }));
  }
  if (env.clusters.length === 0) log.warn('no cluster is configured: set KAFKA_BROKERS or HIGHWATER_CONFIG');
  if (hasWeb) await announceWeb(env, () => state.isStopping);
}

/** Without a token of its own, an installation that asks for one gets a new one at each start. */
function chooseAdminToken(env: HighwaterEnv): string | null {
  if (env.auth === 'off' || env.adminToken !== null) return env.adminToken;
  const token = randomBytes(32).toString('base64url');
  printLine(
    `Sign in with this token, valid until Highwater stops (HIGHWATER_ADMIN_TOKEN sets a lasting one): ${token}`,
  );
  return token;
}

async function announceWeb(env: HighwaterEnv, isStopping: () => boolean): Promise<void> {
  if (await waitUntilWebAnswers(env.host, env.port, isStopping))
    printLine(`Highwater is ready on ${describeWebUrl(env.host, env.port)}`);
  else if (!isStopping()) log.error({ url: describeWebUrl(env.host, env.port) }, 'the web does not answer');
}
