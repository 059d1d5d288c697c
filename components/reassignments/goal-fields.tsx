'use client';

import { MultiSelect, NumberInput, SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { brokersQuery } from '@/lib/client/queries';
import { AssignmentEditor } from './assignment-editor';
import { GOAL_KINDS, type GoalDraft, type GoalKind } from './reassign-goal';
import classes from './reassignments.module.css';

interface GoalFieldsProps {
  readonly clusterId: string;
  readonly goal: GoalDraft;
  readonly onChange: (goal: GoalDraft) => void;
  readonly problem: string | undefined;
}

const MOST_BROKERS = 500;

/** What a reassignment is to reach, and what that goal needs to know. */
export function GoalFields({ clusterId, goal, onChange, problem }: GoalFieldsProps) {
  const t = useTranslations('reassignments.goal');
  const choose = (kind: string) => {
    const next = kind as GoalKind;
    onChange(next === goal.kind ? goal : { kind: next });
  };
  return (
    <div className={classes.goal}>
      <span className={classes.goalLabel} id="reassignment-goal">
        {t('label')}
      </span>
      <SegmentedControl
        aria-labelledby="reassignment-goal"
        size="xs"
        value={goal.kind}
        onChange={choose}
        data={GOAL_KINDS.map((kind) => ({ value: kind, label: t(`kind.${kind}`) }))}
        classNames={{ root: classes.kinds ?? '' }}
      />
      <p className={classes.lead}>{t(`lead.${goal.kind}`)}</p>
      {(goal.kind === 'drain' || goal.kind === 'fill') && (
        <GoalBrokers clusterId={clusterId} goal={goal} onChange={onChange} problem={problem} />
      )}
      {goal.kind === 'replication-factor' && (
        <NumberInput
          size="xs"
          label={t('replicationFactor')}
          value={goal.replicationFactor ?? ''}
          onChange={(value) =>
            onChange({ kind: goal.kind, ...(value === '' ? {} : { replicationFactor: Number(value) }) })
          }
          min={1}
          allowDecimal={false}
          error={problem}
          hideControls
        />
      )}
      {goal.kind === 'exact' && (
        <AssignmentEditor clusterId={clusterId} goal={goal} onChange={onChange} problem={problem} />
      )}
    </div>
  );
}

function GoalBrokers({ clusterId, goal, onChange, problem }: GoalFieldsProps) {
  const t = useTranslations('reassignments.goal');
  const { data } = useQuery(brokersQuery(clusterId, { limit: MOST_BROKERS }));
  return (
    <MultiSelect
      size="xs"
      label={t(goal.kind === 'drain' ? 'drainBrokers' : 'fillBrokers')}
      data={(data?.items ?? []).map(({ id, host, rack }) => ({
        value: id,
        label: [id, host, rack].filter((part) => part !== null).join(' · '),
      }))}
      value={(goal.brokerIds ?? []).map(String)}
      onChange={(ids) => onChange({ kind: goal.kind, ...(ids.length === 0 ? {} : { brokerIds: ids.map(Number) }) })}
      error={problem}
      searchable
    />
  );
}
