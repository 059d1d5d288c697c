'use client';

import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { ChartRow, TimeRange } from '@/components/charts/chart-series';
import {
  type HistorySubject,
  historyContextQuery,
  historyWindowQuery,
  type StoredHistory,
} from './history-window-query';
import { type LagWindow, resolveLagWindow } from './lag-range';
import { readServerNowMs } from './server-now';

const CONTEXT_POINTS = 160;

export interface HistorySource {
  /** Undefined before the first answer. */
  readonly rows: readonly ChartRow[] | undefined;
  /** What is shown: the window where it stands, else as it was at the last answer. */
  readonly range: TimeRange;
  readonly sinceMs: number | null;
  /** Epoch ms of the last answer; 0 before the first. */
  readonly readAtMs: number;
  /** Why the newest try failed; null when it did not. What was read before stays in `rows`. */
  readonly error: Error | null;
  readonly isFetching: boolean;
  readonly refetch: () => void;
  readonly context: { readonly rows: readonly ChartRow[]; readonly range: TimeRange } | null;
}

interface HistoryRequest<History extends StoredHistory> {
  readonly subject: HistorySubject<History>;
  readonly window: LagWindow;
  readonly points: number;
  /** Must keep its identity between renders. */
  readonly toRows: (history: History) => readonly ChartRow[];
}

/** Everything a chart of stored history draws: what its window shows, and the overview around it. */
export function useHistory<History extends StoredHistory>({
  subject,
  window,
  points,
  toRows,
}: HistoryRequest<History>): HistorySource {
  const main = useQuery(historyWindowQuery(subject, window, points));
  const sinceMs = main.data?.history.collectingSinceMs ?? null;
  const context = useQuery(historyContextQuery(subject, window, sinceMs, CONTEXT_POINTS));
  const { data, isPlaceholderData } = main;
  // While the answer to a new window is on its way the rows at hand are shown in it.
  const range = useMemo(
    () => (data && !isPlaceholderData ? data.range : resolveLagWindow(window, readServerNowMs(), sinceMs)),
    [data, isPlaceholderData, window, sinceMs],
  );
  return {
    rows: useMemo(() => (data ? toRows(data.history) : undefined), [data, toRows]),
    range,
    sinceMs,
    readAtMs: main.dataUpdatedAt,
    error: main.error,
    isFetching: main.isFetching,
    refetch: () => void main.refetch(),
    context: useMemo(
      () => (context.data ? { rows: toRows(context.data.history), range: context.data.range } : null),
      [context.data, toRows],
    ),
  };
}
