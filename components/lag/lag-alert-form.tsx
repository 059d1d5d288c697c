'use client';

import { Button, MultiSelect, NumberInput, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { useOperationWords } from '@/components/operation/operation-words';
import { useQuickChange } from '@/components/operation/use-quick-change';
import { notify } from '@/components/ui/notices';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/client/paths';
import { alertChannelsQuery } from '@/lib/client/queries';
import { suggestThreshold } from './alert-threshold';
import classes from './lag.module.css';
import type { LagSubject } from './lag-window-query';

const MOST_CHANNELS = 100;

/** A lag that the chart shows. */
export interface ShownLag {
  readonly subject: LagSubject;
  readonly values: readonly (number | null)[];
}

interface LagAlertFormProps {
  readonly lags: readonly [ShownLag, ...ShownLag[]];
  readonly unit: 'records' | 'seconds';
  readonly onDone: () => void;
}

/** An alert on one of the lags that a chart shows, as far as it need be said. */
export function LagAlertForm({ lags, unit, onDone }: LagAlertFormProps) {
  const t = useTranslations('alerts.form');
  const [chosen, setChosen] = useState<string | null>(null);
  const lag = lags.find(({ subject }) => subject.groupId === chosen) ?? lags[0];
  const { groupId } = lag.subject;
  return (
    <>
      {lags.length > 1 && (
        <Select
          size="xs"
          label={t('group')}
          data={lags.map(({ subject }) => subject.groupId)}
          value={groupId}
          onChange={setChosen}
          allowDeselect={false}
          comboboxProps={{ withinPortal: false }}
        />
      )}
      <RuleForm key={groupId} lag={lag} unit={unit} onDone={onDone} />
    </>
  );
}

interface RuleFormProps extends Omit<LagAlertFormProps, 'lags'> {
  readonly lag: ShownLag;
}

function RuleForm({ lag: { subject, values }, unit, onDone }: RuleFormProps) {
  const t = useTranslations('alerts');
  const words = useOperationWords();
  const { clusterId, groupId, topic } = subject;
  const [threshold, setThreshold] = useState(() => suggestThreshold(values, unit));
  const [chosen, setChosen] = useState<readonly string[] | null>(null);
  const { data } = useQuery(alertChannelsQuery(clusterId, { limit: MOST_CHANNELS }));
  const names = (data?.items ?? []).map(({ channel }) => channel);
  const channels = chosen ?? names;
  const save = useQuickChange(clusterId, 'save-alert-rule');
  const kind = unit === 'seconds' ? 'group-lag-seconds' : 'group-lag';
  const rule = [t(`kind.${kind}`), groupId, ...(topic === null ? [] : [topic])]
    .join(' ')
    .replaceAll('*', '')
    .slice(0, 100);
  const input = { rule, kind, pattern: groupId, topicPattern: topic, threshold, channels };
  const create = () =>
    save.mutate(input, {
      onSuccess: () => {
        notify({ title: rule, message: t('form.made') });
        onDone();
      },
    });
  return (
    <form
      className={classes.alertForm}
      onSubmit={(event) => {
        event.preventDefault();
        create();
      }}
    >
      <NumberInput
        size="xs"
        label={`${words.field('threshold')} (${t(unit === 'seconds' ? 'form.seconds' : 'form.records')})`}
        value={threshold}
        onChange={(value) => setThreshold(Number(value))}
        min={0}
        allowDecimal={false}
        thousandSeparator=" "
        hideControls
      />
      {names.length > 0 && (
        <MultiSelect
          size="xs"
          label={words.field('channels')}
          data={names}
          value={[...channels]}
          onChange={setChosen}
          comboboxProps={{ withinPortal: false }}
        />
      )}
      {save.error !== null && <p role="alert">{save.error.message}</p>}
      <div className={classes.alertActions}>
        <Button type="submit" size="compact-sm" loading={save.isPending}>
          {t('form.create')}
        </Button>
        <TextLink href={paths.change(clusterId, 'save-alert-rule', input)}>{t('form.options')}</TextLink>
      </div>
    </form>
  );
}
