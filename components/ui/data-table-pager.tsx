'use client';

import { ActionIcon, NativeSelect } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useRef } from 'react';
import { useTranslations } from 'use-intl';
import { type DataList, type ListPage, readCursorOfPage } from './data-list';
import classes from './data-table.module.css';
import { useFormats } from './use-formats';
import { PAGE_SIZES, type TableState } from './use-table-state';

interface DataTablePagerProps<Row> {
  readonly list: DataList<Row>;
  readonly page: ListPage<Row>;
  readonly state: TableState;
}

/** Which rows these are, of how many, and the way to the others. */
export function DataTablePager<Row>({ list, page, state }: DataTablePagerProps<Row>) {
  const t = useTranslations('ui.table');
  const formats = useFormats();
  const cursors = useRef(new Map<string, string | null>());
  const keyOf = (number: number) => JSON.stringify([state.search, state.sort, state.limit, number]);
  cursors.current.set(keyOf(state.page), state.cursor);

  const goBack = async () => {
    const target = state.page - 1;
    const seen = cursors.current.get(keyOf(target));
    state.goTo(target, seen === undefined ? await readCursorOfPage(list, target, state.limit) : seen);
  };
  const from = (state.page - 1) * state.limit + 1;
  const to = from + page.items.length - 1;
  const total = formats.integer(page.total);
  const range =
    page.items.length === 0
      ? t('rangeNone', { total })
      : t('range', { from: formats.integer(from), to: formats.integer(to), total });
  return (
    <div className={classes.pager}>
      <span aria-live="polite">
        {range}
        {page.total !== page.totalUnfiltered && (
          <span className={classes.quiet}>
            {' '}
            · {t('filteredFrom', { count: formats.integer(page.totalUnfiltered) })}
          </span>
        )}
      </span>
      <span className={classes.pagerControls}>
        {page.totalUnfiltered > PAGE_SIZES[0] && (
          <NativeSelect
            size="xs"
            aria-label={t('rowsPerPage')}
            value={String(state.limit)}
            onChange={(event) => state.setLimit(Number(event.currentTarget.value))}
            data={PAGE_SIZES.map((size) => ({ value: String(size), label: formats.integer(size) }))}
          />
        )}
        {(page.nextCursor !== null || state.page > 1) && (
          <>
            <ActionIcon aria-label={t('previousPage')} disabled={state.page <= 1} onClick={() => void goBack()}>
              <IconChevronLeft size={16} />
            </ActionIcon>
            <ActionIcon
              aria-label={t('nextPage')}
              disabled={page.nextCursor === null}
              onClick={() => state.goTo(state.page + 1, page.nextCursor)}
            >
              <IconChevronRight size={16} />
            </ActionIcon>
          </>
        )}
      </span>
    </div>
  );
}
