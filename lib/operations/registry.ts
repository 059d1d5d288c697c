import { deleteAlertChannel, saveAlertChannel, testAlertChannel } from './alerts/alert-channels';
import {
  deleteAlertRule,
  deleteMaintenanceWindow,
  endSilence,
  saveAlertRule,
  saveMaintenanceWindow,
  silenceAlerts,
} from './alerts/alert-settings';
import { alterBrokerConfigs } from './brokers/alter-broker-configs';
import { alterBrokerLoggers } from './brokers/alter-broker-loggers';
import { moveReplicaLogDir } from './brokers/move-replica-log-dir';
import { unregisterBroker } from './brokers/unregister-broker';
import { electLeaders } from './elections/elect-leaders';
import { electLeadersUnclean } from './elections/elect-leaders-unclean';
import { setElectionPolicy } from './elections/set-election-policy';
import { deleteGroup } from './groups/delete-group';
import { deleteGroupOffsets } from './groups/delete-group-offsets';
import { deleteRestorePoint } from './groups/delete-restore-point';
import { removeGroupMember } from './groups/remove-group-member';
import { resetGroupOffsets } from './groups/reset-group-offsets';
import { saveRestorePoint } from './groups/save-restore-point';
import { deleteFreshnessObjective } from './objectives/delete-freshness-objective';
import { saveFreshnessObjective } from './objectives/save-freshness-objective';
import type { AnyOperation } from './operation';
import { cancelReassignment } from './reassignment/cancel-reassignment';
import { changeReplicationFactor } from './reassignment/change-replication-factor';
import { reassignPartitions } from './reassignment/reassign-partitions';
import { pauseReassignment, resumeReassignment, setReassignmentThrottle } from './reassignment/steer-reassignment';
import { addPartitions } from './topics/add-partitions';
import { alterTopicConfigs } from './topics/alter-topic-configs';
import { createTopic } from './topics/create-topic';
import { createTopics } from './topics/create-topics';
import { deleteRecords } from './topics/delete-records';
import { deleteTopic } from './topics/delete-topic';
import { recreateTopic } from './topics/recreate-topic';

/** Every write of the API, in the order of its documentation. */
export const operations: readonly AnyOperation[] = [
  createTopic,
  createTopics,
  deleteTopic,
  recreateTopic,
  alterTopicConfigs,
  addPartitions,
  deleteRecords,
  reassignPartitions,
  changeReplicationFactor,
  cancelReassignment,
  setReassignmentThrottle,
  pauseReassignment,
  resumeReassignment,
  electLeaders,
  electLeadersUnclean,
  setElectionPolicy,
  saveFreshnessObjective,
  deleteFreshnessObjective,
  alterBrokerConfigs,
  alterBrokerLoggers,
  moveReplicaLogDir,
  unregisterBroker,
  saveAlertRule,
  deleteAlertRule,
  silenceAlerts,
  endSilence,
  saveMaintenanceWindow,
  deleteMaintenanceWindow,
  saveAlertChannel,
  deleteAlertChannel,
  testAlertChannel,
  resetGroupOffsets,
  deleteGroupOffsets,
  deleteGroup,
  removeGroupMember,
  saveRestorePoint,
  deleteRestorePoint,
];

const byName = new Map(operations.map((operation) => [operation.name, operation]));

/** The operation of that name; null when there is none. */
export function findOperation(name: string): AnyOperation | null {
  return byName.get(name) ?? null;
}
