import { AppError } from '@/lib/domain/errors';
import type { Gap } from '@/lib/domain/snapshot';
import type { OperationKafka } from '../operation';
import { exactNumber } from './exact-number';

/** One replica as it lies in a log dir of a broker. */
export interface BrokerReplica {
  readonly topic: string;
  readonly partition: number;
  readonly logDir: string;
  readonly sizeBytes: number;
  /** Records behind the high watermark, or, of a future replica, behind the one it is to replace; null where it is unknown. */
  readonly offsetLag: number | null;
  /** A copy under way that takes over once it has caught up (KIP-113). */
  readonly isFuture: boolean;
}

/**
 * Every replica of a broker by log dir (DescribeLogDirs, API key 35; `kafka-log-dirs.sh --describe`), and the log dirs
 * that do not tell theirs. Throws `broker_rejected` when the broker refuses, and as `KafkaGateway.call` does.
 */
export async function readBrokerReplicas(
  kafka: OperationKafka,
  brokerId: number,
): Promise<{ readonly replicas: readonly BrokerReplica[]; readonly gaps: readonly Gap[] }> {
  const answer = await kafka.call('DescribeLogDirs', { topics: null }, { brokerId });
  const refused = kafka.errorOf(answer.errorCode ?? 0);
  if (refused !== null) {
    throw new AppError('broker_rejected', `Broker ${brokerId} does not tell its log dirs: ${refused.name}`, {
      broker: {
        errorName: refused.name,
        errorNumber: answer.errorCode ?? 0,
        apiName: 'DescribeLogDirs',
        brokerId,
      },
    });
  }
  const replicas = answer.results.flatMap(({ logDir, topics }) =>
    topics.flatMap(({ name: topic, partitions }) =>
      partitions.map(
        ({ partitionIndex, partitionSize, offsetLag, isFutureKey }): BrokerReplica => ({
          topic,
          partition: partitionIndex,
          logDir,
          sizeBytes: exactNumber(partitionSize),
          offsetLag: offsetLag < 0n ? null : exactNumber(offsetLag),
          isFuture: isFutureKey,
        }),
      ),
    ),
  );
  const gaps = answer.results.flatMap(({ logDir, errorCode }): Gap[] => {
    const error = kafka.errorOf(errorCode);
    return error === null ? [] : [describeSilentDir(brokerId, logDir, error.name)];
  });
  return { replicas, gaps };
}

function describeSilentDir(brokerId: number, logDir: string, errorName: string): Gap {
  return {
    fact: 'log-dirs',
    brokerId,
    topic: null,
    partition: null,
    groupId: null,
    reason: errorName,
    message: `Log dir ${logDir} of broker ${brokerId} does not tell its replicas: ${errorName}`,
  };
}
