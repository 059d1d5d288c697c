import { execFile } from 'node:child_process';
import { ensureKafkaJars } from './kafka-jars';
import { type KafkaVersion, needsZooKeeper, testedKafkaVersion } from './kafka-version';

export interface KafkaToolResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Main classes of the tools most often used; any other class of the jars works as well. */
export const KAFKA_TOOLS = {
  consumerGroups: 'org.apache.kafka.tools.consumer.group.ConsumerGroupCommand',
  shareGroups: 'org.apache.kafka.tools.consumer.group.ShareGroupCommand',
  streamsGroups: 'org.apache.kafka.tools.streams.StreamsGroupCommand',
  topics: 'org.apache.kafka.tools.TopicCommand',
  configs: 'kafka.admin.ConfigCommand',
  logDirs: 'org.apache.kafka.tools.LogDirsCommand',
  offsets: 'org.apache.kafka.tools.GetOffsetShell',
  quorum: 'org.apache.kafka.tools.MetadataQuorumCommand',
  features: 'org.apache.kafka.tools.FeatureCommand',
  transactions: 'org.apache.kafka.tools.TransactionsCommand',
  reassignPartitions: 'org.apache.kafka.tools.reassign.ReassignPartitionsCommand',
} as const;

interface KafkaToolOptions {
  readonly input?: string;
  readonly timeoutMs?: number;
  /** Whose tool; default that of the brokers under test. */
  readonly version?: KafkaVersion;
}

/**
 * Runs one of Kafka's own command line tools, e.g. as the oracle of a test; takes a second or two. Tools and arguments
 * have the names of the newest Kafka, whatever the version.
 */
export async function runKafkaTool(
  newestMainClass: string,
  newestArgs: readonly string[],
  { input = '', timeoutMs = 60_000, version = testedKafkaVersion() }: KafkaToolOptions = {},
): Promise<KafkaToolResult> {
  const { javaPath, classpath } = await ensureKafkaJars(version);
  const [mainClass, args] = needsZooKeeper(version)
    ? nameOlderTool(newestMainClass, newestArgs)
    : [newestMainClass, newestArgs];
  const jvm = [
    '-Xmx128m',
    '-XX:+UseSerialGC',
    '-XX:TieredStopAtLevel=1',
    '-Dfile.encoding=UTF-8',
    '-Dsun.jnu.encoding=UTF-8',
  ];
  return new Promise((resolve, reject) => {
    const options = { timeout: timeoutMs, maxBuffer: 64 * 1024 * 1024, env: { ...process.env, LC_ALL: 'C.UTF-8' } };
    const child = execFile(
      javaPath,
      [...jvm, '-cp', classpath, mainClass, ...args],
      options,
      (error, stdout, stderr) => {
        if (child.exitCode === null) reject(new Error(`${mainClass} did not finish: ${error?.message ?? 'killed'}`));
        else resolve({ exitCode: child.exitCode, stdout, stderr });
      },
    );
    child.stdin?.end(input);
  });
}

/** Before 3.0 the tools were part of the broker's jar, and GetOffsetShell called its brokers otherwise. */
function nameOlderTool(mainClass: string, args: readonly string[]): readonly [string, readonly string[]] {
  const name = mainClass.split('.').at(-1) ?? mainClass;
  if (name !== 'GetOffsetShell') return [`kafka.admin.${name}`, args];
  return [`kafka.tools.${name}`, args.map((arg) => (arg === '--bootstrap-server' ? '--broker-list' : arg))];
}
