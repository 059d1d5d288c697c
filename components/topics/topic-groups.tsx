'use client';

import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import type { DataColumn } from '@/components/ui/data-list';
import { DataTable } from '@/components/ui/data-table';
import { EmptyState } from '@/components/ui/empty-state';
import { Figure } from '@/components/ui/figure';
import { StatusBadge } from '@/components/ui/status-badge';
import { TextLink } from '@/components/ui/text-link';
import { useTableState } from '@/components/ui/use-table-state';
import { paths } from '@/lib/client/paths';
import { topicGroupsQuery } from '@/lib/client/queries';
import { useServerList } from '@/lib/client/use-server-list';
import type { TopicGroupItem } from '@/lib/views/schemas/topic';

type Translate = ReturnType<typeof useTranslations<'topics.groups'>>;

function identityColumns(
  t: Translate,
  clusterId: string,
  typeOf: (row: TopicGroupItem) => string,
): DataColumn<TopicGroupItem>[] {
  return [
    {
      id: 'groupId',
      header: t('groupId'),
      text: (row) => row.groupId,
      cell: (row) => (
        <TextLink href={paths.group(clusterId, row.groupId)} isMono>
          {row.groupId}
        </TextLink>
      ),
    },
    {
      id: 'isActive',
      header: t('isActive'),
      text: (row) => (row.isActive ? 'active' : 'inactive'),
      cell: (row) => (
        <StatusBadge
          tone={row.isActive ? 'ok' : 'unknown'}
          label={t(row.isActive ? 'active' : 'inactive')}
          reason={t(row.isActive ? 'activeHint' : 'inactiveHint')}
          variant="plain"
        />
      ),
    },
    { id: 'type', header: t('type'), text: (row) => row.type, cell: typeOf },
    { id: 'state', header: t('state'), text: (row) => row.state, cell: (row) => row.state },
  ];
}

function figureColumns(t: Translate, clusterId: string, coverageGloss: string): DataColumn<TopicGroupItem>[] {
  return [
    {
      id: 'memberCount',
      header: t('memberCount'),
      isNumeric: true,
      text: (row) => row.memberCount,
      cell: (row) => <Figure value={row.memberCount} reason={t('membersUnknown')} />,
    },
    {
      id: 'coveragePercent',
      header: t('coveragePercent'),
      hint: coverageGloss,
      isNumeric: true,
      text: (row) => row.coveragePercent,
      cell: (row) => <Figure value={row.coveragePercent} kind="percent" />,
    },
    {
      id: 'lag',
      header: t('lag'),
      isNumeric: true,
      text: (row) => row.lag,
      cell: (row) => (
        <TextLink href={paths.group(clusterId, row.groupId)} c="inherit">
          <Figure value={row.lag} isAtLeast={row.knownPartitions < row.partitionCount} reason={t('lagUnknown')} />
        </TextLink>
      ),
    },
    {
      id: 'maxLagSeconds',
      header: t('maxLagSeconds'),
      isNumeric: true,
      text: (row) => row.maxLagSeconds,
      cell: (row) => <Figure value={row.maxLagSeconds} kind="duration" reason={t('timeUnknown')} />,
    },
  ];
}

/** Who reads the topic: groups with live members on it, and those that only left their commits. */
export function TopicGroups({ clusterId, topic }: { readonly clusterId: string; readonly topic: string }) {
  const t = useTranslations('topics.groups');
  const types = useTranslations('groupType');
  const terms = useTranslations('terms');
  const title = useTranslations('topics.tab')('groups');
  const state = useTableState();
  const list = useServerList(state, (page) =>
    topicGroupsQuery(clusterId, topic, { ...page, sort: page.sort ?? '-lag' }),
  );
  const columns = useMemo(
    () => [
      ...identityColumns(t, clusterId, (row) => types(row.type)),
      ...figureColumns(t, clusterId, terms('coverage.gloss')),
    ],
    [t, types, terms, clusterId],
  );
  return (
    <DataTable
      label={title}
      columns={columns}
      list={list}
      state={state}
      rowId={(row) => row.id}
      rowHref={(row) => paths.group(clusterId, row.groupId)}
      empty={<EmptyState title={t('empty')}>{t('emptyBody')}</EmptyState>}
    />
  );
}
