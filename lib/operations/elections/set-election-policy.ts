import { z } from 'zod';
import type { ElectionPolicy } from '@/lib/domain/election-policy';
import type { PlanChange } from '@/lib/views/schemas/operation-run';
import { rule } from '../input-problem';
import { defineOperation } from '../operation';

const minuteOfDay = z.number().int().min(0).max(1_439).nullable().default(null);

/** The policy as it is stored and set. */
export const electionPolicy = z
  .strictObject({
    isEnabled: z.boolean(),
    intervalMinutes: z.number().int().min(1).max(10_080),
    minImbalancePercent: z.number().int().min(0).max(100).default(0),
    topicPattern: z
      .string()
      .regex(/^[\w.*-]{1,249}$/, rule('inputTopicPattern'))
      .nullable()
      .default(null),
    windowFromMinute: minuteOfDay,
    windowToMinute: minuteOfDay,
  })
  .refine((policy) => (policy.windowFromMinute === null) === (policy.windowToMinute === null), {
    ...rule('inputBothEndsOfWindow'),
    path: ['windowToMinute'],
  });

/** Where the policy of a cluster is kept. */
export const ELECTION_POLICY_SETTING = 'election-policy';

interface PolicyPlan {
  readonly before: ElectionPolicy | null;
  readonly after: ElectionPolicy;
}

const told = (value: ElectionPolicy[keyof ElectionPolicy] | undefined) =>
  value === null || value === undefined ? null : String(value);

function listChanges({ before, after }: PolicyPlan, subject: string): readonly PlanChange[] {
  const keys = Object.keys(after) as (keyof ElectionPolicy)[];
  return keys
    .map((aspect) => ({ subject, aspect, before: told(before?.[aspect]), after: told(after[aspect]) }))
    .filter((change) => change.before !== change.after);
}

/**
 * Sets when preferred leaders are elected without anybody asking: how often, from which imbalance, for which topics, in
 * which hours. The collector that holds the cluster's lease does it, through `elect-leaders`.
 */
export const setElectionPolicy = defineOperation<typeof electionPolicy, ElectionPolicy | null, PolicyPlan>({
  name: 'set-election-policy',
  permission: 'election:run',
  risk: 'routine',
  resultPlace: 'highwater',
  input: electionPolicy,
  target: (_, clusterId) => ({ kind: 'cluster', names: [clusterId], locks: [ELECTION_POLICY_SETTING] }),
  read: async ({ settings }) => {
    const parsed = electionPolicy.safeParse(await settings.read(ELECTION_POLICY_SETTING));
    return parsed.success ? parsed.data : null;
  },
  plan: (after, before) => {
    if (listChanges({ before, after }, '').length === 0) return { refusals: [{ key: 'nothingToChange' }] };
    return {
      plan: { before, after },
      inverse: before === null ? null : { operation: 'set-election-policy', input: before },
    };
  },
  describe: (plan) => ({
    summary: { key: plan.after.isEnabled ? 'setElectionPolicy' : 'disableElectionPolicy' },
    changes: listChanges(plan, 'election-policy'),
    warnings: [],
    commandLines: [],
  }),
  execute: async ({ settings }, { after }) => {
    await settings.write(ELECTION_POLICY_SETTING, after);
    return [{ subject: 'election-policy', state: 'done', told: null, errorName: null }];
  },
  verify: async ({ settings }, { after }) => {
    const parsed = electionPolicy.safeParse(await settings.read(ELECTION_POLICY_SETTING));
    const changes = parsed.success ? listChanges({ before: after, after: parsed.data }, 'election-policy') : [];
    return { isVerified: parsed.success && changes.length === 0, differences: [...changes] };
  },
});
