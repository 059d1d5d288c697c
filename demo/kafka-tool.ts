import { execFile } from 'node:child_process';
import { ensureKafkaJars } from './kafka-jars';

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

/** Runs one of Kafka's own command line tools from the jars of the demo, e.g. as the oracle of a test; takes a second or two. */
export async function runKafkaTool(
  mainClass: string,
  args: readonly string[],
  { input = '', timeoutMs = 60_000 }: { readonly input?: string; readonly timeoutMs?: number } = {},
): Promise<KafkaToolResult> {
  const { javaPath, classpath } = await ensureKafkaJars();
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
