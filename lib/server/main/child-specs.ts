import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AppError } from '@/lib/domain/errors';
import { describeChildVariables, type HighwaterEnv } from '@/lib/server/env';
import { RUNNING_CHANGES_KEY } from '@/lib/server/operations/running-changes';
import type { ChildSpec } from './supervised-child';

const SELF = fileURLToPath(import.meta.url);
/** Run from source (development), not from the bundle in `dist`. */
const IS_SOURCE = SELF.endsWith('.ts');
const ROOT = IS_SOURCE ? join(dirname(SELF), '../../..') : join(dirname(SELF), '..');

const WEB_SERVER = join(ROOT, '.next/standalone/server.js');

/** Fails before anything is started when there is no web to start. */
export function refuseUnlessBuilt(): void {
  if (IS_SOURCE || existsSync(WEB_SERVER)) return;
  throw new AppError('precondition_failed', 'The web is not built: run "npm run build" first.');
}

/** How long an open event stream may hold up the end of the web server, and how much longer a change that runs. */
const STREAM_GRACE_MS = 4_000;
const CHANGE_GRACE_MS = 3_000;

/** Loaded before the web server: it ends with the supervisor that feeds it, and soon after a signal. */
const WEB_PRELOAD = `data:text/javascript,${encodeURIComponent(`
process.once('disconnect', () => process.exit(0));
process.once('SIGTERM', () => setTimeout(() => {
  const isRunning = () => globalThis[Symbol.for('${RUNNING_CHANGES_KEY}')]?.size > 0;
  setInterval(() => isRunning() || process.exit(0), 50);
  setTimeout(() => process.exit(0), ${CHANGE_GRACE_MS});
}, ${STREAM_GRACE_MS}).unref());
`)}`;

/** How the collector process is started. */
export function describeCollector(env: HighwaterEnv, databaseUrl: string): ChildSpec {
  return {
    name: 'collector',
    file: IS_SOURCE ? join(ROOT, 'lib/server/collector/main.ts') : join(ROOT, 'dist/collector.mjs'),
    execArgv: IS_SOURCE ? ['--import', 'tsx'] : ['--enable-source-maps'],
    env: describeVariables(env, databaseUrl, env.adminToken),
  };
}

/** How the web process is started: the built server, or Next's development server when run from source. */
export function describeWeb(env: HighwaterEnv, databaseUrl: string, adminToken: string | null): ChildSpec {
  const variables = {
    ...describeVariables(env, databaseUrl, adminToken),
    PORT: String(env.port),
    HOSTNAME: env.host,
    NEXT_TELEMETRY_DISABLED: '1',
  };
  if (IS_SOURCE) {
    const args = ['dev', '--port', String(env.port), '--hostname', env.host];
    return { name: 'web', file: join(ROOT, 'node_modules/next/dist/bin/next'), args, env: variables };
  }
  return {
    name: 'web',
    file: WEB_SERVER,
    execArgv: ['--import', WEB_PRELOAD],
    env: { ...variables, NODE_ENV: 'production' },
  };
}

function describeVariables(env: HighwaterEnv, databaseUrl: string, adminToken: string | null): NodeJS.ProcessEnv {
  return describeChildVariables({
    DATABASE_URL: databaseUrl,
    DATABASE_URL_FILE: undefined,
    HIGHWATER_DATA_DIR: env.dataDir,
    HIGHWATER_DATA_DIR_FILE: undefined,
    HIGHWATER_ADMIN_TOKEN: adminToken ?? undefined,
    HIGHWATER_ADMIN_TOKEN_FILE: undefined,
    HIGHWATER_SECRET: env.secret ?? undefined,
    HIGHWATER_SECRET_FILE: undefined,
  });
}
