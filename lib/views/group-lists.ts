import { z } from 'zod';
import type { JudgedRound } from '@/lib/domain/evaluation';
import type { GroupFacts } from '@/lib/domain/snapshot';
import { type Verdict, verdictCode } from '@/lib/domain/verdict/verdicts';
import { groupItemById, groupLagItems, groupMemberItems, groupTopicItems } from './group-items';
import { groupGaps } from './groups';
import { type GapItem, listParams, listResponse } from './list';
import { columnNames, type ListShape, listPage } from './list-page';
import { clusterParam, groupParam, partitionParam, topicParam } from './params';
import {
  type GroupItem,
  type GroupLagItem,
  type GroupMemberItem,
  type GroupTopicItem,
  groupLagItem,
  groupMemberItem,
  groupTopicItem,
} from './schemas/group';
import { requireGroup, requireRound } from './source';
import { defineView, type ViewSource } from './view';

/** Place of a verdict in the order from worst to best; null when nothing is judged. */
function rank(verdict: Verdict | null): number | null {
  return verdict === null ? null : verdictCode[verdict];
}

const inGroup = { cluster: clusterParam, group: groupParam };

interface FoundGroup {
  readonly round: JudgedRound;
  readonly group: GroupFacts;
  readonly gaps: GapItem[];
}

function findGroup(source: ViewSource, params: { readonly cluster: string; readonly group: string }): FoundGroup {
  const round = requireRound(source, params.cluster);
  const group = requireGroup(round, params.group);
  return { round, group, gaps: groupGaps(round, groupItemById(round).get(params.group) as GroupItem) };
}

const memberColumns = {
  memberId: (item: GroupMemberItem) => item.memberId,
  name: (item: GroupMemberItem) => item.memberId,
  clientId: (item: GroupMemberItem) => item.clientId,
  host: (item: GroupMemberItem) => item.host,
  rackId: (item: GroupMemberItem) => item.rackId,
  memberEpoch: (item: GroupMemberItem) => item.memberEpoch,
  partitionCount: (item: GroupMemberItem) => item.partitionCount,
  lag: (item: GroupMemberItem) => item.lag,
};
const memberShape: ListShape<GroupMemberItem> = {
  columns: memberColumns,
  searchText: (item) => `${item.memberId}\n${item.clientId}\n${item.host}\n${item.groupInstanceId ?? ''}`,
  defaultSort: 'memberId',
};

export const groupMembersView = defineView({
  name: 'groupMembers',
  path: '/clusters/{cluster}/groups/{group}/members',
  summary: 'Members of a group with what they own; search matches member id, instance id, client id and host',
  permission: 'group:view',
  params: z.strictObject({ ...inGroup, ...listParams(columnNames(memberColumns)) }),
  response: listResponse(groupMemberItem),
  read: (source, request) => {
    const { round, group, gaps } = findGroup(source, request);
    return listPage({ shape: memberShape, items: groupMemberItems(round, group) ?? [], request, round, gaps });
  },
});

const topicColumns = {
  topic: (item: GroupTopicItem) => item.topic,
  name: (item: GroupTopicItem) => item.topic,
  partitionCount: (item: GroupTopicItem) => item.partitionCount,
  lag: (item: GroupTopicItem) => item.lag,
  committedSum: (item: GroupTopicItem) => item.committedSum,
  endSum: (item: GroupTopicItem) => item.endSum,
  coveragePercent: (item: GroupTopicItem) => item.coveragePercent,
  isSubscribed: (item: GroupTopicItem) => item.isSubscribed,
  verdict: (item: GroupTopicItem) => rank(item.verdict),
};
const topicShape: ListShape<GroupTopicItem> = {
  columns: topicColumns,
  searchText: (item) => item.topic,
  defaultSort: 'topic',
};

export const groupTopicsView = defineView({
  name: 'groupTopics',
  path: '/clusters/{cluster}/groups/{group}/topics',
  summary: 'Topics of a group with their sums and coverage; search matches the topic name',
  permission: 'group:view',
  params: z.strictObject({ ...inGroup, ...listParams(columnNames(topicColumns)) }),
  response: listResponse(groupTopicItem),
  read: (source, request) => {
    const { round, group, gaps } = findGroup(source, request);
    return listPage({ shape: topicShape, items: groupTopicItems(round, group), request, round, gaps });
  },
});

/** Sorts by topic, then by partition as a number. */
const topicThenPartition = (item: GroupLagItem) => `${item.topic}\u0000${String(item.partition).padStart(7, '0')}`;

const lagColumns = {
  topic: topicThenPartition,
  name: topicThenPartition,
  partition: (item: GroupLagItem) => item.partition,
  committedOffset: (item: GroupLagItem) => item.committedOffset,
  logStartOffset: (item: GroupLagItem) => item.logStartOffset,
  logEndOffset: (item: GroupLagItem) => item.logEndOffset,
  lag: (item: GroupLagItem) => item.lag,
  unreadRecords: (item: GroupLagItem) => item.unreadRecords,
  lagSeconds: (item: GroupLagItem) => item.lagSeconds,
  verdict: (item: GroupLagItem) => rank(item.verdict),
  memberId: (item: GroupLagItem) => item.memberId,
  clientId: (item: GroupLagItem) => item.clientId,
  host: (item: GroupLagItem) => item.host,
  committedAtMs: (item: GroupLagItem) => item.committedAtMs,
};
const lagShape: ListShape<GroupLagItem> = {
  columns: lagColumns,
  searchText: (item) => `${item.id}\n${item.clientId ?? ''}\n${item.memberId ?? ''}\n${item.host ?? ''}`,
  defaultSort: 'topic',
};

export const groupLagView = defineView({
  name: 'groupLag',
  path: '/clusters/{cluster}/groups/{group}/lag',
  summary: 'Partitions of a group with commit, log end and lag; search matches topic:partition and the owner',
  permission: 'lag:view',
  params: z.strictObject({
    ...inGroup,
    ...listParams(columnNames(lagColumns)),
    topic: topicParam.optional(),
    partition: partitionParam.optional(),
  }),
  response: listResponse(groupLagItem),
  read: (source, request) => {
    const { round, group, gaps } = findGroup(source, request);
    const { topic, partition } = request;
    return listPage({
      shape: lagShape,
      items: groupLagItems(round, group),
      request,
      filter: (item) =>
        (topic === undefined || item.topic === topic) && (partition === undefined || item.partition === partition),
      round,
      gaps,
    });
  },
});
