'use client';

import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { joinOnGrid } from './join-on-grid';
import { LAG_PLACE, type LagUnit, type LagWindow, pickValue, resolveLagWindow, toChartRows } from './lag-range';
import { type LagSubject, lagHistoriesQuery } from './lag-window-query';
import { readServerNowMs } from './server-now';
import type { HistorySource } from './use-history';

/** Lag of several subjects, in the unit asked for, as one set of rows, a value per subject. `subjects` must keep its identity between renders. */
export function useLagHistories(
  clusterId: string,
  subjects: readonly LagSubject[],
  { window, unit }: { readonly window: LagWindow; readonly unit: LagUnit },
  points: number,
): HistorySource & { readonly stepMs: number } {
  const query = useQuery(lagHistoriesQuery(clusterId, subjects, window, points));
  const { data, isPlaceholderData } = query;
  const sinceMs = useMemo(() => {
    const known = (data?.histories ?? []).map((one) => one.collectingSinceMs).filter((one) => one !== null);
    return known.length > 0 ? Math.min(...known) : null;
  }, [data]);
  const range = useMemo(
    () => (data && !isPlaceholderData ? data.range : resolveLagWindow(window, readServerNowMs(), sinceMs)),
    [data, isPlaceholderData, window, sinceMs],
  );
  const stepMs = Math.max(1000, ...(data?.histories ?? []).map((one) => one.stepMs));
  return {
    rows: useMemo(
      () =>
        data
          ? joinOnGrid(
              data.histories.map((one) => pickValue(toChartRows(one), LAG_PLACE[unit])),
              stepMs,
            )
          : undefined,
      [data, stepMs, unit],
    ),
    range,
    stepMs,
    sinceMs,
    readAtMs: query.dataUpdatedAt,
    error: query.error,
    isFetching: query.isFetching,
    refetch: () => void query.refetch(),
    context: null,
  };
}
