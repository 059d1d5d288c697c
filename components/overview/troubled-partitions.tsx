'use client';

import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { ReplicaList } from '@/components/topics/replica-list';
import type { DataColumn } from '@/components/ui/data-list';
import { EmptyState } from '@/components/ui/empty-state';
import { Section } from '@/components/ui/page';
import { PlainTable } from '@/components/ui/plain-table';
import { StatusBadge } from '@/components/ui/status-badge';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/client/paths';
import type { ClusterDetail } from '@/lib/views/schemas/cluster';

type TroubledPartition = ClusterDetail['troubledPartitions'][number];

function useTroubledColumns(clusterId: string): readonly DataColumn<TroubledPartition>[] {
  const t = useTranslations('overview.partitions');
  const words = useTranslations('topics.partitions');
  return useMemo(
    () => [
      {
        id: 'partition',
        header: t('partition'),
        isWide: true,
        text: (row) => `${row.topic}-${row.partition}`,
        cell: (row) => (
          <TextLink href={paths.topic(clusterId, row.topic)} isMono>
            {row.topic}-{row.partition}
          </TextLink>
        ),
      },
      {
        id: 'leader',
        header: t('leader'),
        text: (row) => row.leader,
        cell: (row) =>
          row.leader === null ? <StatusBadge tone="stopped" label={words('noLeader')} variant="plain" /> : row.leader,
      },
      {
        id: 'replicas',
        header: t('replicas'),
        text: (row) => row.replicas.join(','),
        cell: (row) => <ReplicaList clusterId={clusterId} {...row} />,
      },
      {
        id: 'inSync',
        header: t('inSync'),
        text: (row) => row.isr.length,
        cell: (row) => words('inSyncOf', { count: row.isr.length, total: row.replicas.length }),
      },
    ],
    [clusterId, t, words],
  );
}

/** Partitions that one more failure may cost records, and those that cannot be used at all. */
export function TroubledPartitions({ cluster }: { readonly cluster: ClusterDetail }) {
  const t = useTranslations('overview.partitions');
  const columns = useTroubledColumns(cluster.id);
  const shown = cluster.troubledPartitions.length;
  const total = Math.max(cluster.underReplicatedCount ?? 0, shown);
  return (
    <Section
      title={t('title')}
      {...(total > shown ? { note: t('shownOf', { shown, total }) } : {})}
      {...(shown > 0
        ? { action: <TextLink href={paths.topics(cluster.id, { health: 'under-replicated' })}>{t('all')}</TextLink> }
        : {})}
    >
      {shown === 0 ? (
        <StatusBadge tone="ok" label={t('empty')} variant="plain" />
      ) : (
        <PlainTable
          label={t('title')}
          columns={columns}
          rows={cluster.troubledPartitions}
          rowId={(row) => `${row.topic}-${row.partition}`}
          rowHref={(row) => paths.topic(cluster.id, row.topic)}
          empty={<EmptyState title={t('empty')} />}
        />
      )}
    </Section>
  );
}
