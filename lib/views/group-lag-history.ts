import { z } from 'zod';
import type { JudgedRound } from '@/lib/domain/evaluation';
import { topicsOfGroups } from './group-topic-index';
import { lagHistoryResponse } from './lag-history';
import {
  clusterParam,
  describeRange,
  groupParam,
  isRange,
  partitionParam,
  pointsParam,
  rangeParams,
  rangeProblem,
  topicParam,
} from './params';
import { roundOf } from './source';
import { defineView } from './view';

const DEFAULT_RANGE_MS = 3_600_000;

export const groupLagHistoryView = defineView({
  name: 'groupLagHistory',
  path: '/clusters/{cluster}/groups/{group}/lag/history',
  summary:
    'Stored positions of a group, one topic of it or one partition, as sums over what is asked for, and how far behind in time the partition furthest behind was. The last hour unless from and to say otherwise; nulls where nothing was collected. A group that is gone keeps its history.',
  permission: 'lag:view',
  params: z
    .strictObject({
      cluster: clusterParam,
      group: groupParam,
      topic: topicParam.optional(),
      partition: partitionParam.optional(),
      ...rangeParams,
      points: pointsParam,
    })
    .refine((query) => query.partition === undefined || query.topic !== undefined, {
      path: ['partition'],
      message: 'needs a topic',
    })
    .refine(isRange, rangeProblem),
  response: lagHistoryResponse,
  read: (source, query) => {
    const round = roundOf(source, query.cluster);
    const unread = query.topic === undefined && round !== null ? findUnreadTopics(round, query.group) : [];
    return source.readLagHistory({
      clusterId: query.cluster,
      groupId: query.group,
      topic: query.topic ?? null,
      partition: query.partition ?? null,
      ...describeRange(query, source.nowMs(), DEFAULT_RANGE_MS),
      points: query.points,
      ...(unread.length > 0 ? { unreadTopics: unread } : {}),
    });
  },
});

/** Topics that a group has commits in and reads no more: they fall behind for ever, and the time of the group with them. */
function findUnreadTopics(round: JudgedRound, groupId: string): readonly string[] {
  const topics = topicsOfGroups(round).get(groupId) ?? [];
  return topics.filter(({ entry }) => !entry.isSubscribed).map(({ entry }) => entry.topic.name);
}
