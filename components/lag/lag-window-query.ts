import { type QueryClient, queryOptions } from '@tanstack/react-query';
import type { TimeRange } from '@/components/charts/chart-series';
import { contextRange } from '@/components/charts/visible-range';
import { lagHistoryQuery } from '@/lib/client/queries';
import type { LagHistory } from '@/lib/views/lag-history';
import { type LagWindow, resolveLagWindow } from './lag-range';
import { readServerNowMs } from './server-now';

/** Whose history: a group, one topic of it, or one partition. */
export interface LagSubject {
  readonly clusterId: string;
  readonly groupId: string;
  readonly topic: string | null;
  readonly partition: number | null;
}

/** History with the stretch of time it was read for: what slides is fixed at the moment of reading. */
export interface LagWindowHistory {
  readonly history: LagHistory;
  readonly range: TimeRange;
}

async function readHistory(client: QueryClient, subject: LagSubject, range: TimeRange, points: number) {
  const query = { ...subject, fromMs: Math.floor(range.fromMs), toMs: Math.ceil(range.toMs), points };
  const { queryKey, queryFn } = lagHistoryQuery(query);
  // The outer query retries and keeps; this one only knows the way.
  return client.fetchQuery({ queryKey, queryFn, staleTime: 0, gcTime: 0, retry: false });
}

async function readSinceMs(client: QueryClient, subject: LagSubject, nowMs: number): Promise<number | null> {
  const minute = { fromMs: nowMs - 60_000, toMs: nowMs };
  return (await readHistory(client, subject, minute, 2)).collectingSinceMs;
}

/** Share of a range that is read beyond both its ends, so that lines run out of the picture. */
const MARGIN = 0.02;

function widened(range: TimeRange): TimeRange {
  const marginMs = Math.max(15_000, (range.toMs - range.fromMs) * MARGIN);
  return { fromMs: range.fromMs - marginMs, toMs: range.toMs + marginMs };
}

/** History of what a window shows. Renewed with each round of the cluster; a sliding window then ends at the new present. */
export function lagWindowQuery(subject: LagSubject, window: LagWindow, points: number) {
  const { clusterId, groupId, topic, partition } = subject;
  return queryOptions({
    queryKey: ['view', clusterId, 'lag-window', groupId, topic, partition, window, points] as const,
    queryFn: async ({ client }): Promise<LagWindowHistory> => {
      const nowMs = readServerNowMs();
      const isAll = window.range === 'all' && window.fixed === null;
      const sinceMs = isAll ? await readSinceMs(client, subject, nowMs) : null;
      const range = resolveLagWindow(window, nowMs, sinceMs);
      return { range, history: await readHistory(client, subject, widened(range), points) };
    },
    placeholderData: (previous, previousQuery) => {
      const [, cluster, , group, ofTopic, ofPartition] = previousQuery?.queryKey ?? [];
      const isSame = cluster === clusterId && group === groupId && ofTopic === topic && ofPartition === partition;
      return isSame ? previous : undefined;
    },
  });
}

/** Histories of several subjects over one and the same stretch of time, in the order asked for. */
export interface LagHistories {
  readonly histories: readonly LagHistory[];
  readonly range: TimeRange;
}

/** Histories of several subjects of one cluster, read together so that their times agree. */
export function lagHistoriesQuery(
  clusterId: string,
  subjects: readonly LagSubject[],
  window: LagWindow,
  points: number,
) {
  return queryOptions({
    queryKey: ['view', clusterId, 'lag-histories', subjects, window, points] as const,
    queryFn: async ({ client }): Promise<LagHistories> => {
      const nowMs = readServerNowMs();
      const isAll = window.range === 'all' && window.fixed === null;
      const since = isAll ? await Promise.all(subjects.map((one) => readSinceMs(client, one, nowMs))) : [];
      const known = since.filter((one) => one !== null);
      const range = resolveLagWindow(window, nowMs, known.length > 0 ? Math.min(...known) : null);
      const histories = await Promise.all(subjects.map((one) => readHistory(client, one, widened(range), points)));
      return { histories, range };
    },
    enabled: subjects.length > 0,
    placeholderData: (previous, previousQuery) =>
      JSON.stringify(previousQuery?.queryKey[3]) === JSON.stringify(subjects) ? previous : undefined,
  });
}

/** Coarse history around a window, for the overview below a chart. */
export function lagContextQuery(subject: LagSubject, window: LagWindow, sinceMs: number | null, points: number) {
  const { clusterId, groupId, topic, partition } = subject;
  return queryOptions({
    queryKey: ['view', clusterId, 'lag-context', groupId, topic, partition, window, sinceMs, points] as const,
    queryFn: async ({ client }): Promise<LagWindowHistory> => {
      const nowMs = readServerNowMs();
      const range = contextRange(resolveLagWindow(window, nowMs, sinceMs), sinceMs, nowMs);
      return { range, history: await readHistory(client, subject, range, points) };
    },
    enabled: sinceMs !== null,
    placeholderData: (previous, previousQuery) => {
      const [, cluster, , group, ofTopic, ofPartition] = previousQuery?.queryKey ?? [];
      const isSame = cluster === clusterId && group === groupId && ofTopic === topic && ofPartition === partition;
      return isSame ? previous : undefined;
    },
  });
}
