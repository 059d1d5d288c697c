'use client';

import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { RecentLag, TotalLag } from '@/components/groups/lag-cell';
import { Age } from '@/components/ui/age';
import type { DataColumn } from '@/components/ui/data-list';
import { EmptyState } from '@/components/ui/empty-state';
import { Figure } from '@/components/ui/figure';
import { Section } from '@/components/ui/page';
import { PlainTable } from '@/components/ui/plain-table';
import { StatusBadge } from '@/components/ui/status-badge';
import { TextLink } from '@/components/ui/text-link';
import { useReasonText } from '@/components/ui/use-reason-text';
import { paths } from '@/lib/client/paths';
import type { ClusterDetail } from '@/lib/views/schemas/cluster';
import type { GroupItem } from '@/lib/views/schemas/group';

function useWorstGroupColumns(clusterId: string): readonly DataColumn<GroupItem>[] {
  const t = useTranslations('overview.worst');
  const words = useTranslations('verdict');
  const reasonText = useReasonText();
  return useMemo(
    () => [
      {
        id: 'groupId',
        header: t('group'),
        text: (row) => row.groupId,
        cell: (row) => (
          <TextLink href={paths.group(clusterId, row.groupId)} isMono>
            {row.groupId}
          </TextLink>
        ),
      },
      {
        id: 'status',
        header: t('status'),
        text: (row) => row.verdict,
        cell: (row) => <StatusBadge tone={row.status} label={words(row.verdict)} />,
      },
      {
        id: 'reason',
        header: t('why'),
        isWide: true,
        text: (row) => reasonText(row.reason),
        cell: (row) => reasonText(row.reason),
      },
      {
        id: 'recentLag',
        header: t('recent'),
        text: () => null,
        cell: (row) => <RecentLag clusterId={clusterId} group={row} />,
      },
      {
        id: 'totalLag',
        header: t('lag'),
        isNumeric: true,
        text: (row) => row.totalLag,
        cell: (row) => <TotalLag clusterId={clusterId} group={row} />,
      },
      {
        id: 'maxLagSeconds',
        header: t('timeBehind'),
        isNumeric: true,
        text: (row) => row.maxLagSeconds,
        cell: (row) => (
          <Figure
            value={row.maxLagSeconds}
            kind="duration"
            isAtLeast={row.lagSecondsIsAtLeast}
            reason={t('timeUnknown')}
          />
        ),
      },
      {
        id: 'sinceMs',
        header: t('since'),
        isNumeric: true,
        text: (row) => row.sinceMs,
        cell: (row) =>
          row.sinceMs === null ? <Figure value={null} reason={t('sinceUnknown')} /> : <Age atMs={row.sinceMs} />,
      },
    ],
    [clusterId, t, words, reasonText],
  );
}

/** The five groups that need somebody most. */
export function WorstGroups({ cluster }: { readonly cluster: ClusterDetail }) {
  const t = useTranslations('overview.worst');
  const columns = useWorstGroupColumns(cluster.id);
  return (
    <Section title={t('title')} action={<TextLink href={paths.groups(cluster.id)}>{t('all')}</TextLink>}>
      <PlainTable
        label={t('title')}
        columns={columns}
        rows={cluster.worstGroups}
        rowId={(row) => row.id}
        rowHref={(row) => paths.group(cluster.id, row.groupId)}
        empty={<EmptyState title={t('empty')} />}
      />
    </Section>
  );
}
