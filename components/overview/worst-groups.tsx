'use client';

import { SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { parseAsStringLiteral, useQueryState } from 'nuqs';
import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { RecentLag, TotalLag } from '@/components/groups/lag-cell';
import { Age } from '@/components/ui/age';
import type { DataColumn } from '@/components/ui/data-list';
import { EmptyState } from '@/components/ui/empty-state';
import { ErrorState } from '@/components/ui/error-state';
import { Figure } from '@/components/ui/figure';
import { Section } from '@/components/ui/page';
import { PlainTable } from '@/components/ui/plain-table';
import { StatusBadge } from '@/components/ui/status-badge';
import { TextLink } from '@/components/ui/text-link';
import { useReasonText } from '@/components/ui/use-reason-text';
import { paths } from '@/lib/client/paths';
import { groupsQuery } from '@/lib/client/queries';
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
        id: 'lagGrowthPerSecond',
        header: t('growth'),
        hint: t('growthHint'),
        isNumeric: true,
        text: (row) => row.lagGrowthPerSecond,
        cell: (row) => <Figure value={row.lagGrowthPerSecond} kind="rate" reason={t('growthUnknown')} />,
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

/** What the groups are ordered by, and the sort of the list that says so; by urgency they come with the cluster. */
const SORTS = { urgency: 'verdict', lag: '-totalLag', growth: '-lagGrowthPerSecond' } as const;
const ORDERS = ['urgency', 'lag', 'growth'] as const;
const SHOWN = 5;

/** The five worst groups: those that need somebody most, lag most, or whose lag grows fastest. The choice is in the address (`?worst=`). */
export function WorstGroups({ cluster }: { readonly cluster: ClusterDetail }) {
  const t = useTranslations('overview.worst');
  const columns = useWorstGroupColumns(cluster.id);
  const [order, setOrder] = useQueryState('worst', parseAsStringLiteral(ORDERS).withDefault('urgency'));
  const list = useQuery({
    ...groupsQuery(cluster.id, { sort: SORTS[order], limit: SHOWN }),
    enabled: order !== 'urgency',
  });
  return (
    <Section
      title={t('title')}
      note={
        <SegmentedControl
          size="xs"
          aria-label={t('order')}
          withItemsBorders={false}
          value={order}
          onChange={(value) => void setOrder(value)}
          data={ORDERS.map((value) => ({ value, label: t(`by.${value}`) }))}
        />
      }
      action={<TextLink href={paths.groups(cluster.id, { sort: SORTS[order] })}>{t('all')}</TextLink>}
    >
      {list.error === null ? (
        <PlainTable
          label={t('title')}
          columns={columns}
          rows={order === 'urgency' ? cluster.worstGroups : list.data?.items}
          rowId={(row) => row.id}
          rowHref={(row) => paths.group(cluster.id, row.groupId)}
          empty={<EmptyState title={t('empty')} />}
        />
      ) : (
        <ErrorState error={list.error} onRetry={() => void list.refetch()} isRetrying={list.isFetching} />
      )}
    </Section>
  );
}
