import { z } from 'zod';

/** Whose logs are asked for. Times in epoch ms. */
export interface LogHistoryQuery {
  readonly clusterId: string;
  /** The partitions of a topic; those that a broker leads; all of the cluster. */
  readonly kind: 'topic' | 'broker' | 'cluster';
  /** Name of the topic, id of the broker, or '' for the cluster. */
  readonly name: string;
  readonly fromMs: number;
  readonly toMs: number;
  /** At most this many points are answered, 2 to 600. */
  readonly points: number;
}

const rate = {
  /** Epoch ms. */
  t: z.number(),
  /**
   * Offsets appended per second since the point before it within the same stretch of collecting; null where nothing was
   * collected, and at the first point of a stretch.
   */
  recordsPerSecond: z.number().nullable(),
  /** Some partitions were not read: a lower bound. */
  recordsPerSecondIsAtLeast: z.boolean(),
  /** The most per second between two rounds within the step; equal to `recordsPerSecond` where a point is one round. */
  peakPerSecond: z.number().nullable(),
  /** Partitions at this time; null where nothing was collected. */
  partitionCount: z.number().nullable(),
  /** Of these, how many were read in the last round up to this time. */
  knownPartitions: z.number().nullable(),
};

const whole = {
  /** Width of the buckets behind the points in ms. */
  stepMs: z.number(),
  /** Epoch ms of the first sample ever stored for what was asked; null when there is none. */
  collectingSinceMs: z.number().nullable(),
};

/** Oldest first. Null where nothing was collected: never bridged, never zero. */
export const recordRateHistoryResponse = z.object({ points: z.array(z.object(rate)), ...whole });

export type RecordRateHistory = z.output<typeof recordRateHistoryResponse>;

export const topicHistoryResponse = z.object({
  points: z.array(
    z.object({
      ...rate,
      /** Sum of the log start offsets of all partitions, read on a slower beat; null where one was never read. */
      logStart: z.number().nullable(),
      /** Sum of the log end offsets of all partitions; null where one was never read. */
      logEnd: z.number().nullable(),
      /** Some partitions were not read in the round: of these the end read last counts, which makes a lower bound. */
      logEndIsAtLeast: z.boolean(),
    }),
  ),
  ...whole,
});

export type TopicHistory = z.output<typeof topicHistoryResponse>;
