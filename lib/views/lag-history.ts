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
