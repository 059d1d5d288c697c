import { z } from 'zod';
import {
  type LogHistoryQuery,
  recordRateHistoryResponse,
  type TopicHistory,
  topicHistoryResponse,
} from './log-history';
import {
  brokerIdParam,
  clusterParam,
  describeRange,
  isRange,
  pointsParam,
  rangeParams,
  rangeProblem,
  topicParam,
} from './params';
import { roundOf } from './source';
import { defineView, type ViewSource } from './view';

const DEFAULT_RANGE_MS = 3_600_000;

const stretch = { ...rangeParams, points: pointsParam };

const RANGE =
  'The last hour unless from and to say otherwise; nulls where nothing was collected, and lower bounds marked where partitions were not read.';

export const topicHistoryView = defineView({
  name: 'topicHistory',
  path: '/clusters/{cluster}/topics/{topic}/history',
  summary: `Log start and log end of a topic as sums over its partitions, and what was appended per second, whether or not a group reads it. ${RANGE} A topic that is gone keeps its history.`,
  permission: 'topic:view',
  params: z.strictObject({ cluster: clusterParam, topic: topicParam, ...stretch }).refine(isRange, rangeProblem),
  response: topicHistoryResponse,
  read: (source, query) => readHistory(source, { kind: 'topic', name: query.topic }, query),
});

export const brokerHistoryView = defineView({
  name: 'brokerHistory',
  path: '/clusters/{cluster}/brokers/{brokerId}/history',
  summary: `What was appended per second to the partitions that a broker led at the time, from their log ends. ${RANGE}`,
  permission: 'broker:view',
  params: z.strictObject({ cluster: clusterParam, brokerId: brokerIdParam, ...stretch }).refine(isRange, rangeProblem),
  response: recordRateHistoryResponse,
  read: async (source, query) =>
    withoutOffsets(await readHistory(source, { kind: 'broker', name: String(query.brokerId) }, query)),
});

export const clusterHistoryView = defineView({
  name: 'clusterHistory',
  path: '/clusters/{cluster}/history',
  summary: `What was appended per second to all partitions of a cluster, from their log ends. ${RANGE}`,
  permission: 'cluster:view',
  params: z.strictObject({ cluster: clusterParam, ...stretch }).refine(isRange, rangeProblem),
  response: recordRateHistoryResponse,
  read: async (source, query) => withoutOffsets(await readHistory(source, { kind: 'cluster', name: '' }, query)),
});

interface StretchQuery {
  readonly cluster: string;
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  readonly points: number;
}

/** Throws `not_found` for a cluster that is not configured. */
async function readHistory(
  source: ViewSource,
  whose: Pick<LogHistoryQuery, 'kind' | 'name'>,
  query: StretchQuery,
): Promise<TopicHistory> {
  roundOf(source, query.cluster);
  const range = describeRange(query, source.nowMs(), DEFAULT_RANGE_MS);
  return source.readLogHistory({ clusterId: query.cluster, ...whose, ...range, points: query.points });
}

/** Of brokers and clusters no sum of offsets is kept. */
function withoutOffsets(history: TopicHistory) {
  return {
    ...history,
    points: history.points.map(({ logStart: _start, logEnd: _end, logEndIsAtLeast: _bound, ...rate }) => rate),
  };
}
