import { z } from 'zod';
import { clusterLagHistoryResponse } from './lag-history';
import { clusterParam, describeRange, isRange, rangeParams, rangeProblem } from './params';
import { roundOf } from './source';
import { defineView } from './view';

const DEFAULT_RANGE_MS = 7 * 86_400_000;
const DEFAULT_BUCKETS = 84;
const MAX_BUCKETS = 600;

export const clusterLagHistoryView = defineView({
  name: 'clusterLagHistory',
  path: '/clusters/{cluster}/lag/history',
  summary:
    'Lowest and highest lag of every group in each bucket of a stretch of time, in records, from the stored roll-ups: up to the last whole minute. The last seven days unless from and to say otherwise; null where nothing was known.',
  permission: 'lag:view',
  params: z
    .strictObject({
      cluster: clusterParam,
      ...rangeParams,
      buckets: z.coerce.number().int().min(2).max(MAX_BUCKETS).default(DEFAULT_BUCKETS),
    })
    .refine(isRange, rangeProblem),
  response: clusterLagHistoryResponse,
  read: (source, query) => {
    roundOf(source, query.cluster);
    const range = describeRange(query, source.nowMs(), DEFAULT_RANGE_MS);
    return source.readClusterLagHistory({ clusterId: query.cluster, ...range, buckets: query.buckets });
  },
});
