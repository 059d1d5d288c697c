import { z } from 'zod';
import { EVENT_KINDS } from '@/lib/domain/events/cluster-event';
import { listResponse, wordsParam } from './list';
import { brokerIdParam, clusterParam, epochMsParam, groupParam, isRange, rangeProblem, topicParam } from './params';
import { eventItem } from './schemas/event';
import { requireCluster } from './source';
import { defineView } from './view';

const MAX_PAGE_SIZE = 500;

export const eventsView = defineView({
  name: 'events',
  path: '/clusters/{cluster}/events',
  summary:
    'What changed in a cluster, newest first: brokers, leaders, in-sync replicas, topics, settings, groups and their members. Search matches topic, group and whatever the detail names.',
  permission: 'cluster:view',
  params: z
    .strictObject({
      cluster: clusterParam,
      search: z.string().max(500).default(''),
      kind: wordsParam(EVENT_KINDS),
      broker: brokerIdParam.optional(),
      topic: topicParam.optional(),
      group: groupParam.optional(),
      from: epochMsParam.optional(),
      to: epochMsParam.optional(),
      sort: z.enum(['atMs', '-atMs']).default('-atMs'),
      limit: z.coerce.number().int().min(1).max(MAX_PAGE_SIZE).default(50),
      cursor: z
        .string()
        .regex(/^\d{1,15}\.\d{1,6}$/, 'take nextCursor of the page before')
        .optional(),
    })
    .refine(isRange, rangeProblem),
  response: listResponse(eventItem),
  read: async (source, request) => {
    requireCluster(source, request.cluster);
    const [atMs, place] = request.cursor?.split('.') ?? [];
    const page = await source.readEvents({
      clusterId: request.cluster,
      search: request.search,
      kinds: request.kind ?? null,
      brokerId: request.broker ?? null,
      topic: request.topic ?? null,
      groupId: request.group ?? null,
      fromMs: request.from ?? null,
      toMs: request.to ?? null,
      isOldestFirst: request.sort === 'atMs',
      after: atMs === undefined || place === undefined ? null : { atMs: Number(atMs), place: Number(place) },
      limit: request.limit,
    });
    const nextCursor = page.items.length === request.limit ? (page.items.at(-1)?.id ?? null) : null;
    return { ...page, items: [...page.items], nextCursor, capturedAtMs: null, gaps: [] };
  },
});
