import { alertTrialView } from './alert-trial';
import {
  alertChannelsView,
  alertIncidentsView,
  alertRulesView,
  alertsView,
  maintenanceWindowsView,
  silencesView,
} from './alerts';
import { auditView } from './audit';
import { brokerMetricsView, clusterMetricsView, topicMetricsView } from './broker-metrics';
import { brokerLoggersView, brokerReplicasView } from './broker-parts';
import { brokersView, brokerTopicsView, brokerView } from './brokers';
import { clusterLagHistoryView } from './cluster-lag-history';
import { clustersView, clusterView } from './clusters';
import { electionPolicyView } from './election-policy';
import { eventsView } from './events';
import { freshnessObjectivesView, freshnessObjectiveView } from './freshness-objectives';
import { groupLagHistoryView } from './group-lag-history';
import { groupLagView, groupMembersView, groupTopicsView } from './group-lists';
import { groupRebalancesView } from './group-rebalances';
import { groupsView, groupView } from './groups';
import { brokerHistoryView, clusterHistoryView, topicHistoryView } from './log-histories';
import { clusterMetadataView, quorumReplicasView } from './metadata';
import { operationRunsView, operationRunView } from './operation-runs';
import { reassignmentsView } from './reassignments';
import { groupRestorePointsView, groupRestorePointView } from './restore-points';
import { topicConfigsView, topicGroupsView, topicPartitionsView } from './topic-lists';
import { topicProducersView } from './topic-producers';
import { topicsView, topicView } from './topics';
import { topologyView } from './topology';

/** Every read of the API, in the order of its documentation. */
export const views = [
  clustersView,
  clusterView,
  clusterHistoryView,
  clusterMetadataView,
  quorumReplicasView,
  brokersView,
  brokerView,
  brokerTopicsView,
  brokerReplicasView,
  brokerLoggersView,
  brokerHistoryView,
  brokerMetricsView,
  clusterMetricsView,
  topicsView,
  topicView,
  topicPartitionsView,
  topicConfigsView,
  topicGroupsView,
  topicProducersView,
  topicHistoryView,
  topicMetricsView,
  topologyView,
  groupsView,
  groupView,
  groupMembersView,
  groupTopicsView,
  groupLagView,
  groupLagHistoryView,
  clusterLagHistoryView,
  groupRebalancesView,
  groupRestorePointsView,
  groupRestorePointView,
  freshnessObjectivesView,
  freshnessObjectiveView,
  reassignmentsView,
  electionPolicyView,
  operationRunsView,
  operationRunView,
  eventsView,
  auditView,
  alertsView,
  alertIncidentsView,
  alertRulesView,
  alertTrialView,
  alertChannelsView,
  silencesView,
  maintenanceWindowsView,
] as const;
