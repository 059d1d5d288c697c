import { type FetchQueryOptions, type QueryClient, type QueryKey, queryOptions } from '@tanstack/react-query';
import type { TimeRange } from '@/components/charts/chart-series';
import { contextRange } from '@/components/charts/visible-range';
import { type LagWindow, resolveLagWindow } from './lag-range';
import { readServerNowMs } from './server-now';

/** Points over time of something that is collected. */
export interface StoredHistory {
  readonly stepMs: number;
  /** Epoch ms of the first sample ever stored; null when there is none. */
  readonly collectingSinceMs: number | null;
}

/** Whose history a chart shows, and the way to it. */
export interface HistorySubject<History extends StoredHistory> {
  readonly clusterId: string;
  /** Tells one subject of a cluster from all others. */
  readonly id: readonly (string | number | null)[];
  readonly read: (client: QueryClient, range: TimeRange, points: number) => Promise<History>;
}

/** History with the stretch of time it was read for: what slides is fixed at the moment of reading. */
export interface WindowHistory<History extends StoredHistory> {
  readonly history: History;
  readonly range: TimeRange;
}

/** A stretch of time as a history is asked for it. */
export interface Stretch {
  readonly fromMs: number;
  readonly toMs: number;
  readonly points: number;
}

/** Reads a stretch once: the query around it retries and keeps, this one only knows the way. */
export function readStretch<History, Key extends QueryKey>(
  client: QueryClient,
  range: TimeRange,
  points: number,
  queryOf: (stretch: Stretch) => FetchQueryOptions<History, Error, History, Key>,
): Promise<History> {
  const { queryKey, queryFn } = queryOf({ fromMs: Math.floor(range.fromMs), toMs: Math.ceil(range.toMs), points });
  return client.fetchQuery({ queryKey, queryFn, staleTime: 0, gcTime: 0, retry: false });
}

/** When collecting began; null when nothing was collected yet. */
export async function readSinceMs<History extends StoredHistory>(
  client: QueryClient,
  subject: HistorySubject<History>,
  nowMs: number,
): Promise<number | null> {
  const minute = { fromMs: nowMs - 60_000, toMs: nowMs };
  return (await subject.read(client, minute, 2)).collectingSinceMs;
}

/** Share of a range that is read beyond both its ends, so that lines run out of the picture. */
const MARGIN = 0.02;

export function widened(range: TimeRange): TimeRange {
  const marginMs = Math.max(15_000, (range.toMs - range.fromMs) * MARGIN);
  return { fromMs: range.fromMs - marginMs, toMs: range.toMs + marginMs };
}

/** History of what a window shows. Renewed with each round of the cluster; a sliding window then ends at the new present. */
export function historyWindowQuery<History extends StoredHistory>(
  subject: HistorySubject<History>,
  window: LagWindow,
  points: number,
) {
  const { clusterId, id } = subject;
  return queryOptions({
    queryKey: ['view', clusterId, 'history-window', id, window, points] as const,
    queryFn: async ({ client }): Promise<WindowHistory<History>> => {
      const nowMs = readServerNowMs();
      const isAll = window.range === 'all' && window.fixed === null;
      const sinceMs = isAll ? await readSinceMs(client, subject, nowMs) : null;
      const range = resolveLagWindow(window, nowMs, sinceMs);
      return { range, history: await subject.read(client, widened(range), points) };
    },
    placeholderData: (previous, previousQuery) => (isOf(subject, previousQuery?.queryKey) ? previous : undefined),
  });
}

/** Coarse history around a window, for the overview below a chart. */
export function historyContextQuery<History extends StoredHistory>(
  subject: HistorySubject<History>,
  window: LagWindow,
  sinceMs: number | null,
  points: number,
) {
  const { clusterId, id } = subject;
  return queryOptions({
    queryKey: ['view', clusterId, 'history-context', id, window, sinceMs, points] as const,
    queryFn: async ({ client }): Promise<WindowHistory<History>> => {
      const nowMs = readServerNowMs();
      const range = contextRange(resolveLagWindow(window, nowMs, sinceMs), sinceMs, nowMs);
      return { range, history: await subject.read(client, range, points) };
    },
    enabled: sinceMs !== null,
    placeholderData: (previous, previousQuery) => (isOf(subject, previousQuery?.queryKey) ? previous : undefined),
  });
}

/** Whether an answer of before is of the same subject. */
function isOf(
  { clusterId, id }: Pick<HistorySubject<StoredHistory>, 'clusterId' | 'id'>,
  key: readonly unknown[] | undefined,
): boolean {
  return key?.[1] === clusterId && JSON.stringify(key[3]) === JSON.stringify(id);
}
