import type { BrokerMetricsConfig } from '@/lib/server/broker-metrics/metrics-config';
import type { KafkaClusterConfig } from '@/lib/server/kafka/kafka-cluster-config';
import type { PropertyFate } from './client-properties/property-ledger';

/** One cluster that the environment or the configuration file names. */
export interface ConfiguredKafkaCluster {
  /** Slug of the name; stands in paths. */
  readonly clusterId: string;
  readonly clusterName: string;
  readonly isDemo: boolean;
  /** Free tag beside the name, e.g. `production`; null when none was given. */
  readonly label: string | null;
  readonly kafka: KafkaClusterConfig;
  /** Null or absent: the brokers' metrics are not read. */
  readonly metrics?: BrokerMetricsConfig | null;
}

/** A cluster with what `highwater config check` tells of where it comes from. */
export interface DescribedCluster {
  readonly cluster: ConfiguredKafkaCluster;
  /** Such as `environment KAFKA_BROKERS`. */
  readonly source: string;
  /** What became of each key of its client.properties; empty when it has none. */
  readonly fates: readonly PropertyFate[];
}

/** Clusters of one source; a problem is a line that begins with the name of what is wrong, a note one that stops nothing. */
export interface DescribedClusters {
  readonly clusters: readonly DescribedCluster[];
  readonly problems: readonly string[];
  readonly notes: readonly string[];
}
