import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { JudgedRound } from '@/lib/domain/evaluation';
import { log } from '@/lib/server/log';
import type { RouteHandlers } from '../respond';
import { installWebRuntime, type WebRuntime } from '../web-runtime';

export const ADMIN_TOKEN = 'an-admin-token-of-more-than-32-characters';

/** A runtime without a database, as a process has it before Postgres was ever reached. */
export function installTestRuntime(auth: 'on' | 'off', rounds: readonly JudgedRound[] = []): WebRuntime {
  log.level = 'silent';
  const runtime = installWebRuntime({
    env: {
      auth,
      adminToken: ADMIN_TOKEN,
      clusters: [],
      retentionDays: 1,
      secret: null,
      publicUrl: null,
      metricProfiles: ['highwater', 'kafka_exporter'],
    },
    database: null,
    checksAnswers: true,
  });
  rounds.forEach((round, index) => {
    runtime.board.post({ epoch: 1, roundNumber: index + 1, round });
  });
  return runtime;
}

/** A request as it reaches a handler on loopback. */
export function requestTo(path: string, init: RequestInit = {}): Request {
  const headers = new Headers(init.headers);
  if (!headers.has('host')) headers.set('host', 'localhost:9000');
  return new Request(`http://localhost:9000${path}`, { ...init, headers });
}

/** A route file of the application with its path in Next's spelling, e.g. `/api/v1/clusters/[cluster]`. */
export interface RouteFile {
  readonly path: string;
  load(): Promise<Partial<RouteHandlers> & Readonly<Record<string, unknown>>>;
}

/** Every `route.ts` below `app`, found on disk: a new one cannot be forgotten. */
export function listRouteFiles(): readonly RouteFile[] {
  const app = join(import.meta.dirname, '../../../../app');
  return readdirSync(app, { recursive: true, encoding: 'utf8' })
    .filter((file) => /(^|\/)route\.tsx?$/.test(file))
    .sort()
    .map((file) => ({
      path: `/${relative('.', file).replace(/\/?route\.tsx?$/, '')}`,
      load: () => import(/* @vite-ignore */ join(app, file)),
    }));
}
