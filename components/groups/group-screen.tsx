'use client';

import { useQuery } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { LagChart } from '@/components/lag/lag-chart';
import { EmptyState } from '@/components/ui/empty-state';
import { ErrorState } from '@/components/ui/error-state';
import { Figure } from '@/components/ui/figure';
import { GapsNotice } from '@/components/ui/gaps-notice';
import { Page, Section } from '@/components/ui/page';
import { PageHead } from '@/components/ui/page-head';
import { PageTabs } from '@/components/ui/page-tabs';
import { TextLink } from '@/components/ui/text-link';
import { ApiProblem } from '@/lib/client/api';
import { paths } from '@/lib/client/paths';
import { groupQuery } from '@/lib/client/queries';
import { usePathName } from '@/lib/client/use-path-name';
import type { GroupDetail } from '@/lib/views/schemas/group';
import { GroupHead } from './group-head';
import { GroupNotices } from './group-notices';

// What stands behind the other tabs is loaded when one is opened.
const GroupMembers = dynamic(() => import('./group-members').then((module) => module.GroupMembers));
const GroupOffsets = dynamic(() => import('./group-offsets').then((module) => module.GroupOffsets));
const GroupPartitions = dynamic(() => import('./group-partitions').then((module) => module.GroupPartitions));
const GroupRebalances = dynamic(() =>
  import('@/components/rebalances/group-rebalances').then((module) => module.GroupRebalances),
);
const GroupSettings = dynamic(() => import('./group-settings').then((module) => module.GroupSettings));
const GroupTopics = dynamic(() => import('./group-topics').then((module) => module.GroupTopics));
const GroupTopology = dynamic(() => import('./group-topology').then((module) => module.GroupTopology));
const ObjectivePanel = dynamic(() =>
  import('@/components/objectives/objective-panel').then((module) => module.ObjectivePanel),
);

/** Kinds that Kafka keeps settings for. */
const SETTINGS_KINDS: ReadonlySet<GroupDetail['kind']> = new Set(['consumer', 'share', 'streams']);

interface GroupBodyProps {
  readonly clusterId: string;
  readonly groupId: string;
  readonly query: ReturnType<typeof useQuery<GroupDetail>>;
}

function GroupBody({ clusterId, groupId, query }: GroupBodyProps) {
  const t = useTranslations('groups');
  const types = useTranslations('groupTypes');
  const rebalances = useTranslations('rebalances');
  const operations = useTranslations('groupOperations.points');
  const group = query.data;
  const topics = useMemo(() => group?.topicDetails ?? [], [group]);
  const names = useMemo(() => topics.map((one) => one.topic), [topics]);
  // Connect workers share work that has no offsets.
  const hasPositions = group?.kind !== 'connect' || topics.length > 0;
  return (
    <PageTabs
      label={groupId}
      tabs={[
        ...(hasPositions
          ? [
              {
                id: 'lag',
                label: t('tabs.lag'),
                render: () => <LagChart clusterId={clusterId} groupId={groupId} topics={topics} />,
              },
              {
                id: 'partitions',
                label: t('tabs.partitions'),
                count: group && <Figure value={group.partitionCount} />,
                render: () => <GroupPartitions clusterId={clusterId} groupId={groupId} topics={names} />,
              },
              {
                id: 'topics',
                label: t('tabs.topics'),
                count: group && <Figure value={topics.length} />,
                render: () => <GroupTopics clusterId={clusterId} groupId={groupId} query={query} />,
              },
            ]
          : []),
        {
          id: 'members',
          label: t('tabs.members'),
          count: group && <Figure value={group.memberCount} reason={t('membersUnknown')} />,
          render: () => <GroupMembers clusterId={clusterId} query={query} />,
        },
        ...(group?.kind === 'simple'
          ? []
          : [
              {
                id: 'rebalances',
                label: rebalances('rebalances'),
                render: () => <GroupRebalances clusterId={clusterId} groupId={groupId} kind={group?.kind} />,
              },
            ]),
        {
          id: 'offsets',
          label: operations('tab'),
          render: () => <GroupOffsets clusterId={clusterId} groupId={groupId} />,
        },
        {
          id: 'freshness',
          label: t('tabs.freshness'),
          render: () => <ObjectivePanel clusterId={clusterId} groupId={groupId} />,
        },
        ...(group?.kind === 'streams'
          ? [
              {
                id: 'topology',
                label: types('streams.topology'),
                render: () => <GroupTopology clusterId={clusterId} group={group} />,
              },
            ]
          : []),
        ...(group !== undefined && SETTINGS_KINDS.has(group.kind)
          ? [{ id: 'settings', label: types('settings.tab'), render: () => <GroupSettings group={group} /> }]
          : []),
      ]}
    />
  );
}

function GroupGone({ clusterId, groupId }: { clusterId: string; groupId: string }) {
  const t = useTranslations('groups');
  const points = useTranslations('groupOperations.points');
  return (
    <>
      <PageHead noun={t('noun')} nounHref={paths.groups(clusterId)} name={groupId} isNameMono copyValue={groupId} />
      <EmptyState
        title={t('gone', { group: groupId })}
        action={<TextLink href={paths.groups(clusterId)}>{t('backToGroups')}</TextLink>}
      >
        {t('goneBody')}
      </EmptyState>
      <LagChart clusterId={clusterId} groupId={groupId} />
      <Section title={points('title')}>
        <GroupOffsets clusterId={clusterId} groupId={groupId} />
      </Section>
    </>
  );
}

/** Screen of one group. */
export function GroupScreen() {
  const clusterId = usePathName('cluster') ?? '';
  const groupId = usePathName('group') ?? '';
  const t = useTranslations('groups');
  const query = useQuery(groupQuery(clusterId, groupId));
  const { data: group, error } = query;
  const isGone = error instanceof ApiProblem && error.code === 'not_found';
  if (isGone) {
    return (
      <Page>
        <GroupGone clusterId={clusterId} groupId={groupId} />
      </Page>
    );
  }
  return (
    <Page>
      {group ? (
        <GroupHead clusterId={clusterId} group={group} />
      ) : (
        <PageHead noun={t('noun')} nounHref={paths.groups(clusterId)} name={groupId} isNameMono copyValue={groupId} />
      )}
      {group ? <GroupNotices group={group} /> : null}
      {group ? <GapsNotice gaps={group.gaps} /> : null}
      {!group && error ? (
        <ErrorState error={error} onRetry={() => void query.refetch()} isRetrying={query.isFetching} />
      ) : (
        <GroupBody clusterId={clusterId} groupId={groupId} query={query} />
      )}
    </Page>
  );
}
