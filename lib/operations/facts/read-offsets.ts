import { AppError } from '@/lib/domain/errors';
import type { OperationKafka } from '../operation';
import { partitionName } from '../partition-name';
import { exactNumber } from './exact-number';
import type { TopicNow } from './read-topics';

/** What ListOffsets is asked for instead of a time in epoch ms. */
export const OFFSET_AT = { logEnd: -1n, logStart: -2n } as const;

/** Offsets by `topic-partition`; a partition that did not tell is absent, -1 stands for "no such record". */
export type OffsetsNow = ReadonlyMap<string, number>;

interface LedPartition {
  readonly topic: string;
  readonly partition: number;
}

function groupByLeader(topics: readonly TopicNow[]): ReadonlyMap<number, readonly LedPartition[]> {
  const byLeader = new Map<number, LedPartition[]>();
  for (const { topic, partitions } of topics) {
    for (const { partition, leader } of partitions) {
      if (leader < 0) continue;
      const led = byLeader.get(leader);
      if (led) led.push({ topic, partition });
      else byLeader.set(leader, [{ topic, partition }]);
    }
  }
  return byLeader;
}

/**
 * The offsets of all partitions of topics at a time, one request per leader (ListOffsets, API key 2, read_uncommitted:
 * the log end is the high watermark). A leader that does not answer leaves its partitions out.
 */
export async function readOffsets(
  kafka: OperationKafka,
  topics: readonly TopicNow[],
  timestamp: bigint,
): Promise<OffsetsNow> {
  const offsets = new Map<string, number>();
  const askLeader = async (brokerId: number, led: readonly LedPartition[]) => {
    const names = [...new Set(led.map(({ topic }) => topic))];
    const asked = names.map((name) => ({
      name,
      partitions: led
        .filter(({ topic }) => topic === name)
        .map(({ partition }) => ({ partitionIndex: partition, timestamp })),
    }));
    const answer = await kafka.call('ListOffsets', { replicaId: -1, topics: asked }, { brokerId });
    for (const { name, partitions } of answer.topics) {
      for (const { partitionIndex, errorCode, offset } of partitions) {
        if (errorCode === 0) offsets.set(partitionName(name, partitionIndex), exactNumber(offset));
      }
    }
  };
  const asked = [...groupByLeader(topics)].map(([brokerId, led]) =>
    askLeader(brokerId, led).catch((error: unknown) => {
      if (!(error instanceof AppError)) throw error;
    }),
  );
  await Promise.all(asked);
  return offsets;
}

/** The first and the next offset of each partition. */
export interface LogRange {
  readonly logStart: number;
  readonly highWatermark: number;
}

/** The ranges of all partitions of topics, by `topic-partition`; what did not tell is absent. */
export async function readLogRanges(
  kafka: OperationKafka,
  topics: readonly TopicNow[],
): Promise<ReadonlyMap<string, LogRange>> {
  const starts = await readOffsets(kafka, topics, OFFSET_AT.logStart);
  const ends = await readOffsets(kafka, topics, OFFSET_AT.logEnd);
  const ranges = new Map<string, LogRange>();
  for (const [name, logStart] of starts) {
    const highWatermark = ends.get(name);
    if (highWatermark !== undefined) ranges.set(name, { logStart, highWatermark });
  }
  return ranges;
}
