import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { ensureKafkaJars } from '@/demo/kafka-jars';
import type { BrokerPlace, PartitionPlace } from '@/lib/domain/assignment-plan/cluster-layout';

/** What is to be spread over which brokers, and how many times Kafka may try its luck: it starts at a random broker. */
export interface GenerateRequest {
  readonly brokers: readonly BrokerPlace[];
  readonly partitions: readonly PartitionPlace[];
  readonly draws: number;
}

/** Replicas by `topic:partition`. */
export type GeneratedAssignment = ReadonlyMap<string, readonly number[]>;

const mostBytes = 400 * 1024 * 1024;

/** Runs Kafka's own `--generate` on all requests in one JVM; one list of draws a request. */
export async function generateByKafka(requests: readonly GenerateRequest[]): Promise<GeneratedAssignment[][]> {
  const { javaPath, classpath } = await ensureKafkaJars();
  const source = path.join(import.meta.dirname, 'GenerateAssignment.java');
  const { status, stdout, stderr } = spawnSync(javaPath, ['-Xmx1g', '-cp', classpath, source], {
    input: requests.map(writeRequest).join(''),
    encoding: 'utf8',
    maxBuffer: mostBytes,
  });
  if (status !== 0) throw new Error(`Kafka's generate failed: ${stderr}`);
  const draws = stdout.split('drawn\n').map(readDraw);
  return requests.map((request) => draws.splice(0, request.draws));
}

function writeRequest({ brokers, partitions, draws }: GenerateRequest): string {
  const topics = new Map<string, string[]>();
  for (const { topic, partition, replicas } of partitions) {
    const lists = topics.get(topic) ?? [];
    topics.set(topic, lists);
    lists[partition] = replicas.join();
  }
  return [
    `draws ${draws}`,
    ...brokers.map(({ brokerId, rack }) => `broker ${brokerId} ${rack ?? '-'}`),
    ...[...topics].map(([topic, lists]) => `topic ${topic} ${lists.join(';')}`),
    'end\n',
  ].join('\n');
}

function readDraw(text: string): GeneratedAssignment {
  const lines = text.split('\n').filter((line) => line.startsWith('topic '));
  return readReplicaLists(
    lines.map((line) => {
      const [, topic = '', lists = ''] = line.split(' ');
      return [topic, lists] as const;
    }),
  );
}

/** Topics with the replicas of their partitions, `1,2;2,3` in order of partitions. */
export function readReplicaLists(topics: readonly (readonly [topic: string, lists: string])[]): GeneratedAssignment {
  return new Map(
    topics.flatMap(([topic, lists]) =>
      lists.split(';').map((ids, partition) => [`${topic}:${partition}`, ids.split(',').map(Number)] as const),
    ),
  );
}
