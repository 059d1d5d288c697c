import { z } from 'zod';
import { describeRange, recordRateHistoryResponse, type TopicHistory, topicHistoryResponse } from './log-history';
import { brokerIdParam, clusterParam, epochMsParam, isRange, rangeProblem, topicParam } from './params';
import { roundOf } from './source';
import { defineView } from './view';

const MAX_POINTS = 600;

const stretch = {
  from: epochMsParam.optional(),
  to: epochMsParam.optional(),
  points: z.coerce.number().int().min(2).max(MAX_POINTS).default(MAX_POINTS),
};

const RANGE =
  'The last hour unless from and to say otherwise; nulls where nothing was collected, and lower bounds marked where partitions were not read.';

export const topicHistoryView = defineView({
  name: 'topicHistory',
  path: '/clusters/{cluster}/topics/{topic}/history',
  summary: `Log start and log end of a topic as sums over its partitions, and what was appended per second, whether or not a group reads it. ${RANGE} A topic that is gone keeps its history.`,
  permission: 'topic:view',
  params: z.strictObject({ cluster: clusterParam, topic: topicParam, ...stretch }).refine(isRange, rangeProblem),
  response: topicHistoryResponse,
  read: (source, query) => {
    roundOf(source, query.cluster);
    const range = describeRange(query, source.nowMs());
    const { cluster: clusterId, topic: name, points } = query;
    return source.readLogHistory({ clusterId, kind: 'topic', name, ...range, points });
  },
});

export const brokerHistoryView = defineView({
  name: 'brokerHistory',
  path: '/clusters/{cluster}/brokers/{brokerId}/history',
  summary: `What was appended per second to the partitions that a broker led at the time, from their log ends. ${RANGE}`,
  permission: 'broker:view',
  params: z.strictObject({ cluster: clusterParam, brokerId: brokerIdParam, ...stretch }).refine(isRange, rangeProblem),
  response: recordRateHistoryResponse,
  read: async (source, query) => {
    roundOf(source, query.cluster);
    const range = describeRange(query, source.nowMs());
    const asked = { clusterId: query.cluster, kind: 'broker', name: String(query.brokerId) } as const;
    return withoutOffsets(await source.readLogHistory({ ...asked, ...range, points: query.points }));
  },
});

export const clusterHistoryView = defineView({
  name: 'clusterHistory',
  path: '/clusters/{cluster}/history',
  summary: `What was appended per second to all partitions of a cluster, from their log ends. ${RANGE}`,
  permission: 'cluster:view',
  params: z.strictObject({ cluster: clusterParam, ...stretch }).refine(isRange, rangeProblem),
  response: recordRateHistoryResponse,
  read: async (source, query) => {
    roundOf(source, query.cluster);
    const range = describeRange(query, source.nowMs());
    const asked = { clusterId: query.cluster, kind: 'cluster', name: '' } as const;
    return withoutOffsets(await source.readLogHistory({ ...asked, ...range, points: query.points }));
  },
});

/** Of brokers and clusters no sum of offsets is kept. */
function withoutOffsets(history: TopicHistory) {
  return {
    ...history,
    points: history.points.map(({ logStart: _start, logEnd: _end, logEndIsAtLeast: _bound, ...rate }) => rate),
  };
}
