import type { PartitionReplicas } from './cluster-layout';

/**
 * What a plan is to reach:
 * - `balance`: replicas and preferred leaders evenly over the allowed brokers, first within each selected topic, then in the cluster;
 * - `drain`: nothing of the selection stays on the brokers given, live or dead; nothing else moves;
 * - `fill`: the brokers given take their share of each selected topic and of the cluster, rounded down, from all others; nothing moves
 *   between the others;
 * - `replication-factor`: each selected partition has as many replicas as given;
 * - `exact`: the partitions given have the replicas given; `leftAloneCount` partitions were left out because they were being moved.
 */
export type AssignmentGoal =
  | { readonly kind: 'balance' }
  | { readonly kind: 'drain'; readonly brokerIds: readonly number[] }
  | { readonly kind: 'fill'; readonly brokerIds: readonly number[] }
  | { readonly kind: 'replication-factor'; readonly replicationFactor: number }
  | {
      readonly kind: 'exact';
      readonly assignment: readonly PartitionReplicas[];
      readonly leftAloneCount?: number;
    };

/** Partitions of one topic; `partitions` null means all of them. */
export interface TopicSelection {
  readonly topic: string;
  readonly partitions: readonly number[] | null;
}

/** Dangers the operator has said yes to; each turns its refusal off. */
export interface AcknowledgedRisks {
  readonly replicationFactorChange: boolean;
  readonly minIsrRisk: boolean;
  readonly reassignmentRunning: boolean;
}

/** What a plan may touch and use. */
export interface AssignmentOptions {
  /** What may change; null means every partition of the cluster. */
  readonly selection: readonly TopicSelection[] | null;
  /** Brokers that may get new replicas; null means every live broker. */
  readonly allowedBrokerIds: readonly number[] | null;
  /** `min.insync.replicas` by topic; a topic that is not named is not checked. */
  readonly minInSyncReplicas: Readonly<Record<string, number>>;
  readonly acknowledged: AcknowledgedRisks;
}

/** Where a refusal applies. */
interface AtPartition {
  readonly topic: string;
  readonly partition: number;
}

/** Why a plan cannot be made or run (R21 of the reference); a closed list whose codes the catalogues translate. */
export type AssignmentRefusal =
  /** A broker named by the goal or the options is not part of the cluster. */
  | { readonly code: 'unknown_broker'; readonly brokerId: number }
  /** A broker that is to get replicas is not live. */
  | { readonly code: 'dead_broker'; readonly brokerId: number }
  | ({ readonly code: 'unknown_replica_broker'; readonly brokerId: number } & AtPartition)
  | ({ readonly code: 'dead_replica_broker'; readonly brokerId: number } & AtPartition)
  | ({ readonly code: 'replica_broker_not_allowed'; readonly brokerId: number } & AtPartition)
  | ({ readonly code: 'duplicate_replica_broker'; readonly brokerId: number } & AtPartition)
  | ({ readonly code: 'no_replicas' } & AtPartition)
  | ({ readonly code: 'unknown_partition' } & AtPartition)
  | ({ readonly code: 'partition_not_selected' } & AtPartition)
  /** The same partition is given twice. */
  | ({ readonly code: 'partition_given_twice' } & AtPartition)
  | ({
      readonly code: 'replication_factor_change_not_acknowledged';
      readonly fromFactor: number;
      readonly toFactor: number;
    } & AtPartition)
  /** Fewer live replicas than `min.insync.replicas`: writes with acks=all would fail. */
  | ({ readonly code: 'min_isr_risk'; readonly liveReplicas: number; readonly minInSyncReplicas: number } & AtPartition)
  /** A reassignment of a partition that the plan would change is running. */
  | ({ readonly code: 'reassignment_running' } & AtPartition)
  /** `partitionCount` partitions need `replicationFactor` different brokers, and only `brokerCount` can hold them. */
  | {
      readonly code: 'too_few_brokers';
      readonly replicationFactor: number;
      readonly brokerCount: number;
      readonly partitionCount: number;
    }
  /** Not a whole number from 1 to 32767. */
  | { readonly code: 'invalid_replication_factor'; readonly replicationFactor: number };

/** What an operator should know of a plan that can run; counts are of partitions unless named otherwise. */
export type AssignmentWarning =
  /** Some brokers have a rack and these have not: they count as one rack. */
  | { readonly code: 'brokers_without_rack'; readonly brokerIds: readonly number[] }
  /** Partitions of the plan on fewer racks than there could be. */
  | { readonly code: 'fewer_racks_than_possible'; readonly partitionCount: number }
  /** Replicas of the selection stay on a dead broker, which may come back; drain it to give them up. */
  | { readonly code: 'replicas_on_dead_broker'; readonly brokerId: number; readonly replicaCount: number }
  /** Left as they are, because a reassignment of them is running. */
  | { readonly code: 'left_alone_while_reassigning'; readonly partitionCount: number }
  /** No live replica to copy from: the move waits until one is back. */
  | { readonly code: 'no_live_source'; readonly partitionCount: number }
  /** After the plan, as many live replicas as `min.insync.replicas`: one failure stops writes with acks=all. */
  | { readonly code: 'no_spare_replica'; readonly partitionCount: number }
  /** Data moves whose bytes are unknown. */
  | { readonly code: 'unknown_bytes'; readonly partitionCount: number };
