'use client';

import { Checkbox, NumberInput } from '@mantine/core';
import { useTranslations } from 'use-intl';
import { FieldList } from '@/components/operation/fields/field-list';
import type { OperationFormProps } from '@/components/operation/fields/field-props';
import { DEFAULT_BYTES_PER_SECOND } from '@/lib/operations/reassignment/reassign-input';
import { GoalFields } from './goal-fields';
import { parseGoal } from './reassign-goal';
import classes from './reassignments.module.css';

const MIB = 1024 * 1024;
const RISKS = ['replicationFactorChange', 'minIsrRisk', 'reassignmentRunning'] as const;

/** The studio's left side: the goal, what may change, and how fast. */
export function ReassignForm(props: OperationFormProps) {
  const { clusterId, input, onChange, problem } = props;
  const goal = parseGoal(input.goal);
  return (
    <>
      <GoalFields
        clusterId={clusterId}
        goal={goal}
        onChange={(next) => onChange({ goal: next })}
        problem={problem('goal')}
      />
      {goal.kind !== 'exact' && <FieldList {...props} names={['topics', 'allowedBrokerIds']} />}
      <MoveOptions {...props} />
    </>
  );
}

/** How moves run: their limit, how many at once, and the dangers said yes to. */
export function MoveOptions({ input, onChange, problem }: OperationFormProps) {
  const t = useTranslations('reassignments.options');
  const rate = input.bytesPerSecond === undefined ? DEFAULT_BYTES_PER_SECOND : input.bytesPerSecond;
  const acknowledged = (input.acknowledged ?? {}) as Readonly<Record<string, boolean>>;
  return (
    <>
      <div className={classes.rate}>
        <NumberInput
          size="xs"
          label={t('rate')}
          description={t('rateHint')}
          value={typeof rate === 'number' ? Math.round((rate / MIB) * 1_000) / 1_000 : ''}
          onChange={(value) => value !== '' && onChange({ bytesPerSecond: Math.round(Number(value) * MIB) })}
          disabled={rate === null}
          min={0.001}
          error={problem('bytesPerSecond')}
          hideControls
        />
        <Checkbox
          size="xs"
          label={t('noLimit')}
          checked={rate === null}
          onChange={(event) => onChange({ bytesPerSecond: event.currentTarget.checked ? null : undefined })}
        />
      </div>
      <NumberInput
        size="xs"
        label={t('maxMovesPerBroker')}
        description={t('maxMovesPerBrokerHint')}
        value={typeof input.maxMovesPerBroker === 'number' ? input.maxMovesPerBroker : 5}
        onChange={(value) => onChange({ maxMovesPerBroker: value === '' ? undefined : Number(value) })}
        min={1}
        max={100}
        allowDecimal={false}
        error={problem('maxMovesPerBroker')}
        hideControls
      />
      <fieldset className={classes.risks}>
        <legend>{t('acknowledge')}</legend>
        {RISKS.map((risk) => (
          <Checkbox
            key={risk}
            size="xs"
            label={t(`risk.${risk}`)}
            checked={acknowledged[risk] === true}
            onChange={(event) => onChange({ acknowledged: { ...acknowledged, [risk]: event.currentTarget.checked } })}
          />
        ))}
      </fieldset>
    </>
  );
}
