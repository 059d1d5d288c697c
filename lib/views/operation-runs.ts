import { z } from 'zod';
import { AppError } from '@/lib/domain/errors';
import { listResponse } from './list';
import { clusterParam } from './params';
import { operationRunDetail, operationRunItem, RUN_STATES } from './schemas/operation-run';
import { requireCluster } from './source';
import { defineView } from './view';

const MAX_PAGE_SIZE = 500;

export const operationRunsView = defineView({
  name: 'operationRuns',
  path: '/clusters/{cluster}/operation-runs',
  summary: 'Changes made through Highwater, newest first; search matches operation, principal and target names',
  permission: 'operation:view',
  params: z.strictObject({
    cluster: clusterParam,
    search: z.string().max(500).default(''),
    state: z.enum(RUN_STATES).optional(),
    operation: z.string().max(100).optional(),
    limit: z.coerce.number().int().min(1).max(MAX_PAGE_SIZE).default(50),
    cursor: z
      .string()
      .regex(/^\d{1,15}\.[0-9a-f-]{36}$/, 'take nextCursor of the page before')
      .optional(),
  }),
  response: listResponse(operationRunItem),
  read: async (source, request) => {
    requireCluster(source, request.cluster);
    const [createdAtMs, id] = request.cursor?.split('.') ?? [];
    const page = await source.readOperationRuns({
      clusterId: request.cluster,
      search: request.search,
      state: request.state ?? null,
      operation: request.operation ?? null,
      before: createdAtMs === undefined || id === undefined ? null : { createdAtMs: Number(createdAtMs), id },
      limit: request.limit,
    });
    const last = page.items.at(-1);
    const hasMore = page.items.length === request.limit && last !== undefined;
    const nextCursor = hasMore ? `${last.createdAtMs}.${last.id}` : null;
    return { ...page, items: [...page.items], nextCursor, capturedAtMs: null, gaps: [] };
  },
});

export const operationRunView = defineView({
  name: 'operationRun',
  path: '/clusters/{cluster}/operation-runs/{runId}',
  summary: 'One change: its plan, outcome per item, what was read back afterwards, and how to undo it',
  permission: 'operation:view',
  params: z.strictObject({ cluster: clusterParam, runId: z.string().min(1).max(100) }),
  response: operationRunDetail,
  read: async (source, { cluster, runId }) => {
    requireCluster(source, cluster);
    const run = await source.readOperationRun(cluster, runId);
    if (run === null) throw new AppError('not_found', `There is no change ${runId}`);
    return run;
  },
});
