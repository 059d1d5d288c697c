'use client';

import { Button } from '@mantine/core';
import { columnVisibilityFeature, tableFeatures, useTable } from '@tanstack/react-table';
import { useMemo, useRef } from 'react';
import { useTranslations } from 'use-intl';
import type { DataColumn, DataTableProps } from './data-list';
import classes from './data-table.module.css';
import { DataTableBody } from './data-table-body';
import { DataTableHead } from './data-table-head';
import { DataTablePager } from './data-table-pager';
import { DataTableToolbar } from './data-table-toolbar';
import { EmptyState } from './empty-state';
import { ErrorState } from './error-state';
import { GapsNotice } from './gaps-notice';
import { NoMatch } from './no-match';
import { SelectionBar } from './selection-bar';

const features = tableFeatures({ columnVisibilityFeature });
const NO_ROWS: readonly never[] = [];

function shownColumns<Row>(
  columns: readonly DataColumn<Row>[],
  chosen: readonly string[] | null,
): Record<string, boolean> {
  return Object.fromEntries(
    columns.map((column, index) => [
      column.id,
      index === 0 || (chosen === null ? column.isExtra !== true : chosen.includes(column.id)),
    ]),
  );
}

/** A list as a table: search, sort, pages and columns live in the address; rows take the keyboard; every state says what it is. */
export function DataTable<Row extends object>(props: DataTableProps<Row>) {
  const { label, columns, list, state, rowId, empty, selection, isPlain = false } = props;
  const t = useTranslations('ui.table');
  const scroller = useRef<HTMLDivElement>(null);
  const tableColumns = useMemo(() => columns.map((column) => ({ id: column.id, meta: column })), [columns]);
  const columnVisibility = useMemo(() => shownColumns(columns, state.columns), [columns, state.columns]);
  const data = list.data?.items ?? NO_ROWS;
  const table = useTable({
    features,
    columns: tableColumns,
    data,
    getRowId: rowId,
    state: { columnVisibility },
  });
  const byId = useMemo(() => new Map(columns.map((column) => [column.id, column])), [columns]);
  const leafColumns = table.getVisibleLeafColumns();
  const visible = useMemo(() => leafColumns.flatMap((column) => byId.get(column.id) ?? []), [leafColumns, byId]);
  const rows = table.getRowModel().rows;
  const isFirstLoad = list.data === undefined && list.error === null;
  const isFailed = list.data === undefined && list.error !== null;

  return (
    <div className={classes.root}>
      {!isPlain && <DataTableToolbar {...props} visible={visible} />}
      {selection !== undefined && selection.ids.size > 0 && <SelectionBar selection={selection} />}
      {list.data !== undefined && <GapsNotice gaps={list.data.gaps} />}
      {isFailed ? (
        <div className={classes.frame}>
          <ErrorState
            error={list.error}
            onRetry={() => list.refetch()}
            isRetrying={list.isFetching}
            action={<Button onClick={state.reset}>{t('reset')}</Button>}
          />
        </div>
      ) : (
        <div className={classes.frame} data-busy={list.isPlaceholderData || undefined}>
          <section className={classes.scroller} ref={scroller} aria-label={t('region', { name: label })}>
            <table
              className={classes.table}
              data-selectable={selection === undefined ? undefined : true}
              aria-busy={isFirstLoad || list.isPlaceholderData}
              aria-rowcount={list.data === undefined ? undefined : rows.length + 1}
            >
              <DataTableHead columns={visible} state={state} selection={selection} pageIds={rows.map(({ id }) => id)} />
              <DataTableBody
                columns={visible}
                rows={rows}
                scroller={scroller}
                isLoading={isFirstLoad}
                rowHref={props.rowHref}
                rowTone={props.rowTone}
                selection={selection}
              />
            </table>
            {list.data !== undefined && rows.length === 0 && (
              <div className={classes.message}>
                {list.data.totalUnfiltered > 0 || state.isFiltered ? (
                  <NoMatch hiddenCount={list.data.totalUnfiltered} onClear={state.clear} />
                ) : typeof empty === 'string' ? (
                  <EmptyState title={empty} />
                ) : (
                  empty
                )}
              </div>
            )}
          </section>
        </div>
      )}
      {!isPlain && list.data !== undefined && <DataTablePager list={list} page={list.data} state={state} />}
    </div>
  );
}
