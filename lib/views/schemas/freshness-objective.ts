import { z } from 'zod';

/** A group's objective and how it stands. Minutes that were not judged are unknown: neither good nor bad. */
export const freshnessObjectiveItem = z.object({
  id: z.string(),
  groupId: z.string(),
  /** Of the known minutes of the window so many percent are to be at most `limitSeconds` behind. */
  targetPercent: z.number(),
  limitSeconds: z.number(),
  windowDays: z.number(),
  goodMinutes: z.number(),
  badMinutes: z.number(),
  unknownMinutes: z.number(),
  /** 100 × good ÷ (good + bad); null when no minute is known, as the next five. */
  freshPercent: z.number().nullable(),
  /** Percent of the bad minutes allowed among the known ones that is left; below 0 when overspent. */
  budgetRemainingPercent: z.number().nullable(),
  /** Bad minutes that the known minutes allow. */
  allowedBadMinutes: z.number().nullable(),
  /** How fast the budget is spent: 1 uses it up exactly over a window. Over the last hour, six hours, and the window. */
  burnRate1h: z.number().nullable(),
  burnRate6h: z.number().nullable(),
  burnRateWindow: z.number().nullable(),
  /** Epoch ms before which minutes are judged; null when none is. */
  judgedUntilMs: z.number().nullable(),
});
export type FreshnessObjectiveItem = z.output<typeof freshnessObjectiveItem>;

export const freshnessObjectiveDetail = z.object({
  /** Null when none is set for the group. */
  objective: freshnessObjectiveItem.nullable(),
  /** Epoch ms of the first minute of the window; null without an objective. */
  windowFromMs: z.number().nullable(),
  /** What was left of the budget over the window, oldest first; null where no minute of the step is known. */
  budget: z.array(z.object({ t: z.number(), remainingPercent: z.number().nullable() })),
  /** Stretches of bad minutes, newest first, at most 100; epoch ms, end excluded. */
  badRuns: z.array(z.object({ fromMs: z.number(), untilMs: z.number() })),
  badRunCount: z.number(),
});
export type FreshnessObjectiveDetail = z.output<typeof freshnessObjectiveDetail>;
