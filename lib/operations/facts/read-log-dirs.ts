import { AppError } from '@/lib/domain/errors';
import type { OperationKafka } from '../operation';
import { partitionName } from '../partition-name';
import { exactNumber } from './exact-number';

/** A log dir of a broker with the replicas asked for that it holds. */
export interface LogDirNow {
  readonly logDir: string;
  /** Kafka's error name where the dir is offline; null when it works. */
  readonly errorName: string | null;
  /** Room left in bytes; null below Kafka 3.3, which does not tell. */
  readonly usableBytes: number | null;
  /** By `topic-partition`: the replica in use. */
  readonly replicas: ReadonlyMap<string, { readonly sizeBytes: number }>;
  /** By `topic-partition`: copies that are to take over once they have caught up, with the records they lack. */
  readonly futures: ReadonlyMap<string, { readonly lagRecords: number }>;
}

interface TopicPartition {
  readonly topic: string;
  readonly partition: number;
}

/** The log dirs of a broker with some replicas (DescribeLogDirs, API key 35). Throws `broker_rejected` when refused. */
export async function readLogDirs(
  kafka: OperationKafka,
  brokerId: number,
  partitions: readonly TopicPartition[],
): Promise<readonly LogDirNow[]> {
  const topics = [...new Set(partitions.map(({ topic }) => topic))].map((topic) => ({
    topic,
    partitions: partitions.filter((one) => one.topic === topic).map(({ partition }) => partition),
  }));
  const answer = await kafka.call('DescribeLogDirs', { topics }, { brokerId });
  const refused = kafka.errorOf(answer.errorCode ?? 0);
  if (refused !== null) {
    throw new AppError('broker_rejected', `Broker ${brokerId} does not tell its log dirs: ${refused.name}`);
  }
  return answer.results.map(({ logDir, errorCode, usableBytes, topics: held }) => {
    const all = held.flatMap(({ name, partitions: some }) =>
      some.map((one) => ({ ...one, name: partitionName(name, one.partitionIndex) })),
    );
    return {
      logDir,
      errorName: kafka.errorOf(errorCode)?.name ?? null,
      usableBytes: usableBytes === undefined || usableBytes < 0n ? null : Number(usableBytes),
      replicas: new Map(
        all.filter((one) => !one.isFutureKey).map((one) => [one.name, { sizeBytes: exactNumber(one.partitionSize) }]),
      ),
      futures: new Map(
        all.filter((one) => one.isFutureKey).map((one) => [one.name, { lagRecords: exactNumber(one.offsetLag) }]),
      ),
    };
  });
}
