import type { PlanChange } from '@/lib/views/schemas/operation-run';

/** One line of a plan, and how the plan before it had it. */
export interface ChangeRow extends PlanChange {
  readonly id: string;
  /** `same` where there is no plan before. */
  readonly since: 'same' | 'new' | 'differs';
}

const nameOf = ({ subject, aspect }: PlanChange) => JSON.stringify([subject, aspect]);

/** Lines of a plan for a table, those that the plan before did not have so first. */
export function planChangeRows(
  changes: readonly PlanChange[],
  before: readonly PlanChange[] | null,
): readonly ChangeRow[] {
  const earlier = new Map((before ?? []).map((change) => [nameOf(change), change]));
  const rows = changes.map((change, index): ChangeRow => {
    const was = earlier.get(nameOf(change));
    const isSame = before === null || (was?.before === change.before && was.after === change.after);
    return { ...change, id: String(index), since: isSame ? 'same' : was === undefined ? 'new' : 'differs' };
  });
  return [...rows.filter(({ since }) => since !== 'same'), ...rows.filter(({ since }) => since === 'same')];
}

/** How many lines of the plan before are not in this one any more. */
export function countGone(changes: readonly PlanChange[], before: readonly PlanChange[] | null): number {
  const now = new Set(changes.map(nameOf));
  return (before ?? []).filter((change) => !now.has(nameOf(change))).length;
}
