import { KAFKA_TOOLS, runKafkaTool } from '@/demo/kafka-tool';

/** What one of Kafka's own tools prints; throws when it fails. */
export async function askKafka(
  brokers: string,
  tool: keyof typeof KAFKA_TOOLS,
  ...args: readonly string[]
): Promise<string> {
  const { stdout, stderr, exitCode } = await runKafkaTool(KAFKA_TOOLS[tool], ['--bootstrap-server', brokers, ...args]);
  // Some of the tools exit with 0 though they failed.
  if (exitCode !== 0 || /^Error|Exception/m.test(stderr))
    throw new Error(`${tool} ${args.join(' ')}: ${stderr}${stdout}`);
  return stdout;
}

interface DescribedTopic {
  readonly topicId: string;
  /** By partition number; a leader of null is none. */
  readonly partitions: readonly {
    readonly leader: number | null;
    readonly replicas: readonly number[];
    readonly isr: readonly number[];
  }[];
}

const idsOf = (text = '') => (text === '' ? [] : text.split(',').map(Number));

/** A topic as `kafka-topics --describe` tells it; null when it is not there. */
export async function describeTopic(brokers: string, topic: string): Promise<DescribedTopic | null> {
  const text = await askKafka(brokers, 'topics', '--describe', '--topic', topic, '--if-exists');
  const topicId = /TopicId: (\S+)/.exec(text)?.[1];
  if (topicId === undefined) return null;
  const rows = text.matchAll(/Partition: \d+\tLeader: (\S+)\tReplicas: ([\d,]+)\tIsr: ([\d,]*)/g);
  const partitions = Array.from(rows, ([, leader, replicas, isr]) => {
    return { leader: leader === 'none' ? null : Number(leader), replicas: idsOf(replicas), isr: idsOf(isr) };
  });
  return { topicId, partitions };
}

/** Dynamic configs as `kafka-configs --describe` tells them, each `name=value`; of all entities when none is named. */
export async function describeConfigs(
  brokers: string,
  type: 'topics' | 'brokers' | 'broker-loggers',
  name?: string,
): Promise<readonly string[]> {
  const entity = name === undefined ? [] : ['--entity-name', name];
  const text = await askKafka(brokers, 'configs', '--describe', '--entity-type', type, ...entity);
  return Array.from(text.matchAll(/^ {2}(\S+=.*?) sensitive=/gm), ([, entry]) => entry ?? '');
}

/** Offsets by partition as `kafka-get-offsets` tells them for `earliest`, `latest` or a time in epoch ms. */
export async function readTopicOffsets(
  brokers: string,
  topic: string,
  time: 'earliest' | 'latest' | number,
): Promise<Readonly<Record<string, number>>> {
  const text = await askKafka(brokers, 'offsets', '--topic', topic, '--time', String(time));
  return Object.fromEntries(
    Array.from(text.matchAll(/^.*:(\d+):(\d+)$/gm), ([, partition = '', offset]) => [partition, Number(offset)]),
  );
}

/** The log dir that holds a replica in use, as `kafka-log-dirs --describe` tells it; undefined when none does. */
export async function readLogDir(
  brokers: string,
  { brokerId, topic, partition }: { readonly brokerId: number; readonly topic: string; readonly partition: number },
): Promise<string | undefined> {
  const args = ['--describe', '--broker-list', String(brokerId), '--topic-list', topic];
  const text = await askKafka(brokers, 'logDirs', ...args);
  const told = JSON.parse(text.split('\n').find((line) => line.startsWith('{')) ?? '{}') as {
    brokers: { logDirs: { logDir: string; partitions: { partition: string; isFuture: boolean }[] }[] }[];
  };
  const name = `${topic}-${partition}`;
  const held = told.brokers[0]?.logDirs.find(({ partitions }) =>
    partitions.some((replica) => replica.partition === name && !replica.isFuture),
  );
  return held?.logDir;
}

/** Partitions on the move as `kafka-reassign-partitions --list` tells them, each with its replicas. */
export async function listReassignments(brokers: string): Promise<Readonly<Record<string, string>>> {
  const text = await askKafka(brokers, 'reassignPartitions', '--list');
  return Object.fromEntries(
    Array.from(text.matchAll(/^(\S+-\d+): (replicas: .*)$/gm), ([, name = '', rest]) => [name, rest ?? '']),
  );
}
