import { z } from 'zod';

/** Where the last look of a cluster's election policy is kept. */
export const ELECTION_CHECK_SETTING = 'election-check';

/** What the policy found when it last looked. */
export const electionCheck = z.object({
  atMs: z.number(),
  /** Percent of partitions that another than their first replica led; null without partitions. */
  imbalancePercent: z.number().nullable(),
  isElecting: z.boolean(),
});

/** When preferred leaders are elected by themselves, and what was found last. */
export const electionPolicyDetail = z.object({
  /** Null when none was ever set. */
  policy: z
    .object({
      isEnabled: z.boolean(),
      intervalMinutes: z.number(),
      minImbalancePercent: z.number(),
      topicPattern: z.string().nullable(),
      windowFromMinute: z.number().nullable(),
      windowToMinute: z.number().nullable(),
    })
    .nullable(),
  /** Null when it never looked. */
  lastCheck: electionCheck.nullable(),
});
export type ElectionPolicyDetail = z.output<typeof electionPolicyDetail>;
