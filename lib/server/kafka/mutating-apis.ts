import type { ApiName } from './protocol/messages.generated';

/**
 * The APIs that change a cluster: a read-only cluster refuses them, and they are never repeated on their own.
 * InitProducerId fences a transactional producer, so it belongs here.
 */
export const MUTATING_APIS: ReadonlySet<ApiName> = new Set<ApiName>([
  'OffsetCommit',
  'OffsetDelete',
  'DeleteGroups',
  'LeaveGroup',
  'AlterShareGroupOffsets',
  'DeleteShareGroupOffsets',
  'CreateTopics',
  'DeleteTopics',
  'CreatePartitions',
  'DeleteRecords',
  'AlterConfigs',
  'IncrementalAlterConfigs',
  'AlterPartitionReassignments',
  'ElectLeaders',
  'AlterReplicaLogDirs',
  'CreateAcls',
  'DeleteAcls',
  'AlterUserScramCredentials',
  'AlterClientQuotas',
  'CreateDelegationToken',
  'RenewDelegationToken',
  'ExpireDelegationToken',
  'InitProducerId',
  'EndTxn',
  'WriteTxnMarkers',
  'UpdateFeatures',
  'UnregisterBroker',
  'AddRaftVoter',
  'RemoveRaftVoter',
]);
