'use client';

import { Button, NumberInput, Select, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTimeZone, useTranslations } from 'use-intl';
import { useFormats } from '@/components/ui/use-formats';
import { parseZonedTime, writeZonedTime } from '@/components/ui/zoned-time';
import { restorePointsQuery } from '@/lib/client/queries';
import { parseDuration } from '@/lib/domain/offset-reset/duration';
import type { OperationFormProps } from '../../fields/field-props';
import { GroupField } from '../../fields/group-fields';
import classes from '../../operation.module.css';
import { CsvField } from './csv-field';

/** What is filled in of a goal; the server judges it. */
export interface Goal {
  readonly kind: string;
  readonly timestampMs?: number;
  readonly duration?: string;
  readonly by?: number;
  readonly offset?: number;
  readonly csv?: string;
  readonly group?: string;
  readonly name?: string;
}

interface GoalFieldsProps extends Pick<OperationFormProps, 'clusterId' | 'search' | 'problem'> {
  readonly groupId: string;
  readonly goal: Goal;
  readonly onGoal: (goal: Goal) => void;
}

const DURATIONS = ['PT5M', 'PT1H', 'PT6H', 'P1D', 'P7D'] as const;
const MOST_POINTS = 100;

/** Zones differ by whole minutes. */
const secondOf = (atMs: number) => String(Math.floor(atMs / 1_000) % 60).padStart(2, '0');

function TimeField({ goal, onGoal, problem }: GoalFieldsProps) {
  const t = useTranslations('groupOperations.goal');
  const zone = useTimeZone() ?? 'UTC';
  const { timestampMs } = goal;
  const told =
    timestampMs === undefined
      ? t('zone', { zone })
      : t('zoneAndUtc', { zone, utc: new Date(timestampMs).toISOString(), ms: String(timestampMs) });
  return (
    <TextInput
      size="xs"
      type="datetime-local"
      step={1}
      label={t('timestampLabel')}
      description={told}
      error={problem('to')}
      value={timestampMs === undefined ? '' : `${writeZonedTime(timestampMs, zone)}:${secondOf(timestampMs)}`}
      onChange={(event) => {
        const next = parseZonedTime(event.currentTarget.value, zone);
        onGoal(next === null ? { kind: goal.kind } : { kind: goal.kind, timestampMs: next });
      }}
    />
  );
}

function DurationField({ goal, onGoal, problem }: GoalFieldsProps) {
  const t = useTranslations('groupOperations.goal');
  const formats = useFormats();
  const { kind, duration = '' } = goal;
  const ms = parseDuration(duration);
  return (
    <>
      <TextInput
        size="xs"
        label={t('durationLabel')}
        description={ms === null ? t('durationHint') : t('durationIs', { duration: formats.duration(ms / 1_000) })}
        error={problem('to')}
        value={duration}
        onChange={(event) => onGoal({ kind, duration: event.currentTarget.value })}
        spellCheck={false}
      />
      <div className={classes.actions}>
        {DURATIONS.map((one) => (
          <Button key={one} size="compact-xs" onClick={() => onGoal({ kind, duration: one })}>
            {one}
          </Button>
        ))}
      </div>
    </>
  );
}

function NumberField({ goal, onGoal, problem, of }: GoalFieldsProps & { readonly of: 'by' | 'offset' }) {
  const t = useTranslations('groupOperations.goal');
  return (
    <NumberInput
      size="xs"
      label={t(`${of}Label`)}
      description={t(`${of}Hint`)}
      error={problem('to')}
      value={goal[of] ?? ''}
      onChange={(next) => onGoal(next === '' ? { kind: goal.kind } : { kind: goal.kind, [of]: Number(next) })}
      allowDecimal={false}
      allowNegative={of === 'by'}
      thousandSeparator=" "
      clampBehavior="none"
      hideControls
    />
  );
}

function RestorePointField({ clusterId, groupId, goal, onGoal, problem }: GoalFieldsProps) {
  const t = useTranslations('groupOperations.goal');
  const formats = useFormats();
  const { data } = useQuery({
    ...restorePointsQuery(clusterId, groupId, { limit: MOST_POINTS }),
    enabled: groupId !== '',
  });
  const points = (data?.items ?? []).map(({ name, savedAtMs, partitionCount }) => ({
    value: name,
    label: t('savedPoint', { name, time: formats.timestamp(savedAtMs), partitions: partitionCount }),
  }));
  return (
    <Select
      size="xs"
      label={t('restorePointLabel')}
      placeholder={data !== undefined && points.length === 0 ? t('noRestorePoints') : t('choose')}
      error={problem('to')}
      data={points}
      value={goal.name ?? null}
      onChange={(name) => onGoal(name === null ? { kind: goal.kind } : { kind: goal.kind, name })}
      searchable
    />
  );
}

/** What a goal needs to be told beside its kind. */
export function GoalFields(props: GoalFieldsProps) {
  const { goal, onGoal, clusterId, search, problem, groupId } = props;
  switch (goal.kind) {
    case 'timestamp':
      return <TimeField {...props} />;
    case 'duration':
      return <DurationField {...props} />;
    case 'shift':
      return <NumberField {...props} of="by" />;
    case 'offset':
      return <NumberField {...props} of="offset" />;
    case 'csv':
      return (
        <CsvField
          groupId={groupId}
          csv={goal.csv ?? ''}
          onCsv={(csv) => onGoal({ kind: 'csv', csv })}
          problem={problem('to')}
        />
      );
    case 'group':
      return (
        <GroupField
          clusterId={clusterId}
          search={search}
          field={{ name: 'sourceGroup', kind: 'text', isRequired: true, isNullable: false, choices: [] }}
          value={goal.group}
          onChange={(group) => onGoal(typeof group === 'string' ? { kind: 'group', group } : { kind: 'group' })}
          problem={problem('to')}
        />
      );
    case 'restorePoint':
      return <RestorePointField {...props} />;
    default:
      return null;
  }
}
