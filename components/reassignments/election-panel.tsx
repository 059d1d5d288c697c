'use client';

import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useTranslations } from 'use-intl';
import { useFormats } from '@/components/ui/use-formats';
import { useNow } from '@/components/ui/use-now';
import { paths } from '@/lib/client/paths';
import { electionPolicyQuery } from '@/lib/client/queries';
import { useMayChange } from '@/lib/client/use-may-change';
import classes from './reassignments.module.css';

/** Whether preferred leaders are elected by themselves, what was found last, and the two ways to have them elected. */
export function ElectionPanel({ clusterId }: { readonly clusterId: string }) {
  const t = useTranslations('reassignments.election');
  const formats = useFormats();
  const now = useNow();
  const mayChange = useMayChange();
  const { data } = useQuery(electionPolicyQuery(clusterId));
  if (data === undefined) return null;
  const { policy, lastCheck } = data;
  const told =
    policy === null
      ? t('none')
      : policy.isEnabled
        ? t('on', { minutes: policy.intervalMinutes, percent: policy.minImbalancePercent })
        : t('off');
  const prefill = policy === null ? {} : { ...policy, isEnabled: String(policy.isEnabled) };
  return (
    <div className={classes.election}>
      <p className={classes.lead}>
        {told}{' '}
        {lastCheck !== null &&
          lastCheck.imbalancePercent !== null &&
          t('last', {
            age: formats.age((now - lastCheck.atMs) / 1_000),
            percent: Math.round(lastCheck.imbalancePercent * 10) / 10,
          })}
      </p>
      <div className={classes.actions}>
        {mayChange('elect-leaders') && (
          <Button component={Link} href={paths.change(clusterId, 'elect-leaders')}>
            {t('elect')}
          </Button>
        )}
        {mayChange('set-election-policy') && (
          <Button component={Link} href={paths.change(clusterId, 'set-election-policy', prefill)}>
            {t('schedule')}
          </Button>
        )}
      </div>
    </div>
  );
}
