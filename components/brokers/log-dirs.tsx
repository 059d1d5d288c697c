'use client';

import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { NeedsKafka, useNeededKafka } from '@/components/clusters/needs-kafka';
import type { DataColumn } from '@/components/ui/data-list';
import { EmptyState } from '@/components/ui/empty-state';
import { Figure } from '@/components/ui/figure';
import { PlainTable } from '@/components/ui/plain-table';
import { StatusBadge } from '@/components/ui/status-badge';
import type { BrokerItem } from '@/lib/views/schemas/broker';

type LogDir = NonNullable<BrokerItem['logDirs']>[number];

function usedPercent(dir: LogDir): number | null {
  return dir.totalBytes === null || dir.usableBytes === null || dir.totalBytes === 0
    ? null
    : (100 * (dir.totalBytes - dir.usableBytes)) / dir.totalBytes;
}

function useColumns(): readonly DataColumn<LogDir>[] {
  const t = useTranslations('brokers.logDirs');
  const needed = useNeededKafka('log-dir-capacity');
  return useMemo(() => {
    const disk = (
      id: 'used' | 'usable' | 'total',
      kind: 'percent' | 'bytes',
      read: (dir: LogDir) => number | null,
    ): DataColumn<LogDir> => ({
      id,
      header: t(id),
      isNumeric: true,
      text: read,
      cell: (row) =>
        needed === null ? (
          <Figure value={read(row)} kind={kind} reason={t('diskUnknown')} />
        ) : (
          <NeedsKafka words={needed} />
        ),
    });
    return [
      { id: 'path', header: t('path'), isWide: true, text: (row) => row.path, cell: (row) => <code>{row.path}</code> },
      {
        id: 'state',
        header: t('state'),
        text: (row) => row.errorName ?? 'healthy',
        cell: (row) =>
          row.errorName === null ? (
            <StatusBadge tone="ok" label={t('healthy')} variant="plain" />
          ) : (
            <StatusBadge tone="stopped" label={row.errorName} />
          ),
      },
      {
        id: 'replicaCount',
        header: t('replicaCount'),
        isNumeric: true,
        text: (row) => row.replicaCount,
        cell: (row) => <Figure value={row.replicaCount} />,
      },
      {
        id: 'replicaBytes',
        header: t('replicaBytes'),
        isNumeric: true,
        text: (row) => row.replicaBytes,
        cell: (row) => <Figure value={row.replicaBytes} kind="bytes" />,
      },
      disk('used', 'percent', usedPercent),
      disk('usable', 'bytes', (dir) => dir.usableBytes),
      disk('total', 'bytes', (dir) => dir.totalBytes),
    ];
  }, [t, needed]);
}

/** Where a broker keeps its replicas, and how full that is. */
export function LogDirs({ logDirs }: { readonly logDirs: BrokerItem['logDirs'] }) {
  const t = useTranslations('brokers');
  const columns = useColumns();
  return (
    <PlainTable
      label={t('tab.logDirs')}
      columns={columns}
      rows={logDirs ?? []}
      rowId={(row) => row.path}
      empty={<EmptyState title={t('logDirs.empty')} />}
    />
  );
}
