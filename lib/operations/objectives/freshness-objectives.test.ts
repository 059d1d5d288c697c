import { expect, test } from 'vitest';
import { deleteFreshnessObjective } from './delete-freshness-objective';
import { freshnessObjective, MAX_OBJECTIVES } from './freshness-objectives';
import { saveFreshnessObjective } from './save-freshness-objective';

const before = { group: 'billing', targetPercent: 99, limitSeconds: 60, windowDays: 30 };
const facts = { before, otherCount: 3, isListed: true };

test.each([
  ['1. no target of 100: it has no budget', { ...before, targetPercent: 100 }],
  ['2. no target below a half', { ...before, targetPercent: 49 }],
  ['3. no limit of nothing', { ...before, limitSeconds: 0 }],
  ['4. no window past what is kept', { ...before, windowDays: 91 }],
])('%s', (_, input) => {
  expect(freshnessObjective.safeParse(input).success).toBe(false);
});

test('5. a first objective: what is set, and a way back', () => {
  const planned = saveFreshnessObjective.plan(before, { ...facts, before: null, isListed: false });
  if ('refusals' in planned) throw new Error('refused');
  expect(planned.inverse).toEqual({ operation: 'delete-freshness-objective', input: { group: 'billing' } });
  const described = saveFreshnessObjective.describe(planned.plan);
  expect(described.changes).toContainEqual({ subject: 'billing', aspect: 'limitSeconds', before: null, after: '60' });
  expect(described.warnings.map(({ key }) => key)).toEqual(['groupNotListed']);
});

test('6. another limit warns that minutes are judged anew, and the former objective is the way back', () => {
  const planned = saveFreshnessObjective.plan({ ...before, limitSeconds: 30 }, facts);
  if ('refusals' in planned) throw new Error('refused');
  expect(planned.inverse).toEqual({ operation: 'save-freshness-objective', input: before });
  const { changes, warnings } = saveFreshnessObjective.describe(planned.plan);
  expect(changes).toEqual([{ subject: 'billing', aspect: 'limitSeconds', before: '60', after: '30' }]);
  expect(warnings.map(({ key }) => key)).toEqual(['limitIsJudgedAnew']);
});

test('7. refused: nothing to change, too many, none to take away', () => {
  expect(saveFreshnessObjective.plan(before, facts)).toEqual({ refusals: [{ key: 'nothingToChange' }] });
  const full = { before: null, otherCount: MAX_OBJECTIVES, isListed: null };
  expect(saveFreshnessObjective.plan(before, full)).toMatchObject({ refusals: [{ key: 'tooManyObjectives' }] });
  expect(deleteFreshnessObjective.plan({ group: 'x' }, null)).toMatchObject({
    refusals: [{ key: 'noFreshnessObjective' }],
  });
});

test('8. taking away can be undone', () => {
  const planned = deleteFreshnessObjective.plan({ group: 'billing' }, before);
  expect(planned).toMatchObject({ inverse: { operation: 'save-freshness-objective', input: before } });
});
