'use client';

import { Radio } from '@mantine/core';
import { useTranslations } from 'use-intl';
import { FieldList } from '../fields/field-list';
import type { OperationFormProps } from '../fields/field-props';
import classes from '../operation.module.css';
import { type Goal, GoalFields } from './reset-offsets/goal-fields';
import { OffsetScopeField } from './reset-offsets/offset-scope-field';

/** Ways to say where offsets go, in the order of how often they are wanted. */
const KINDS = [
  'earliest',
  'latest',
  'timestamp',
  'duration',
  'offset',
  'shift',
  'restorePoint',
  'csv',
  'group',
  'current',
] as const;
/** They name their partitions themselves. */
const NAMING: readonly string[] = ['restorePoint', 'csv', 'group'];

/** Where the offsets of a group go, and which. Exact offsets, as an undo has them, are shown as what they are. */
export function ResetOffsetsForm(props: OperationFormProps) {
  const { input, onChange, problem } = props;
  const t = useTranslations('groupOperations');
  const goal = (input.to as Goal | undefined) ?? null;
  if (goal?.kind === 'offsets') {
    return (
      <>
        <FieldList {...props} names={['group']} />
        <p className={classes.quiet}>{t('goal.exact')}</p>
        <FieldList {...props} names={['to']} />
      </>
    );
  }
  const whole = goal !== null && NAMING.includes(goal.kind) ? t('scope.named') : t('scope.committed');
  return (
    <>
      <FieldList {...props} names={['group']} />
      <OffsetScopeField {...props} whole={whole} />
      <Radio.Group
        size="xs"
        label={t('goal.label')}
        error={goal === null ? problem('to') : undefined}
        value={goal?.kind ?? ''}
        onChange={(kind) => onChange({ to: { kind } })}
      >
        <div className={classes.pair}>
          {KINDS.map((kind) => (
            <Radio key={kind} size="xs" value={kind} label={t(`goal.${kind}`)} description={t(`goal.${kind}Means`)} />
          ))}
        </div>
      </Radio.Group>
      {goal !== null && (
        <GoalFields
          {...props}
          groupId={typeof input.group === 'string' ? input.group : ''}
          goal={goal}
          onGoal={(to) => onChange({ to })}
        />
      )}
    </>
  );
}
