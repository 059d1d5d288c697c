import type { RegisteredBroker } from '../protocol/broker-pool';

export interface BrokerMetadata extends RegisteredBroker {
  readonly rack: string | null;
}

/** One topic as Metadata answers it; partition `p` is slot `p` of each column and slot `firstSlot + p` of the cluster's columns. */
export interface TopicMetadata {
  readonly name: string;
  readonly topicId: string | null;
  readonly isInternal: boolean;
  readonly partitionCount: number;
  readonly leaders: Int32Array;
  readonly leaderEpochs: Int32Array;
  readonly replicas: readonly (readonly number[])[];
  readonly isr: readonly (readonly number[])[];
  readonly offlineReplicas: readonly (readonly number[])[];
  readonly firstSlot: number;
}

/** A topic that Metadata answered with an error instead of partitions. */
export interface TopicError {
  readonly name: string;
  readonly errorNumber: number;
}

/** One Metadata answer (API key 3). Immutable: an unchanged answer gives the same topics object. */
export interface ClusterMetadata {
  readonly kafkaClusterId: string | null;
  readonly brokers: readonly BrokerMetadata[];
  /** Any live broker on KRaft, the controller on ZooKeeper; null when none. */
  readonly answeredControllerId: number | null;
  readonly topology: ClusterTopology;
}

/** The topics part of a Metadata answer. */
export interface ClusterTopology {
  /** Sorted by name. */
  readonly topics: readonly TopicMetadata[];
  readonly topicByName: ReadonlyMap<string, TopicMetadata>;
  readonly topicErrors: readonly TopicError[];
  /** Partitions of all topics: the length of the cluster's columns. */
  readonly slotCount: number;
}
