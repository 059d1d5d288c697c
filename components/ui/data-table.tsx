'use client';

import { Button } from '@mantine/core';
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

const NO_ROWS: readonly never[] = [];

/** The first column always; the others as chosen, or all that are no extras. */
function isShown<Row>(column: DataColumn<Row>, index: number, chosen: readonly string[] | null): boolean {
  return index === 0 || (chosen === null ? column.isExtra !== true : chosen.includes(column.id));
}

/** A list as a table: search, sort, pages and columns live in the address; rows take the keyboard; every state says what it is. */
export function DataTable<Row extends object>(props: DataTableProps<Row>) {
  const { label, columns, list, state, rowId, empty, selection, isPlain = false } = props;
  const t = useTranslations('ui.table');
  const scroller = useRef<HTMLDivElement>(null);
  const visible = useMemo(
    () => columns.filter((column, index) => isShown(column, index, state.columns)),
    [columns, state.columns],
  );
  const items = list.data?.items ?? NO_ROWS;
  // biome-ignore lint/correctness/useExhaustiveDependencies: how a row is named does not change with the function
  const rows = useMemo(() => items.map((row) => ({ id: rowId(row), original: row })), [items]);
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
