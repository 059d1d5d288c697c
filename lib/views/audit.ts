import { z } from 'zod';
import { listResponse } from './list';
import { clusterParam, epochMsParam, isRange, rangeProblem } from './params';
import { auditEventItem } from './schemas/audit';
import { requireCluster } from './source';
import { defineView } from './view';

const MAX_PAGE_SIZE = 500;

export const auditView = defineView({
  name: 'audit',
  path: '/clusters/{cluster}/audit',
  summary: 'Who changed or tried to change what, newest first; search matches principal, operation and target names',
  permission: 'audit:view',
  params: z
    .strictObject({
      cluster: clusterParam,
      search: z.string().max(500).default(''),
      operation: z.string().max(100).optional(),
      principal: z.string().max(200).optional(),
      result: z.string().max(50).optional(),
      from: epochMsParam.optional(),
      to: epochMsParam.optional(),
      limit: z.coerce.number().int().min(1).max(MAX_PAGE_SIZE).default(50),
      cursor: z.coerce.number().int().min(1).optional(),
    })
    .refine(isRange, rangeProblem),
  response: listResponse(auditEventItem),
  read: async (source, request) => {
    requireCluster(source, request.cluster);
    const page = await source.readAuditEvents({
      clusterId: request.cluster,
      search: request.search,
      operation: request.operation ?? null,
      principal: request.principal ?? null,
      result: request.result ?? null,
      fromMs: request.from ?? null,
      toMs: request.to ?? null,
      beforeSeq: request.cursor ?? null,
      limit: request.limit,
    });
    const last = page.items.at(-1);
    const nextCursor = page.items.length === request.limit && last !== undefined ? last.id : null;
    return { ...page, items: [...page.items], nextCursor, capturedAtMs: null, gaps: [] };
  },
});
