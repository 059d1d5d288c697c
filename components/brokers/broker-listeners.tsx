'use client';

import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import type { DataColumn } from '@/components/ui/data-list';
import { EmptyState } from '@/components/ui/empty-state';
import { PlainTable } from '@/components/ui/plain-table';
import type { ListenerItem } from '@/lib/views/schemas/broker';
import classes from './config.module.css';

/** Where a broker listens, and where it sends its clients. */
export function BrokerListeners({ listeners }: { readonly listeners: readonly ListenerItem[] | null }) {
  const t = useTranslations('brokerParts.listeners');
  const columns = useMemo(
    (): readonly DataColumn<ListenerItem>[] => [
      { id: 'name', header: t('name'), text: (row) => row.name, cell: (row) => <code>{row.name}</code> },
      {
        id: 'securityProtocol',
        header: t('securityProtocol'),
        text: (row) => row.securityProtocol,
        cell: (row) => row.securityProtocol ?? t('unknownProtocol'),
      },
      {
        id: 'bindAddress',
        header: t('bindAddress'),
        text: (row) => row.bindAddress,
        cell: (row) => <code>{row.bindAddress.startsWith(':') ? `*${row.bindAddress}` : row.bindAddress}</code>,
      },
      {
        id: 'advertisedAddress',
        header: t('advertisedAddress'),
        hint: t('advertisedHint'),
        isWide: true,
        text: (row) => row.advertisedAddress,
        cell: (row) =>
          row.advertisedAddress === null ? (
            <span className={classes.quiet}>{t('notAdvertised')}</span>
          ) : (
            <code>{row.advertisedAddress}</code>
          ),
      },
      {
        id: 'purposes',
        header: t('purposes'),
        text: (row) => row.purposes.join(','),
        cell: (row) =>
          row.purposes.length === 0 ? t('clients') : row.purposes.map((purpose) => t(`purpose.${purpose}`)).join(', '),
      },
    ],
    [t],
  );
  return (
    <PlainTable
      label={t('tab')}
      columns={columns}
      rows={listeners ?? []}
      rowId={(row) => row.name}
      empty={<EmptyState title={listeners === null ? t('notRead') : t('empty')} />}
    />
  );
}
