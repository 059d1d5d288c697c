'use client';

import { useMemo } from 'react';
import type { DataColumn, DataList } from './data-list';
import { planLocalPage } from './local-list';
import type { ListRequest } from './use-table-state';

/** The answer that holds all rows of a local list. */
interface LocalSource {
  readonly error: unknown;
  readonly isFetching: boolean;
  readonly refetch: () => unknown;
  readonly data: { readonly capturedAtMs?: number | null } | undefined;
}

/** Rows that came whole with one answer, as a list that a table searches, sorts and pages by itself. */
export function useLocalList<Row>(
  source: LocalSource,
  rows: readonly Row[] | undefined,
  columns: readonly DataColumn<Row>[],
  state: ListRequest,
): DataList<Row> {
  const { search, sort, limit, cursor } = state;
  const capturedAtMs = source.data?.capturedAtMs ?? null;
  const data = useMemo(
    () =>
      rows === undefined
        ? undefined
        : { ...planLocalPage(rows, columns, { search, sort, limit, cursor }), capturedAtMs, gaps: [] },
    [rows, columns, search, sort, limit, cursor, capturedAtMs],
  );
  return {
    data,
    error: source.error,
    isFetching: source.isFetching,
    isPlaceholderData: false,
    refetch: source.refetch,
    readPage: async (page) => ({
      ...planLocalPage(rows ?? [], columns, { search, sort, ...page }),
      capturedAtMs,
      gaps: [],
    }),
  };
}
