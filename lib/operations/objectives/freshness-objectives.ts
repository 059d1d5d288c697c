import { z } from 'zod';
import type { PlanChange } from '@/lib/views/schemas/operation-run';
import type { OperationSettings } from '../operation';

/** One group's objective as it is stored and set: `targetPercent` of minutes at most `limitSeconds` behind, over `windowDays`. */
export const freshnessObjective = z.strictObject({
  group: z.string().max(32_767),
  targetPercent: z.number().min(50).max(99.99),
  limitSeconds: z.number().int().min(1).max(604_800),
  windowDays: z.number().int().min(1).max(90).default(30),
});
export type FreshnessObjective = z.output<typeof freshnessObjective>;

/** All objectives of a cluster, one a group at most. */
export const freshnessObjectives = z.object({ objectives: z.array(freshnessObjective) });

/** Where the objectives of a cluster are kept. */
export const FRESHNESS_SETTING = 'freshness-objectives';

/** Objectives of a cluster at most: each costs a reading of its group's history a minute. */
export const MAX_OBJECTIVES = 500;

/** The objectives set now; empty when none was ever set. */
export async function readObjectives(settings: OperationSettings): Promise<readonly FreshnessObjective[]> {
  const parsed = freshnessObjectives.safeParse(await settings.read(FRESHNESS_SETTING));
  return parsed.success ? parsed.data.objectives : [];
}

/** Replaces what is set for one group; null takes it away. The objectives of other groups stay as they are by then. */
export async function writeObjective(
  settings: OperationSettings,
  group: string,
  objective: FreshnessObjective | null,
): Promise<void> {
  const others = (await readObjectives(settings)).filter((one) => one.group !== group);
  await settings.write(FRESHNESS_SETTING, { objectives: objective === null ? others : [...others, objective] });
}

const ASPECTS = ['targetPercent', 'limitSeconds', 'windowDays'] as const;

/** What differs between two objectives of a group; null is none. */
export function diffObjectives(
  group: string,
  before: FreshnessObjective | null,
  after: FreshnessObjective | null,
): PlanChange[] {
  const told = (objective: FreshnessObjective | null, aspect: (typeof ASPECTS)[number]) =>
    objective === null ? null : String(objective[aspect]);
  return ASPECTS.map((aspect) => ({
    subject: group,
    aspect,
    before: told(before, aspect),
    after: told(after, aspect),
  })).filter((change) => change.before !== change.after);
}
