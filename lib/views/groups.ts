import { z } from 'zod';
import type { JudgedRound } from '@/lib/domain/evaluation';
import { GROUP_KINDS } from '@/lib/domain/group-kind';
import { VERDICTS } from '@/lib/domain/verdict/verdicts';
import { groupItemById, groupItems, groupMemberItems, groupTopicItems, groupUrgency } from './group-items';
import { type GapItem, listParams, listResponse, wordsParam } from './list';
import { columnNames, type ListShape, listPage } from './list-page';
import { clusterParam, groupParam } from './params';
import { type GroupDetail, type GroupItem, groupDetail, groupItem } from './schemas/group';
import { gapsWithin, requireGroup, requireRound, roundOf } from './source';
import { defineView } from './view';

const columns = {
  groupId: (item: GroupItem) => item.groupId,
  name: (item: GroupItem) => item.groupId,
  type: (item: GroupItem) => item.kind,
  protocol: (item: GroupItem) => item.protocol,
  state: (item: GroupItem) => item.state,
  status: (item: GroupItem) => item.status,
  verdict: groupUrgency,
  trend: (item: GroupItem) => item.trend,
  coordinatorId: (item: GroupItem) => item.coordinatorId,
  memberCount: (item: GroupItem) => item.memberCount,
  topics: (item: GroupItem) => item.topics.length,
  totalLag: (item: GroupItem) => item.totalLag,
  lagGrowthPerSecond: (item: GroupItem) => item.lagGrowthPerSecond,
  partitionCount: (item: GroupItem) => item.partitionCount,
  maxLagSeconds: (item: GroupItem) => item.maxLagSeconds,
  consumedPerSecond: (item: GroupItem) => item.consumedPerSecond,
};
const shape: ListShape<GroupItem> = {
  columns,
  searchText: (item) => `${item.groupId}\n${item.topics.join('\n')}`,
  defaultSort: 'verdict',
};

const GROUP_FACTS = [
  'groups',
  'group-description',
  'group-configs',
  'committed-offsets',
  'log-end-offsets',
  'time-lag',
] as const;

export const groupsView = defineView({
  name: 'groups',
  path: '/clusters/{cluster}/groups',
  summary:
    'Groups of every type; search matches the group id and its topics; status, verdict, type (with simple and connect) and state take comma lists',
  permission: 'group:view',
  params: z.strictObject({
    cluster: clusterParam,
    ...listParams(columnNames(columns)),
    status: wordsParam(['ok', 'slow', 'stalled', 'stopped', 'unknown']),
    type: wordsParam(GROUP_KINDS),
    verdict: wordsParam(VERDICTS),
    state: z
      .string()
      .max(500)
      .transform((text) => text.split(',').map((word) => word.trim().toLowerCase()))
      .optional(),
  }),
  response: listResponse(groupItem),
  read: (source, request) => {
    const round = roundOf(source, request.cluster);
    const { status, verdict, type, state } = request;
    return listPage({
      shape,
      items: round === null ? [] : groupItems(round),
      request,
      filter: (item) =>
        (status?.includes(item.status) ?? true) &&
        (type?.includes(item.kind) ?? true) &&
        (verdict?.includes(item.verdict) ?? true) &&
        (state?.includes(item.state.toLowerCase()) ?? true),
      round,
      gaps: gapsWithin(round, { facts: GROUP_FACTS }),
    });
  },
});

export const groupView = defineView({
  name: 'group',
  path: '/clusters/{cluster}/groups/{group}',
  summary: 'One group with its members and the sums of its topics',
  permission: 'group:view',
  params: z.strictObject({ cluster: clusterParam, group: groupParam }),
  response: groupDetail,
  read: (source, params) => {
    const round = requireRound(source, params.cluster);
    const group = requireGroup(round, params.group);
    const item = groupItemById(round).get(params.group) as GroupItem;
    const members = groupMemberItems(round, group);
    return {
      ...item,
      groupEpoch: group.groupEpoch,
      assignmentEpoch: group.assignmentEpoch,
      topology: structuredClone(group.topology as GroupDetail['topology'] | undefined) ?? null,
      settings: group.settings?.map((setting) => ({ ...setting })) ?? null,
      settingsReadAtMs: group.settingsReadAtMs ?? null,
      members: members === null ? null : [...members],
      membersReadAtMs: group.membersReadAtMs,
      topicDetails: [...groupTopicItems(round, group)],
      capturedAtMs: round.snapshot.capturedAtMs,
      gaps: groupGaps(round, item),
    };
  },
});

/** Gaps that touch one group: its own, and those of the topics it reads. */
export function groupGaps(round: JudgedRound, item: GroupItem): GapItem[] {
  return gapsWithin(round, { facts: GROUP_FACTS, groupId: item.groupId, topics: new Set(item.topics) });
}
