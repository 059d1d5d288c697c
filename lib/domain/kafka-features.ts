/**
 * What Highwater shows or does only where the brokers can, and the Kafka release that brought it for everybody; the
 * quorum also needs KRaft. Everything else needs Kafka 2.5.
 */
export const KAFKA_FEATURES = {
  /** DescribeConfigs v3 (KIP-569): documentation and type of config entries. */
  'config-documentation': '2.6',
  /** Metadata v10 (KIP-516): without ids, a topic made anew between two rounds is taken for the old one. */
  'topic-ids': '2.8',
  /** OffsetFetch v8 (KIP-709): without it a round costs a request a group. */
  'offsets-of-many-groups': '3.0',
  /** DescribeLogDirs v4 (KIP-827): size and free space of a log dir's disk. */
  'log-dir-capacity': '3.3',
  /** DescribeQuorum (KIP-595): the controllers, and brokers that can be taken out of the cluster's memory. */
  'kraft-quorum': '3.3',
  /** Groups of the consumer protocol (KIP-848). */
  'consumer-groups': '4.0',
  /** DescribeTopicPartitions v0 (KIP-966): who may lead beside the in-sync replicas. */
  'eligible-leader-replicas': '4.1',
  /** Share groups (KIP-932) and streams groups (KIP-1071). */
  'share-groups': '4.2',
  'streams-groups': '4.2',
} as const;
export type KafkaFeature = keyof typeof KAFKA_FEATURES;

export const KAFKA_FEATURE_NAMES = Object.keys(KAFKA_FEATURES) as [KafkaFeature, ...KafkaFeature[]];
