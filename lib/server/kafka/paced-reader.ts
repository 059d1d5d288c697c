import { setTimeout as sleep } from 'node:timers/promises';
import { type Consumer, type ConsumerConfig, Kafka, logLevel } from 'kafkajs';

const STEP_MS = 100;

/** A real member of a classic group that reads one topic as fast as it is told, and commits after each step of work. */
export interface PacedReader {
  /** Records per second from now on: 0 is a record that it cannot get past, infinity as fast as it can. */
  setPace(recordsPerSecond: number): void;
  /** Stays in the group and reads nothing. */
  pause(): void;
  /** Reads again from an offset of partition 0. */
  goBackTo(offset: number): void;
  /** Leaves the group. */
  leave(): Promise<void>;
}

export interface PacedReaderOptions {
  readonly bootstrapServers: readonly string[];
  readonly groupId: string;
  readonly topic: string;
  readonly recordsPerSecond?: number;
  readonly config?: Partial<ConsumerConfig>;
}

/** Starts it from the beginning of what has no commit; resolves when it is in the group. */
export async function startPacedReader(options: PacedReaderOptions): Promise<PacedReader> {
  const { bootstrapServers, groupId, topic } = options;
  let recordsPerSecond = options.recordsPerSecond ?? Number.POSITIVE_INFINITY;
  const kafka = new Kafka({ brokers: [...bootstrapServers], logLevel: logLevel.NOTHING });
  const consumer: Consumer = kafka.consumer({ groupId, maxWaitTimeInMs: 200, ...options.config });
  const joined = new Promise<void>((resolve) => consumer.on(consumer.events.GROUP_JOIN, () => resolve()));
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  await consumer.run({
    autoCommit: false,
    eachBatchAutoResolve: false,
    eachBatch: async ({ batch: { messages, partition }, heartbeat, resolveOffset, isRunning, isStale }) => {
      for (let next = 0; next < messages.length && isRunning() && !isStale(); ) {
        const take = Math.min(messages.length - next, Math.ceil((recordsPerSecond * STEP_MS) / 1000));
        if (take > 0) {
          next += take;
          const last = messages[next - 1]?.offset ?? '0';
          resolveOffset(last);
          await consumer.commitOffsets([{ topic, partition, offset: String(Number(last) + 1) }]);
        }
        await heartbeat();
        if (recordsPerSecond < Number.POSITIVE_INFINITY) await sleep(STEP_MS);
      }
    },
  });
  await joined;
  return {
    setPace: (pace) => {
      recordsPerSecond = pace;
    },
    pause: () => consumer.pause([{ topic }]),
    goBackTo: (offset) => consumer.seek({ topic, partition: 0, offset: String(offset) }),
    leave: () => consumer.disconnect(),
  };
}
