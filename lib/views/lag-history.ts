import { z } from 'zod';

/** Which sum of positions is asked for: the whole group, one topic of it, or one partition. Times in epoch ms. */
export interface LagHistoryQuery {
  readonly clusterId: string;
  readonly groupId: string;
  readonly topic: string | null;
  readonly partition: number | null;
  readonly fromMs: number;
  readonly toMs: number;
  /** Topics that do not count for time lag: nobody in the group reads them now. Absent: none. */
  readonly unreadTopics?: readonly string[];
  /** At most this many points are answered, 2 to 600. */
  readonly points: number;
}

export const lagHistoryResponse = z.object({
  /** Oldest first. Null where nothing was collected: never bridged, never zero. */
  points: z.array(
    z.object({
      /** Epoch ms. */
      t: z.number(),
      committed: z.number().nullable(),
      end: z.number().nullable(),
      lag: z.number().nullable(),
      /**
       * Time since the log end passed the commit of the partition furthest behind, from stored log ends; seconds. 0 only when
       * every partition is known to be caught up; null where the log ends do not tell.
       */
      seconds: z.number().nullable(),
      /** The record is older than the log ends that are known, or a partition was not read: a lower bound. */
      secondsIsAtLeast: z.boolean(),
      /** `seconds` is off by at most this: the record was appended between two samples. Null beside a lower bound and beside null. */
      secondsWithin: z.number().nullable(),
    }),
  ),
  /** Width of the buckets behind the points in ms. */
  stepMs: z.number(),
  /** Epoch ms of the first sample ever stored for what was asked; null when there is none. */
  collectingSinceMs: z.number().nullable(),
});

export type LagHistory = z.output<typeof lagHistoryResponse>;

/** Lag of all groups of a cluster over a stretch of time. Times in epoch ms. */
export interface ClusterLagHistoryQuery {
  readonly clusterId: string;
  readonly fromMs: number;
  readonly toMs: number;
  /** At most this many buckets are answered, 2 to 600. */
  readonly buckets: number;
}

const figures = z.array(z.number().nullable());

export const clusterLagHistoryResponse = z.object({
  /** Epoch ms at which the first bucket begins. */
  fromMs: z.number(),
  /** Width of a bucket in ms, a minute at least. */
  stepMs: z.number(),
  /** Every group with a bucket in the range, by name, also those that are gone; all lists have one figure a bucket. */
  items: z.array(
    z.object({
      groupId: z.string(),
      /** Lowest lag of the group, as the sum over its partitions, that was known in the bucket; null where none was. */
      low: figures,
      /** Highest likewise. */
      high: figures,
    }),
  ),
});

export type ClusterLagHistory = z.output<typeof clusterLagHistoryResponse>;
