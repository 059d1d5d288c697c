import { queryOptions } from '@tanstack/react-query';
import type { TimeRange } from '@/components/charts/chart-series';
import { lagHistoryQuery } from '@/lib/client/queries';
import type { LagHistory } from '@/lib/views/lag-history';
import { type HistorySubject, readSinceMs, readStretch, widened } from './history-window-query';
import { type LagWindow, resolveLagWindow } from './lag-range';
import { readServerNowMs } from './server-now';

/** Whose history: a group, one topic of it, or one partition. */
export interface LagSubject {
  readonly clusterId: string;
  readonly groupId: string;
  readonly topic: string | null;
  readonly partition: number | null;
}

/** The way to the history of a lag. */
export function lagHistorySubject(subject: LagSubject): HistorySubject<LagHistory> {
  const { clusterId, groupId, topic, partition } = subject;
  return {
    clusterId,
    id: ['lag', groupId, topic, partition],
    read: (client, range, points) =>
      readStretch(client, range, points, (stretch) => lagHistoryQuery({ ...subject, ...stretch })),
  };
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
      const since = isAll
        ? await Promise.all(subjects.map((one) => readSinceMs(client, lagHistorySubject(one), nowMs)))
        : [];
      const known = since.filter((one) => one !== null);
      const range = resolveLagWindow(window, nowMs, known.length > 0 ? Math.min(...known) : null);
      const histories = await Promise.all(
        subjects.map((one) => lagHistorySubject(one).read(client, widened(range), points)),
      );
      return { histories, range };
    },
    enabled: subjects.length > 0,
    placeholderData: (previous, previousQuery) =>
      JSON.stringify(previousQuery?.queryKey[3]) === JSON.stringify(subjects) ? previous : undefined,
  });
}
