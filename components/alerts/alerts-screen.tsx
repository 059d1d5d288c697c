'use client';

import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { parseAsString, useQueryState } from 'nuqs';
import { useTranslations } from 'use-intl';
import { Figure } from '@/components/ui/figure';
import { Page } from '@/components/ui/page';
import { PageHead } from '@/components/ui/page-head';
import { PageTabs } from '@/components/ui/page-tabs';
import { paths } from '@/lib/client/paths';
import { firingAlertsQuery } from '@/lib/client/queries';
import { useMayChange } from '@/lib/client/use-may-change';
import { usePathName } from '@/lib/client/use-path-name';
import { AlertChannels } from './alert-channels';
import { AlertHistory } from './alert-history';
import { AlertList } from './alert-list';
import { AlertRules } from './alert-rules';
import { QuietTimes } from './quiet-times';

function Actions({ clusterId }: { readonly clusterId: string }) {
  const t = useTranslations('alerts');
  const [tab] = useQueryState('tab', parseAsString);
  const mayChange = useMayChange();
  const link = (operation: string, label: string) =>
    mayChange(operation) && (
      <Button component={Link} href={paths.change(clusterId, operation)}>
        {label}
      </Button>
    );
  if (tab === 'channels') return link('save-alert-channel', t('channels.new'));
  if (tab === 'silences') {
    return (
      <>
        {link('silence-alerts', t('silences.new'))}
        {link('save-maintenance-window', t('silences.newWindow'))}
      </>
    );
  }
  return link('save-alert-rule', t('rules.new'));
}

/** Screen of alerts: what fires now, and everything that makes and tells them. */
export function AlertsScreen() {
  const clusterId = usePathName('cluster') ?? '';
  const t = useTranslations('alerts');
  const { data } = useQuery(firingAlertsQuery(clusterId));
  const counts = data?.counts;
  return (
    <Page>
      <PageHead
        noun={t('title')}
        actions={<Actions clusterId={clusterId} />}
        {...(counts === undefined
          ? {}
          : {
              figures: (['firing', 'pending', 'noData', 'silenced'] as const).map((id) => ({
                id,
                label: t(`counts.${id}`),
                value: <Figure value={counts[id]} />,
                ...(id === 'firing' && counts.firing > 0 ? { tone: 'stopped' as const } : {}),
              })),
            })}
      />
      <PageTabs
        label={t('title')}
        tabs={[
          { id: 'alerts', label: t('tabs.alerts'), render: () => <AlertList clusterId={clusterId} /> },
          { id: 'rules', label: t('tabs.rules'), render: () => <AlertRules clusterId={clusterId} /> },
          { id: 'channels', label: t('tabs.channels'), render: () => <AlertChannels clusterId={clusterId} /> },
          { id: 'silences', label: t('tabs.silences'), render: () => <QuietTimes clusterId={clusterId} /> },
          { id: 'history', label: t('tabs.history'), render: () => <AlertHistory clusterId={clusterId} /> },
        ]}
      />
    </Page>
  );
}
