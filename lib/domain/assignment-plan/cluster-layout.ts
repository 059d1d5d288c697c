/** One broker as a place for replicas. */
export interface BrokerPlace {
  readonly brokerId: number;
  /** `broker.rack`; null when not set. Brokers without a rack count as one rack together, so a cluster without racks has no rack rule. */
  readonly rack: string | null;
  readonly isLive: boolean;
}

/** One partition as it lies now. */
export interface PartitionPlace {
  readonly topic: string;
  readonly partition: number;
  /** Broker ids, preferred leader first. */
  readonly replicas: readonly number[];
  /** Bytes of one replica (DescribeLogDirs); null when unknown. */
  readonly bytes: number | null;
  /** A reassignment of it is running (ListPartitionReassignments, API key 46). */
  readonly isReassigning: boolean;
}

/** Where everything lies: all brokers and all partitions of a cluster, also those that are not to be touched, since they are load too. */
export interface ClusterLayout {
  readonly brokers: readonly BrokerPlace[];
  readonly partitions: readonly PartitionPlace[];
}

/** The replicas of one partition, preferred leader first. */
export interface PartitionReplicas {
  readonly topic: string;
  readonly partition: number;
  readonly replicas: readonly number[];
}

/** A change of one partition's replicas, preferred leader first on both sides; `from` and `to` always differ. */
export interface PartitionMove {
  readonly topic: string;
  readonly partition: number;
  readonly from: readonly number[];
  readonly to: readonly number[];
}

/** By topic name (code points, as Kafka's tools sort), then by partition number. */
export function comparePartitions(
  left: { readonly topic: string; readonly partition: number },
  right: { readonly topic: string; readonly partition: number },
): number {
  if (left.topic !== right.topic) return left.topic < right.topic ? -1 : 1;
  return left.partition - right.partition;
}

/** Key of a partition in maps. Topic names hold no colon. */
export function partitionKey(at: { readonly topic: string; readonly partition: number }): string {
  return `${at.topic}:${at.partition}`;
}
