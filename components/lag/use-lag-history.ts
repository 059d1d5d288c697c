'use client';

import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { ChartRow, TimeRange } from '@/components/charts/chart-series';
import { type LagUnit, type LagWindow, resolveLagWindow, toChartRows } from './lag-range';
import { type LagSubject, lagContextQuery, lagWindowQuery } from './lag-window-query';
import { readServerNowMs } from './server-now';

/** Time lag asks for more: the finer the log ends are, the less it may be off. */
const POINTS: Record<LagUnit, number> = { records: 300, seconds: 600 };
const CONTEXT_POINTS = 160;

export interface LagSource {
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

/** Everything a lag chart draws. */
export function useLagHistory(subject: LagSubject, window: LagWindow, unit: LagUnit): LagSource {
  const main = useQuery(lagWindowQuery(subject, window, POINTS[unit]));
  const sinceMs = main.data?.history.collectingSinceMs ?? null;
  const context = useQuery(lagContextQuery(subject, window, sinceMs, CONTEXT_POINTS));
  const { data, isPlaceholderData } = main;
  // While the answer to a new window is on its way the rows at hand are shown in it.
  const range = useMemo(
    () => (data && !isPlaceholderData ? data.range : resolveLagWindow(window, readServerNowMs(), sinceMs)),
    [data, isPlaceholderData, window, sinceMs],
  );
  return {
    rows: useMemo(() => (data ? toChartRows(data.history) : undefined), [data]),
    range,
    sinceMs,
    readAtMs: main.dataUpdatedAt,
    error: main.error,
    isFetching: main.isFetching,
    refetch: () => void main.refetch(),
    context: useMemo(
      () => (context.data ? { rows: toChartRows(context.data.history), range: context.data.range } : null),
      [context.data],
    ),
  };
}
