'use client';

import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import type { DataColumn } from '@/components/ui/data-list';
import { EmptyState } from '@/components/ui/empty-state';
import { PlainTable } from '@/components/ui/plain-table';
import type { GroupDetail } from '@/lib/views/schemas/group';
import type { GroupSettingItem } from '@/lib/views/schemas/group-type';
import classes from './groups.module.css';

/** What Kafka keeps for a group: session and delivery settings, and where each is set. */
export function GroupSettings({ group }: { group: GroupDetail }) {
  const t = useTranslations('groupTypes.settings');
  const columns = useMemo(
    (): DataColumn<GroupSettingItem>[] => [
      {
        id: 'name',
        header: t('name'),
        text: (row) => row.name,
        cell: (row) => <span className={classes.mono}>{row.name}</span>,
      },
      {
        id: 'value',
        header: t('value'),
        isWide: true,
        text: (row) => row.value,
        cell: (row) => <span className={classes.mono}>{row.value}</span>,
      },
      {
        id: 'source',
        header: t('source'),
        text: (row) => (row.isOwn ? 'group' : 'broker'),
        cell: (row) => (row.isOwn ? t('own') : <span className={classes.quiet}>{t('broker')}</span>),
      },
    ],
    [t],
  );
  return (
    <PlainTable
      label={t('tab')}
      columns={columns}
      rows={group.settings ?? []}
      rowId={(row) => row.name}
      empty={
        group.settings === null ? (
          <EmptyState title={t('unknown')}>{t('unknownBody')}</EmptyState>
        ) : (
          <EmptyState title={t('none')} />
        )
      }
    />
  );
}
