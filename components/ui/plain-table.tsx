'use client';

import { useMemo } from 'react';
import type { DataColumn } from './data-list';
import { DataTable } from './data-table';
import type { TableState } from './use-table-state';

const nothing = () => undefined;

/** A table that is never searched, sorted or paged. */
const PLAIN_STATE: TableState = {
  search: '',
  sort: null,
  limit: 500,
  cursor: null,
  page: 1,
  columns: null,
  isFiltered: false,
  setSearch: nothing,
  setSort: nothing,
  setLimit: nothing,
  setColumns: nothing,
  goTo: nothing,
  clear: nothing,
  reset: nothing,
};

interface PlainTableProps<Row> {
  readonly label: string;
  readonly columns: readonly DataColumn<Row>[];
  /** Undefined while they are read for the first time. */
  readonly rows: readonly Row[] | undefined;
  readonly rowId: (row: Row) => string;
  readonly rowHref?: (row: Row) => string;
  readonly empty: React.ReactNode;
}

/** A short table within a screen: no search, no pages, the order it is given. */
export function PlainTable<Row extends object>({ columns, rows, ...rest }: PlainTableProps<Row>) {
  const fixed = useMemo(() => columns.map((column) => ({ ...column, isSortable: false })), [columns]);
  const page =
    rows === undefined
      ? undefined
      : {
          items: rows,
          nextCursor: null,
          total: rows.length,
          totalUnfiltered: rows.length,
          capturedAtMs: null,
          gaps: [],
        };
  const list = {
    data: page,
    error: null,
    isFetching: false,
    isPlaceholderData: false,
    refetch: nothing,
    readPage: async () =>
      page ?? { items: [], nextCursor: null, total: 0, totalUnfiltered: 0, capturedAtMs: null, gaps: [] },
  };
  return <DataTable {...rest} columns={fixed} list={list} state={PLAIN_STATE} isPlain />;
}
