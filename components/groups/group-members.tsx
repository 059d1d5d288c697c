'use client';

import type { UseQueryResult } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import type { DataColumn } from '@/components/ui/data-list';
import { DataTable } from '@/components/ui/data-table';
import { EmptyState } from '@/components/ui/empty-state';
import { Figure } from '@/components/ui/figure';
import { useLocalList } from '@/components/ui/use-local-list';
import { useTableState } from '@/components/ui/use-table-state';
import { paths } from '@/lib/client/paths';
import type { GroupDetail, GroupMemberItem } from '@/lib/views/schemas/group';
import { AssignmentRuns, assignmentText, isSameAssignment } from './assignment-runs';
import classes from './groups.module.css';
import { connectColumns, movingColumn, streamsColumns, subscriptionColumn } from './member-type-columns';
import { RowAction } from './row-action';

type Translate = ReturnType<typeof useTranslations<'groups'>>;

function nameColumns(t: Translate): DataColumn<GroupMemberItem>[] {
  return [
    {
      id: 'clientId',
      header: t('clientId'),
      isSortable: true,
      text: (member) => member.clientId,
      cell: (member) => <span className={classes.mono}>{member.clientId}</span>,
    },
    { id: 'host', header: t('host'), isSortable: true, text: (member) => member.host, cell: (member) => member.host },
  ];
}

function workColumns(clusterId: string, t: Translate): DataColumn<GroupMemberItem>[] {
  return [
    {
      id: 'lag',
      header: t('lag'),
      isSortable: true,
      isNumeric: true,
      text: (member) => member.lag,
      cell: (member) => <Figure value={member.lag} reason={t('lagUnknown')} />,
    },
    {
      id: 'partitionCount',
      header: t('partitions'),
      isSortable: true,
      isNumeric: true,
      text: (member) => member.partitionCount,
      cell: (member) => <Figure value={member.partitionCount} />,
    },
    {
      id: 'assignment',
      header: t('assignment'),
      wraps: true,
      text: (member) => assignmentText(member.assignment),
      cell: (member) => (
        <AssignmentRuns clusterId={clusterId} assignment={member.assignment} none={t('nothingAssigned')} />
      ),
    },
    {
      id: 'targetAssignment',
      header: t('targetAssignment'),
      hint: t('targetHint'),
      wraps: true,
      text: (member) => (member.targetAssignment === null ? null : assignmentText(member.targetAssignment)),
      cell: (member) => {
        const target = member.targetAssignment;
        if (target === null) return <Figure value={null} reason={t('targetNone')} />;
        if (isSameAssignment(target, member.assignment))
          return <span className={classes.quiet}>{t('targetSame')}</span>;
        return <AssignmentRuns clusterId={clusterId} assignment={target} none={t('nothingAssigned')} />;
      },
    },
  ];
}

/** How members are taken out of the group; null where Kafka has no way. */
interface Removal {
  readonly label: (member: string) => string;
  readonly href: (id: string) => string;
}

function protocolColumns(t: Translate, removal: Removal | null): DataColumn<GroupMemberItem>[] {
  return [
    {
      id: 'memberEpoch',
      header: t('memberEpoch'),
      hint: t('memberEpochHint'),
      isSortable: true,
      isNumeric: true,
      text: (member) => member.memberEpoch,
      cell: (member) => <Figure value={member.memberEpoch} reason={t('targetNone')} />,
    },
    {
      id: 'memberId',
      header: t('memberId'),
      isSortable: true,
      text: (member) => member.memberId,
      cell: (member) => {
        const id = <span className={classes.mono}>{member.memberId}</span>;
        if (removal === null) return id;
        const { groupInstanceId, memberId, clientId } = member;
        return (
          <RowAction
            kind="remove"
            label={removal.label(groupInstanceId ?? clientId)}
            href={removal.href(groupInstanceId ?? memberId)}
          >
            {id}
          </RowAction>
        );
      },
    },
    {
      id: 'groupInstanceId',
      header: t('instanceId'),
      isExtra: true,
      text: (member) => member.groupInstanceId,
      cell: (member) => member.groupInstanceId,
    },
    {
      id: 'rackId',
      header: t('rack'),
      isExtra: true,
      text: (member) => member.rackId,
      cell: (member) => member.rackId,
    },
  ];
}

interface GroupMembersProps {
  readonly clusterId: string;
  readonly query: UseQueryResult<GroupDetail>;
}

/** Who is in a group, what each owns and should own, and how far behind each is. */
export function GroupMembers({ clusterId, query }: GroupMembersProps) {
  const t = useTranslations('groups');
  const types = useTranslations('groupTypes');
  const action = useTranslations('groupOperations.action');
  const kind = query.data?.kind;
  const groupId = query.data?.groupId ?? '';
  const isRemovable = query.data?.type === 'classic' || query.data?.type === 'consumer';
  const removal = useMemo(
    (): Removal | null =>
      isRemovable
        ? {
            label: (member) => action('removeMember', { member }),
            href: (id) => paths.change(clusterId, 'remove-group-member', { group: groupId, members: id }),
          }
        : null,
    [action, clusterId, groupId, isRemovable],
  );
  const columns = useMemo(() => {
    if (kind === 'connect') {
      const ids = protocolColumns(t, removal).filter(({ id }) => id !== 'memberEpoch');
      return [...nameColumns(t), ...connectColumns(types), ...ids];
    }
    const own = kind === 'streams' ? streamsColumns(types) : workColumns(clusterId, t);
    const told = kind === 'consumer' ? [movingColumn(types)] : [];
    return [...nameColumns(t), ...own, ...told, ...protocolColumns(t, removal), subscriptionColumn(types)];
  }, [clusterId, kind, t, types, removal]);
  const state = useTableState();
  const isUndescribed = query.data?.members === null;
  const list = useLocalList(query, query.data === undefined ? undefined : (query.data.members ?? []), columns, state);
  return (
    <DataTable
      label={t('tabs.members')}
      columns={columns}
      list={list}
      state={state}
      rowId={(member) => member.id}
      empty={
        <EmptyState title={isUndescribed ? t('membersUnknown') : t('noMembers')}>
          {isUndescribed ? t('notice.notDescribed') : query.data?.isSimple ? t('noMembersSimple') : t('noMembersBody')}
        </EmptyState>
      }
    />
  );
}
