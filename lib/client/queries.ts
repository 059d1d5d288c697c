import { type Query, queryOptions } from '@tanstack/react-query';
import type { LagHistory, LagHistoryQuery } from '@/lib/views/lag-history';
import type { RecordRateHistory, TopicHistory } from '@/lib/views/log-history';
import { encodePathSegment } from '@/lib/views/path-id';
import type {
  AlertChannelItem,
  AlertCounts,
  AlertIncidentItem,
  AlertItem,
  AlertRuleItem,
  AlertTrial,
  MaintenanceWindowItem,
  SilenceItem,
} from '@/lib/views/schemas/alert';
import type { AuditEventItem } from '@/lib/views/schemas/audit';
import type {
  BrokerDetail,
  BrokerItem,
  BrokerLoggerItem,
  BrokerReplicaItem,
  BrokerTopicItem,
  ConfigEntryItem,
} from '@/lib/views/schemas/broker';
import type { BrokerMetrics, ClusterMetrics, TopicMetrics } from '@/lib/views/schemas/broker-metrics';
import type { ClusterDetail, ClusterItem } from '@/lib/views/schemas/cluster';
import type { ElectionPolicyDetail } from '@/lib/views/schemas/election-policy';
import type { EventItem } from '@/lib/views/schemas/event';
import type { FreshnessObjectiveDetail, FreshnessObjectiveItem } from '@/lib/views/schemas/freshness-objective';
import type { GroupDetail, GroupItem, GroupLagItem } from '@/lib/views/schemas/group';
import type { ClusterMetadata, QuorumReplicaItem } from '@/lib/views/schemas/metadata';
import type { OperationRunDetail, OperationRunItem } from '@/lib/views/schemas/operation-run';
import type { ReassignmentItem } from '@/lib/views/schemas/reassignment';
import type { GroupRebalances } from '@/lib/views/schemas/rebalance';
import type { RestorePointItem } from '@/lib/views/schemas/restore-point';
import type {
  PartitionItem,
  TopicDetail,
  TopicGroupItem,
  TopicItem,
  TopicProducerItem,
} from '@/lib/views/schemas/topic';
import type { Topology } from '@/lib/views/schemas/topology';
import { readApi } from './api';
import type { ListAnswer, ListQuery } from './list-query';

/** Alerts that fire, with how many there are of each state. */
interface FiringAlerts extends ListAnswer<AlertItem> {
  readonly counts: AlertCounts;
  readonly evaluatedAtMs: number | null;
}

/** Key of a view: the cluster stands second, so that a new round of it renews all of its views and no other's. */
type ViewKey = readonly ['view', clusterId: string | null, ...rest: unknown[]];

function view<Answer>(
  clusterId: string | null,
  path: string,
  query: Readonly<Record<string, string | number | boolean | null | undefined>> = {},
) {
  const queryKey: ViewKey = ['view', clusterId, path, query];
  return queryOptions({
    queryKey,
    queryFn: ({ signal }) => readApi<Answer>(path, query, signal),
  });
}

/** Keeps what is shown while another page, search or range of the same thing is read; never rows of one thing under the name of another. */
function keepWithin(path: string) {
  return <Answer>(previous: Answer | undefined, query: Pick<Query, 'queryKey'> | undefined): Answer | undefined =>
    query?.queryKey[2] === path ? previous : undefined;
}

/** A list keeps showing the page before while the next one is read. */
function listView<Item>(clusterId: string | null, path: string, list: ListQuery) {
  return { ...view<ListAnswer<Item>>(clusterId, path, { ...list }), placeholderData: keepWithin(path) };
}

const clusterPath = (clusterId: string) => `/clusters/${encodePathSegment(clusterId)}`;
const topicPath = (clusterId: string, topic: string) => `${clusterPath(clusterId)}/topics/${encodePathSegment(topic)}`;
const groupPath = (clusterId: string, groupId: string) =>
  `${clusterPath(clusterId)}/groups/${encodePathSegment(groupId)}`;

export const clustersQuery = (list: ListQuery = {}) => listView<ClusterItem>(null, '/clusters', list);
export const clusterQuery = (clusterId: string) => view<ClusterDetail>(clusterId, clusterPath(clusterId));
export const clusterMetadataQuery = (clusterId: string) =>
  view<ClusterMetadata>(clusterId, `${clusterPath(clusterId)}/metadata`);
export const quorumReplicasQuery = (clusterId: string, list: ListQuery) =>
  listView<QuorumReplicaItem>(clusterId, `${clusterPath(clusterId)}/metadata/replicas`, list);
export const topologyQuery = (clusterId: string, query: Readonly<Record<string, string | number>>) => {
  const path = `${clusterPath(clusterId)}/topology`;
  return { ...view<Topology>(clusterId, path, query), placeholderData: keepWithin(path) };
};
export const brokersQuery = (clusterId: string, list: ListQuery) =>
  listView<BrokerItem>(clusterId, `${clusterPath(clusterId)}/brokers`, list);
export const brokerQuery = (clusterId: string, brokerId: number | string) =>
  view<BrokerDetail>(clusterId, `${clusterPath(clusterId)}/brokers/${encodePathSegment(String(brokerId))}`);
export const brokerTopicsQuery = (clusterId: string, brokerId: number, list: ListQuery) =>
  listView<BrokerTopicItem>(clusterId, `${clusterPath(clusterId)}/brokers/${brokerId}/topics`, list);
export const brokerReplicasQuery = (clusterId: string, brokerId: number, list: ListQuery) =>
  listView<BrokerReplicaItem>(clusterId, `${clusterPath(clusterId)}/brokers/${brokerId}/replicas`, list);
export const brokerLoggersQuery = (clusterId: string, brokerId: number, list: ListQuery) =>
  listView<BrokerLoggerItem>(clusterId, `${clusterPath(clusterId)}/brokers/${brokerId}/loggers`, list);
export const brokerMetricsQuery = (clusterId: string, brokerId: number) =>
  view<BrokerMetrics>(clusterId, `${clusterPath(clusterId)}/brokers/${brokerId}/metrics`);
export const clusterMetricsQuery = (clusterId: string) =>
  view<ClusterMetrics>(clusterId, `${clusterPath(clusterId)}/metrics`);
export const topicMetricsQuery = (clusterId: string, topic: string) =>
  view<TopicMetrics>(clusterId, `${topicPath(clusterId, topic)}/metrics`);
export const topicsQuery = (clusterId: string, list: ListQuery) =>
  listView<TopicItem>(clusterId, `${clusterPath(clusterId)}/topics`, list);
export const topicQuery = (clusterId: string, topic: string) =>
  view<TopicDetail>(clusterId, topicPath(clusterId, topic));
export const partitionsQuery = (clusterId: string, topic: string, list: ListQuery) =>
  listView<PartitionItem>(clusterId, `${topicPath(clusterId, topic)}/partitions`, list);
export const topicConfigsQuery = (clusterId: string, topic: string, list: ListQuery) =>
  listView<ConfigEntryItem>(clusterId, `${topicPath(clusterId, topic)}/configs`, list);
export const topicGroupsQuery = (clusterId: string, topic: string, list: ListQuery) =>
  listView<TopicGroupItem>(clusterId, `${topicPath(clusterId, topic)}/groups`, list);
export const topicProducersQuery = (clusterId: string, topic: string, list: ListQuery) =>
  listView<TopicProducerItem>(clusterId, `${topicPath(clusterId, topic)}/producers`, list);
export const groupsQuery = (clusterId: string, list: ListQuery) =>
  listView<GroupItem>(clusterId, `${clusterPath(clusterId)}/groups`, list);
export const groupQuery = (clusterId: string, groupId: string) =>
  view<GroupDetail>(clusterId, groupPath(clusterId, groupId));
export const groupRebalancesQuery = (clusterId: string, groupId: string, fromMs: number) => {
  const path = `${groupPath(clusterId, groupId)}/rebalances`;
  return { ...view<GroupRebalances>(clusterId, path, { from: fromMs }), placeholderData: keepWithin(path) };
};
export const groupLagQuery = (clusterId: string, groupId: string, list: ListQuery) =>
  listView<GroupLagItem>(clusterId, `${groupPath(clusterId, groupId)}/lag`, list);
export const restorePointsQuery = (clusterId: string, groupId: string, list: ListQuery) =>
  listView<RestorePointItem>(clusterId, `${groupPath(clusterId, groupId)}/restore-points`, list);
export const freshnessObjectivesQuery = (clusterId: string, list: ListQuery) =>
  listView<FreshnessObjectiveItem>(clusterId, `${clusterPath(clusterId)}/freshness-objectives`, list);
export const freshnessObjectiveQuery = (clusterId: string, groupId: string) =>
  view<FreshnessObjectiveDetail>(clusterId, `${groupPath(clusterId, groupId)}/freshness-objective`);

export const operationRunsQuery = (clusterId: string, list: ListQuery) =>
  listView<OperationRunItem>(clusterId, `${clusterPath(clusterId)}/operation-runs`, list);
export const operationRunQuery = (clusterId: string, runId: string) =>
  view<OperationRunDetail>(clusterId, `${clusterPath(clusterId)}/operation-runs/${encodePathSegment(runId)}`);
export const electionPolicyQuery = (clusterId: string) =>
  view<ElectionPolicyDetail>(clusterId, `${clusterPath(clusterId)}/election-policy`);
export const reassignmentsQuery = (clusterId: string, list: ListQuery) =>
  listView<ReassignmentItem>(clusterId, `${clusterPath(clusterId)}/reassignments`, list);
export const eventsQuery = (clusterId: string, list: ListQuery) =>
  listView<EventItem>(clusterId, `${clusterPath(clusterId)}/events`, list);
export const auditQuery = (clusterId: string, list: ListQuery) =>
  listView<AuditEventItem>(clusterId, `${clusterPath(clusterId)}/audit`, list);

export const alertsQuery = (clusterId: string, list: ListQuery) =>
  listView<AlertItem>(clusterId, `${clusterPath(clusterId)}/alerts`, list);
/** How many alerts there are, and the most urgent ones that fire. */
export const firingAlertsQuery = (clusterId: string) =>
  view<FiringAlerts>(clusterId, `${clusterPath(clusterId)}/alerts`, { state: 'firing', limit: 5 });
export const alertIncidentsQuery = (clusterId: string, list: ListQuery) =>
  listView<AlertIncidentItem>(clusterId, `${clusterPath(clusterId)}/alerts/incidents`, list);
export const alertRulesQuery = (clusterId: string, list: ListQuery) =>
  listView<AlertRuleItem>(clusterId, `${clusterPath(clusterId)}/alerts/rules`, list);
export const alertTrialQuery = (clusterId: string, rule: Readonly<Record<string, string | number | null>>) =>
  view<AlertTrial>(clusterId, `${clusterPath(clusterId)}/alerts/trial`, rule);
export const alertChannelsQuery = (clusterId: string, list: ListQuery) =>
  listView<AlertChannelItem>(clusterId, `${clusterPath(clusterId)}/alerts/channels`, list);
export const silencesQuery = (clusterId: string, list: ListQuery) =>
  listView<SilenceItem>(clusterId, `${clusterPath(clusterId)}/alerts/silences`, list);
export const maintenanceWindowsQuery = (clusterId: string, list: ListQuery) =>
  listView<MaintenanceWindowItem>(clusterId, `${clusterPath(clusterId)}/alerts/maintenance-windows`, list);

/** History of committed, end and lag. `fromMs` and `toMs` are part of the key: round them, or every render asks anew. */
export const lagHistoryQuery = ({ clusterId, groupId, topic, partition, fromMs, toMs, points }: LagHistoryQuery) => {
  const path = `${groupPath(clusterId, groupId)}/lag/history`;
  const range = { topic, partition, from: fromMs, to: toMs, points };
  return { ...view<LagHistory>(clusterId, path, range), placeholderData: keepWithin(path) };
};

/** What was appended to a topic, to the partitions that a broker leads, or to all of a cluster. Times as above. */
export const logHistoryQuery = (
  clusterId: string,
  { topic, brokerId }: { readonly topic: string | null; readonly brokerId: number | null },
  { fromMs, toMs, points }: { readonly fromMs: number; readonly toMs: number; readonly points: number },
) => {
  const broker = brokerId === null ? clusterPath(clusterId) : `${clusterPath(clusterId)}/brokers/${brokerId}`;
  const path = `${topic === null ? broker : topicPath(clusterId, topic)}/history`;
  return view<RecordRateHistory | TopicHistory>(clusterId, path, { from: fromMs, to: toMs, points });
};
