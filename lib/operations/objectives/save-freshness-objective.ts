import { readGroupLists } from '../facts/read-group-lists';
import { defineOperation, type Message } from '../operation';
import {
  diffObjectives,
  FRESHNESS_SETTING,
  type FreshnessObjective,
  freshnessObjective,
  MAX_OBJECTIVES,
  readObjectives,
  writeObjective,
} from './freshness-objectives';

interface SaveFacts {
  readonly before: FreshnessObjective | null;
  /** Objectives of other groups. */
  readonly otherCount: number;
  /** Null when not every coordinator told its groups. */
  readonly isListed: boolean | null;
}

interface SavePlan {
  readonly before: FreshnessObjective | null;
  readonly after: FreshnessObjective;
  readonly isListed: boolean | null;
}

/** Sets how fresh a group must be, and in how many of its minutes. */
export const saveFreshnessObjective = defineOperation<typeof freshnessObjective, SaveFacts, SavePlan>({
  name: 'save-freshness-objective',
  permission: 'objective:edit',
  risk: 'routine',
  isOwnSetting: true,
  input: freshnessObjective,
  target: ({ group }) => ({ kind: 'group', names: [group], locks: [FRESHNESS_SETTING] }),
  read: async ({ kafka, settings }, { group }) => {
    const [objectives, coordinators] = await Promise.all([readObjectives(settings), readGroupLists(kafka)]);
    const isFound = coordinators.some(({ groups }) => groups?.some(({ groupId }) => groupId === group));
    const isComplete = coordinators.every(({ groups }) => groups !== null);
    const before = objectives.find((one) => one.group === group) ?? null;
    return {
      before,
      otherCount: objectives.length - (before === null ? 0 : 1),
      isListed: isFound || (isComplete ? false : null),
    };
  },
  plan: (after, { before, otherCount, isListed }) => {
    if (diffObjectives(after.group, before, after).length === 0) return { refusals: [{ key: 'nothingToChange' }] };
    if (otherCount >= MAX_OBJECTIVES) {
      return { refusals: [{ key: 'tooManyObjectives', values: { count: MAX_OBJECTIVES } }] };
    }
    const inverse =
      before === null
        ? { operation: 'delete-freshness-objective', input: { group: after.group } }
        : { operation: 'save-freshness-objective', input: before };
    return { plan: { before, after, isListed }, inverse };
  },
  describe: (plan) => ({
    summary: { key: 'saveFreshnessObjective', values: { group: plan.after.group } },
    changes: diffObjectives(plan.after.group, plan.before, plan.after),
    warnings: listWarnings(plan),
    commandLines: [],
  }),
  execute: async ({ settings }, { after }) => {
    await writeObjective(settings, after.group, after);
    return [{ subject: after.group, state: 'done', told: null, errorName: null }];
  },
  verify: async ({ settings }, { after }) => {
    const found = (await readObjectives(settings)).find((one) => one.group === after.group) ?? null;
    const differences = diffObjectives(after.group, after, found);
    return { isVerified: differences.length === 0, differences };
  },
});

function listWarnings({ before, after, isListed }: SavePlan): readonly Message[] {
  const warnings: Message[] = [];
  if (isListed === false) warnings.push({ key: 'groupNotListed', values: { group: after.group } });
  if (before !== null && before.limitSeconds !== after.limitSeconds) warnings.push({ key: 'limitIsJudgedAnew' });
  return warnings;
}
