'use client';

import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import type { DataColumn } from '@/components/ui/data-list';
import { Figure } from '@/components/ui/figure';
import { hint } from '@/components/ui/hint';
import { StatusBadge } from '@/components/ui/status-badge';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/client/paths';
import type { GroupItem } from '@/lib/views/schemas/group';
import { type GroupWords, useGroupWords } from './group-words';
import { RecentLag, TotalLag } from './lag-cell';

type Translate = ReturnType<typeof useTranslations<'groups'>>;

function identityColumns(clusterId: string, t: Translate, words: GroupWords): DataColumn<GroupItem>[] {
  return [
    {
      id: 'groupId',
      header: t('group'),
      isSortable: true,
      isWide: true,
      text: (group) => group.groupId,
      cell: (group) => (
        <TextLink href={paths.group(clusterId, group.groupId)} isMono hint={group.groupId}>
          {group.groupId}
        </TextLink>
      ),
    },
    {
      id: 'verdict',
      header: t('verdict'),
      isSortable: true,
      text: (group) => group.verdict,
      cell: (group) => (
        <StatusBadge
          tone={group.status}
          label={words.verdict(group.verdict)}
          reason={[words.verdictHint(group.verdict), words.reason(group)].join('\n')}
        />
      ),
    },
  ];
}

function lagColumns(clusterId: string, t: Translate): DataColumn<GroupItem>[] {
  return [
    {
      id: 'totalLag',
      header: t('lag'),
      isSortable: true,
      isNumeric: true,
      text: (group) => group.totalLag,
      cell: (group) => <TotalLag clusterId={clusterId} group={group} />,
    },
    {
      id: 'trend',
      header: t('recent'),
      isSortable: true,
      text: (group) => group.trend,
      cell: (group) => <RecentLag clusterId={clusterId} group={group} />,
    },
    {
      id: 'maxLagSeconds',
      header: t('timeBehind'),
      isSortable: true,
      isNumeric: true,
      text: (group) => group.maxLagSeconds,
      cell: (group) => (
        <Figure
          value={group.maxLagSeconds}
          kind="duration"
          isAtLeast={group.lagSecondsIsAtLeast}
          reason={t('timeUnknown')}
        />
      ),
    },
    {
      id: 'consumedPerSecond',
      header: t('consumeRate'),
      hint: t('consumeRateHint'),
      isSortable: true,
      isNumeric: true,
      text: (group) => group.consumedPerSecond,
      cell: (group) => <Figure value={group.consumedPerSecond} kind="rate" reason={t('rateUnknown')} />,
    },
  ];
}

/** A classic group may speak a protocol that is neither a consumer's nor Connect's: its name says whose it is. */
function TypeCell({ group, words }: { group: GroupItem; words: GroupWords }) {
  const t = useTranslations('groupTypes.kindHint');
  const note = group.kind === 'simple' || group.kind === 'connect' ? t(group.kind) : group.protocolType;
  return <span {...hint(note)}>{words.type(group)}</span>;
}

function membershipColumns(clusterId: string, t: Translate, words: GroupWords): DataColumn<GroupItem>[] {
  const door = (group: GroupItem, tab: string, figure: React.ReactNode) => (
    <TextLink href={paths.group(clusterId, group.groupId, { tab })} c="inherit">
      {figure}
    </TextLink>
  );
  return [
    {
      id: 'memberCount',
      header: t('members'),
      isSortable: true,
      isNumeric: true,
      text: (group) => group.memberCount,
      cell: (group) => door(group, 'members', <Figure value={group.memberCount} reason={t('membersUnknown')} />),
    },
    {
      id: 'topics',
      header: t('topics'),
      isSortable: true,
      isNumeric: true,
      text: (group) => group.topics.length,
      cell: (group) => door(group, 'topics', <Figure value={group.topics.length} note={group.topics.join('\n')} />),
    },
    {
      id: 'type',
      header: t('type'),
      isSortable: true,
      text: (group) => group.kind,
      cell: (group) => <TypeCell group={group} words={words} />,
    },
    {
      id: 'state',
      header: t('state'),
      hint: t('stateHint'),
      isSortable: true,
      text: (group) => group.state,
      cell: (group) => group.state,
    },
    {
      id: 'protocol',
      header: t('protocol'),
      hint: t('protocolHint'),
      isSortable: true,
      text: (group) => group.protocol,
      cell: (group) => group.protocol ?? <Figure value={null} reason={t('noProtocol')} />,
    },
    {
      id: 'coordinatorId',
      header: t('coordinator'),
      isSortable: true,
      isNumeric: true,
      text: (group) => group.coordinatorId,
      cell: (group) =>
        group.coordinatorId === null ? (
          <Figure value={null} reason={t('coordinatorUnknown')} />
        ) : (
          <TextLink href={paths.broker(clusterId, group.coordinatorId)} c="inherit">
            {group.coordinatorId}
          </TextLink>
        ),
    },
  ];
}

/** Columns of the list of groups. */
export function useGroupColumns(clusterId: string): readonly DataColumn<GroupItem>[] {
  const t = useTranslations('groups');
  const words = useGroupWords();
  return useMemo(
    () => [
      ...identityColumns(clusterId, t, words),
      ...lagColumns(clusterId, t),
      ...membershipColumns(clusterId, t, words),
    ],
    [clusterId, t, words],
  );
}
