import type { Gap, LogDirFacts } from '@/lib/domain/snapshot';
import type { KafkaGateway } from '../gateway';
import type { TopicMetadata } from './cluster-metadata';
import { type LogDirReading, type ReplicaSizes, readLogDirs } from './log-dir-reader';
import { describeErrorCode, describeReadFailure } from './read-failure';
import { isDue, type RoundContext } from './round-context';

const beatMs = 60_000;

/** Bytes of one topic, of the replicas that were read; NaN where none was. */
export interface TopicBytes {
  readonly leaderBytes: Float64Array;
  readonly totalBytes: number;
}

/** Log dirs of the brokers that were read in full in a round. */
export interface DiskRound {
  readonly logDirs: ReadonlyMap<number, readonly LogDirFacts[]>;
  readonly gaps: readonly Gap[];
}

interface BrokerDisk {
  readonly sizes: ReplicaSizes;
  /** Epoch ms of the last full reading. */
  readonly readAtMs: number | null;
}

/** Reads every broker's log dirs each 60 s, and the sizes of new topics at once. */
export class DiskReader {
  private readonly disks = new Map<number, BrokerDisk>();
  /** Sizes came in with the last `readDisks`. */
  private hasNewSizes = false;

  constructor(private readonly gateway: KafkaGateway) {}

  /** Never throws. */
  async readDisks(context: RoundContext): Promise<DiskRound> {
    const logDirs = new Map<number, readonly LogDirFacts[]>();
    const gaps: Gap[] = [];
    this.hasNewSizes = false;
    for (const { sizes } of this.disks.values()) for (const topic of context.newTopics) sizes.delete(topic.name);
    await Promise.all(
      context.metadata.brokers.map(async ({ brokerId }) => {
        try {
          const reading = await this.readDisk(context, brokerId);
          if (!reading) return;
          if (reading.errorNumber !== 0) gaps.push(describeErrorCode('log-dirs', { brokerId }, reading.errorNumber));
          else if (reading.isFull) logDirs.set(brokerId, reading.logDirs);
        } catch (error) {
          gaps.push(describeReadFailure('log-dirs', { brokerId }, error));
        }
      }),
    );
    return { logDirs, gaps };
  }

  /** Bytes of a topic after a round that read sizes; null when none came in or no broker told of it. */
  topicBytes(topic: TopicMetadata): TopicBytes | null {
    if (!this.hasNewSizes) return null;
    const leaderBytes = new Float64Array(topic.partitionCount).fill(Number.NaN);
    let totalBytes = Number.NaN;
    for (const [partition, replicas] of topic.replicas.entries()) {
      for (const brokerId of replicas) {
        const sizeBytes = this.disks.get(brokerId)?.sizes.get(topic.name)?.[partition] ?? Number.NaN;
        if (Number.isNaN(sizeBytes)) continue;
        totalBytes = (Number.isNaN(totalBytes) ? 0 : totalBytes) + sizeBytes;
        if (topic.leaders[partition] === brokerId) leaderBytes[partition] = sizeBytes;
      }
    }
    return Number.isNaN(totalBytes) ? null : { leaderBytes, totalBytes };
  }

  /** All topics on the broker's beat, else those of the new ones that it holds; null when there is nothing to ask. */
  private async readDisk(
    context: RoundContext,
    brokerId: number,
  ): Promise<(LogDirReading & { isFull: boolean }) | null> {
    const isFull = isDue(context, this.disks.get(brokerId)?.readAtMs ?? null, beatMs);
    const isHeld = (topic: TopicMetadata) => topic.replicas.some((replicas) => replicas.includes(brokerId));
    const topics = isFull ? null : context.newTopics.filter(isHeld);
    if (topics?.length === 0) return null;
    const reading = await readLogDirs(this.gateway, brokerId, topics, context.options);
    if (reading.errorNumber === 0) this.remember(brokerId, reading.sizes, isFull ? context.atMs : null);
    return { ...reading, isFull };
  }

  private remember(brokerId: number, sizes: ReplicaSizes, fullReadAtMs: number | null): void {
    this.hasNewSizes = true;
    const known = this.disks.get(brokerId);
    if (fullReadAtMs !== null || !known) {
      this.disks.set(brokerId, { sizes, readAtMs: fullReadAtMs });
      return;
    }
    for (const [topic, column] of sizes) known.sizes.set(topic, column);
  }
}
