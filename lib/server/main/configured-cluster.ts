import type { KafkaClusterConfig } from '@/lib/server/kafka/kafka-cluster-config';

/** One cluster that the environment or the configuration file names. */
export interface ConfiguredKafkaCluster {
  /** Slug of the name; stands in paths. */
  readonly clusterId: string;
  readonly clusterName: string;
  readonly isDemo: boolean;
  /** Free tag beside the name, e.g. `production`; null when none was given. */
  readonly label: string | null;
  readonly kafka: KafkaClusterConfig;
}
