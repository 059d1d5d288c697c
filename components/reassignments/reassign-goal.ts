import type { ReassignInput } from '@/lib/operations/reassignment/reassign-input';

/** What a reassignment is to reach, as the form holds it: what is not filled in yet is absent. */
export interface GoalDraft {
  readonly kind: GoalKind;
  readonly brokerIds?: readonly number[];
  readonly replicationFactor?: number;
  readonly assignment?: readonly AssignmentEntry[];
}

export const GOAL_KINDS = ['balance', 'drain', 'fill', 'replication-factor', 'exact'] as const;
export type GoalKind = (typeof GOAL_KINDS)[number];

export type AssignmentEntry = Extract<ReassignInput['goal'], { kind: 'exact' }>['assignment'][number];

/** The goal that an input holds; balance when it holds none. */
export function parseGoal(value: unknown): GoalDraft {
  const kind = typeof value === 'object' && value !== null && 'kind' in value ? value.kind : null;
  const isKnown = GOAL_KINDS.some((known) => known === kind);
  return isKnown ? (value as GoalDraft) : { kind: 'balance' };
}
