import { createGate, type Gate } from '@/lib/server/access/gate';
import type { HighwaterEnv } from '@/lib/server/env';
import type { MetricProfile } from '@/lib/server/metric-profiles';
import type { Database } from '@/lib/server/store/database';
import type { ViewSource } from '@/lib/views/view';
import { createBurrowWindows } from './burrow-windows';
import { type ClusterAccesses, createClusterAccesses } from './cluster-access';
import { createMetrics, type Metrics } from './metrics';
import { createRoundBoard, type RoundBoard } from './round-board';
import { createViewSource } from './view-source';

/** Everything that the handlers of one web process share. */
export interface WebRuntime {
  readonly gate: Gate;
  readonly board: RoundBoard;
  readonly source: ViewSource;
  readonly metrics: Metrics;
  /** What `/metrics` tells when no profile is asked for. */
  readonly metricProfiles: readonly MetricProfile[];
  readonly clusterAccesses: ClusterAccesses;
  /** Answers are checked against their own schema: in development and tests, where a wrong answer should be loud. */
  readonly checksAnswers: boolean;
  /** The database was reached, or a round is in memory: there is something to serve. */
  isReady(): boolean;
  markDatabaseReached(): void;
}

export interface WebRuntimeOptions {
  readonly env: Pick<
    HighwaterEnv,
    'auth' | 'adminToken' | 'clusters' | 'retentionDays' | 'metricProfiles' | 'secret' | 'publicUrl'
  >;
  /** Null without a database: no history and no sessions. */
  readonly database: Database | null;
  readonly checksAnswers: boolean;
}

/** The instrumentation and the route handlers are bundled apart: only the global object is the same for both. */
const KEY = Symbol.for('highwater.web-runtime');
const holder = globalThis as typeof globalThis & { [KEY]?: WebRuntime };

/** The runtime of this process. Throws when there is none. */
export function webRuntime(): WebRuntime {
  const runtime = holder[KEY];
  if (runtime === undefined) throw new Error('the web runtime was not started');
  return runtime;
}

/** Makes the runtime that `webRuntime()` answers from now on. */
export function installWebRuntime(options: WebRuntimeOptions): WebRuntime {
  const { env, database, checksAnswers } = options;
  const board = createRoundBoard();
  const burrowWindows = createBurrowWindows(board);
  const nowMs = () => Date.now();
  const clusterAccesses = createClusterAccesses(env, database);
  const source = createViewSource(env, { board, burrowWindows }, database, clusterAccesses, nowMs);
  let wasDatabaseReached = false;
  const runtime: WebRuntime = {
    board,
    checksAnswers,
    gate: createGate({ auth: env.auth, adminToken: env.adminToken, database, nowMs }),
    source,
    metrics: createMetrics({ board, burrowWindows, views: source, nowMs }),
    metricProfiles: env.metricProfiles,
    clusterAccesses,
    isReady: () => wasDatabaseReached || board.rounds().length > 0,
    markDatabaseReached: () => {
      wasDatabaseReached = true;
    },
  };
  holder[KEY] = runtime;
  return runtime;
}
