import type { z } from 'zod';
import type { BurrowWindow } from '@/lib/domain/burrow/burrow-window';
import type { JudgedRound } from '@/lib/domain/evaluation';
import type { WatchedSpan } from '@/lib/domain/events/replay-owners';
import type { Gap, TopicFacts } from '@/lib/domain/snapshot';
import type { AuditPage, AuditQuery } from '@/lib/server/store/audit-log';
import type { EventsPage, EventsQuery } from '@/lib/server/store/cluster-events';
import type { RunsPage, RunsQuery } from '@/lib/server/store/read-operation-runs';
import type { IncidentQuery, StoredAlertState, StoredIncident } from './alert-source';
import type { FreshnessQuery, FreshnessSummary } from './freshness';
import type { ClusterLagHistory, ClusterLagHistoryQuery, LagHistory, LagHistoryQuery } from './lag-history';
import type { LogHistoryQuery, TopicHistory } from './log-history';
import type { BrokerLoggerItem, BrokerReplicaItem } from './schemas/broker';
import type { OperationRunDetail } from './schemas/operation-run';
import type { TopicProducerItem } from './schemas/topic';

/** What a broker told when it was asked. The same array for everybody who shares the answer. */
export interface BrokerAnswer<Item> {
  readonly items: readonly Item[];
  /** Epoch ms at which it was asked. */
  readonly readAtMs: number;
  readonly gaps: readonly Gap[];
}

/** What a view may read: the collected rounds in memory, what is stored, and what only one screen needs of a broker. */
export interface ViewSource {
  /** Every configured cluster, also those never read. */
  clusters(): readonly ConfiguredCluster[];
  /** The latest round of a cluster; null when none was collected yet. */
  round(clusterId: string): JudgedRound | null;
  /** What Burrow would remember of a cluster, its latest round included; null when none was collected yet. */
  burrowWindow(clusterId: string): Promise<BurrowWindow | null>;
  /** Rejects with `database_unreachable` while Postgres is away. */
  readLagHistory(query: LagHistoryQuery): Promise<LagHistory>;
  readClusterLagHistory(query: ClusterLagHistoryQuery): Promise<ClusterLagHistory>;
  /** Offsets are null but for topics. */
  readLogHistory(query: LogHistoryQuery): Promise<TopicHistory>;
  /** Rejects with `database_unreachable` while Postgres is away, as all that follow do. */
  readAuditEvents(query: AuditQuery): Promise<AuditPage>;
  readEvents(query: EventsQuery): Promise<EventsPage>;
  /** When rounds were stored in a range of time: spans without a hole, ascending. */
  readWatchedSpans(clusterId: string, fromMs: number, toMs: number): Promise<readonly WatchedSpan[]>;
  readOperationRuns(query: RunsQuery): Promise<RunsPage>;
  /** Null when the cluster has no such run. */
  readOperationRun(clusterId: string, runId: string): Promise<OperationRunDetail | null>;
  /** A value that Highwater keeps for the cluster; null when it was never written. */
  readClusterSetting(clusterId: string, key: string): Promise<unknown>;
  /** Rejects with `database_unreachable` while Postgres is away, as the next does. */
  readAlerts(clusterId: string): Promise<StoredAlertState>;
  readAlertIncidents(query: IncidentQuery): Promise<readonly StoredIncident[]>;
  /**
   * Asks the broker, once for everybody who looks within some seconds; nothing is asked while nobody does. Rejects as
   * `KafkaGateway.call`, and with `not_found` for a cluster that this process cannot reach.
   */
  readBrokerLoggers(clusterId: string, brokerId: number): Promise<BrokerAnswer<BrokerLoggerItem>>;
  readBrokerReplicas(clusterId: string, brokerId: number): Promise<BrokerAnswer<BrokerReplicaItem>>;
  /** The same of the leaders of a topic. */
  readTopicProducers(
    clusterId: string,
    topic: Pick<TopicFacts, 'name' | 'leaders'>,
  ): Promise<BrokerAnswer<TopicProducerItem>>;
  /** How groups did against their limits, in the order asked for. Rejects with `database_unreachable`, as the next. */
  readFreshness(clusterId: string, queries: readonly FreshnessQuery[]): Promise<readonly FreshnessSummary[]>;
  /** Verdicts of the minutes of [fromMs, untilMs), see `domain/freshness.ts`. */
  readFreshnessMinutes(
    clusterId: string,
    query: Omit<FreshnessQuery, 'windowDays'>,
    fromMs: number,
    untilMs: number,
  ): Promise<Uint8Array>;
  nowMs(): number;
}

export interface ConfiguredCluster {
  readonly clusterId: string;
  readonly clusterName: string;
  readonly isDemo: boolean;
  readonly bootstrapServers: readonly string[];
}

/** Permissions of the views, `noun:verb` (see `domain/permission.ts` for who holds them). */
export type ViewPermission =
  | 'cluster:view'
  | 'broker:view'
  | 'topic:view'
  | 'group:view'
  | 'lag:view'
  | 'operation:view'
  | 'audit:view'
  | 'alert:view';

/**
 * One read of the API as one value: the route, its OpenAPI entry, the client query and the permission check all come from it.
 * `path` is relative to `/api/v1`, with `{param}` segments that `params` parses together with the query string.
 */
export interface View<Params extends z.ZodType = z.ZodType, Response extends z.ZodType = z.ZodType> {
  /** Camel case, unique: key of the client query and OpenAPI operation id. */
  readonly name: string;
  readonly path: string;
  readonly summary: string;
  readonly permission: ViewPermission;
  readonly params: Params;
  readonly response: Response;
  readonly read: (source: ViewSource, params: z.output<Params>) => z.output<Response> | Promise<z.output<Response>>;
}

/** Keeps the types of one view. */
export function defineView<Params extends z.ZodType, Response extends z.ZodType>(
  view: View<Params, Response>,
): View<Params, Response> {
  return view;
}
