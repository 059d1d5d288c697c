/** Kafka releases that Highwater is tried against, oldest first; the last is that of demo/pom.xml. */
export const KAFKA_VERSIONS = ['2.5.1', '2.8.2', '3.9.1', '4.3.1'] as const;
export type KafkaVersion = (typeof KAFKA_VERSIONS)[number];

export const NEWEST_KAFKA: KafkaVersion = '4.3.1';

/** The release of KAFKA_VERSIONS that a text such as `2.5`, `3.9.1` or `4` means; throws for any other. */
export function parseKafkaVersion(text: string): KafkaVersion {
  const found = KAFKA_VERSIONS.findLast((version) => version === text || version.startsWith(`${text}.`));
  if (found === undefined) throw new Error(`Kafka ${text} is not among ${KAFKA_VERSIONS.join(', ')}`);
  return found;
}

/** Whether its controllers keep their state in ZooKeeper: KRaft is fit for use since 3.3. */
export function needsZooKeeper(version: KafkaVersion): boolean {
  return version.startsWith('2.');
}

/** The release that tests run on: KAFKA_TEST_VERSION, else the newest. */
export function testedKafkaVersion(): KafkaVersion {
  const text = process.env.KAFKA_TEST_VERSION;
  return text ? parseKafkaVersion(text) : NEWEST_KAFKA;
}
