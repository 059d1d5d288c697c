'use client';

import { MultiSelect, TextInput } from '@mantine/core';
import { useTimeZone, useTranslations } from 'use-intl';
import classes from '@/components/alerts/alerts.module.css';
import { parseMinute, writeMinute } from '@/components/alerts/minute-text';
import { parseZonedTime, writeZonedTime } from '@/components/ui/zoned-time';
import { FieldList } from '../fields/field-list';
import type { OperationFormProps } from '../fields/field-props';
import { useFieldWords } from '../fields/use-field-words';

const DAYS = ['1', '2', '3', '4', '5', '6', '7'] as const;

function useWordsOf(name: string, { problem }: OperationFormProps) {
  const field = { name, kind: 'text', isRequired: false, isNullable: false, choices: [] } as const;
  return useFieldWords({ field, problem: problem(name) });
}

function MinuteField({ name, ...props }: OperationFormProps & { readonly name: string }) {
  const value = props.input[name];
  return (
    <TextInput
      {...useWordsOf(name, props)}
      type="time"
      value={typeof value === 'number' ? writeMinute(value) : ''}
      onChange={(event) => props.onChange({ [name]: parseMinute(event.currentTarget.value) ?? undefined })}
    />
  );
}

/** An instant, in the reader's zone. */
function InstantField({ name, ...props }: OperationFormProps & { readonly name: string }) {
  const zone = useTimeZone() ?? 'UTC';
  const value = props.input[name];
  return (
    <TextInput
      {...useWordsOf(name, props)}
      type="datetime-local"
      value={typeof value === 'number' ? writeZonedTime(value, zone) : ''}
      onChange={(event) => props.onChange({ [name]: parseZonedTime(event.currentTarget.value, zone) ?? undefined })}
    />
  );
}

/** Hours in which nobody is told: days of the week, or once. */
export function MaintenanceWindowForm(props: OperationFormProps) {
  const t = useTranslations('alerts.form.day');
  const { input, onChange } = props;
  const days = Array.isArray(input.days) ? input.days.map(String) : [];
  const dayWords = useWordsOf('days', props);
  const isOnce = typeof input.fromMs === 'number' || typeof input.toMs === 'number';
  return (
    <>
      <FieldList {...props} names={['window', 'rulePattern', 'subjectPattern']} />
      {!isOnce && (
        <>
          <MultiSelect
            {...dayWords}
            data={DAYS.map((value) => ({ value, label: t(value) }))}
            value={days}
            onChange={(chosen) => onChange({ days: chosen.map(Number) })}
          />
          <div className={classes.pair}>
            <MinuteField {...props} name="fromMinute" />
            <MinuteField {...props} name="toMinute" />
            <FieldList {...props} names={['timeZone']} />
          </div>
        </>
      )}
      {days.length === 0 && (
        <div className={classes.pair}>
          <InstantField {...props} name="fromMs" />
          <InstantField {...props} name="toMs" />
        </div>
      )}
      <FieldList {...props} names={['note']} />
    </>
  );
}
