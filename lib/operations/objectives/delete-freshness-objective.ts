import { z } from 'zod';
import { defineOperation } from '../operation';
import {
  diffObjectives,
  FRESHNESS_SETTING,
  type FreshnessObjective,
  readObjectives,
  writeObjective,
} from './freshness-objectives';

const input = z.strictObject({ group: z.string().max(32_767) });

interface DeletePlan {
  readonly before: FreshnessObjective;
}

/** Takes the objective of a group away; the minutes judged so far stay until they are too old. */
export const deleteFreshnessObjective = defineOperation<typeof input, FreshnessObjective | null, DeletePlan>({
  name: 'delete-freshness-objective',
  permission: 'objective:edit',
  risk: 'routine',
  isOwnSetting: true,
  input,
  target: ({ group }) => ({ kind: 'group', names: [group], locks: [FRESHNESS_SETTING] }),
  read: async ({ settings }, { group }) => (await readObjectives(settings)).find((one) => one.group === group) ?? null,
  plan: ({ group }, before) =>
    before === null
      ? { refusals: [{ key: 'noFreshnessObjective', values: { group } }] }
      : { plan: { before }, inverse: { operation: 'save-freshness-objective', input: before } },
  describe: ({ before }) => ({
    summary: { key: 'deleteFreshnessObjective', values: { group: before.group } },
    changes: diffObjectives(before.group, before, null),
    warnings: [],
    commandLines: [],
  }),
  execute: async ({ settings }, { before }) => {
    await writeObjective(settings, before.group, null);
    return [{ subject: before.group, state: 'done', told: null, errorName: null }];
  },
  verify: async ({ settings }, { before }) => {
    const found = (await readObjectives(settings)).find((one) => one.group === before.group) ?? null;
    return { isVerified: found === null, differences: diffObjectives(before.group, null, found) };
  },
});
