'use client';

import { UnstyledButton, VisuallyHidden } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { useTranslations } from 'use-intl';
import type { DataColumn } from './data-list';
import classes from './data-table.module.css';
import { hint } from './hint';
import type { TableState } from './use-table-state';

type SortOrder = 'ascending' | 'descending' | 'none';

function sortOrder(id: string, sort: string | null): SortOrder {
  return sort === id ? 'ascending' : sort === `-${id}` ? 'descending' : 'none';
}

/** Numbers are sought from the top, names from the start; the third press goes back to the list's own order. */
function nextSort(id: string, order: SortOrder, isNumeric: boolean): string | null {
  const first = isNumeric ? `-${id}` : id;
  const second = isNumeric ? id : `-${id}`;
  const isFirst = order === (isNumeric ? 'descending' : 'ascending');
  return order === 'none' ? first : isFirst ? second : null;
}

interface HeadCellProps {
  readonly column: Pick<DataColumn<never>, 'id' | 'header' | 'hint' | 'isNumeric' | 'isSortable' | 'isWide'>;
  readonly state: TableState;
}

function HeadCell({ column, state }: HeadCellProps) {
  const t = useTranslations('ui.table');
  const order = sortOrder(column.id, state.sort);
  const isSortable = column.isSortable !== false;
  return (
    <th
      scope="col"
      data-numeric={column.isNumeric || undefined}
      data-wide={column.isWide || undefined}
      {...(isSortable ? { 'aria-sort': order } : {})}
    >
      {isSortable ? (
        <UnstyledButton
          className={classes.sort}
          onClick={() => state.setSort(nextSort(column.id, order, column.isNumeric === true))}
          {...hint(column.hint)}
        >
          <span className={classes.headerText}>{column.header}</span>
          {order === 'ascending' && <IconArrowUp size={14} aria-hidden />}
          {order === 'descending' && <IconArrowDown size={14} aria-hidden />}
          {order !== 'none' && (
            <VisuallyHidden>{t(order === 'ascending' ? 'sortedAscending' : 'sortedDescending')}</VisuallyHidden>
          )}
        </UnstyledButton>
      ) : (
        <span
          className={classes.headerText}
          {...hint(column.hint)}
          {...(column.hint === undefined ? {} : { tabIndex: 0 })}
        >
          {column.header}
        </span>
      )}
    </th>
  );
}

export function DataTableHead<Row>({
  columns,
  state,
}: {
  readonly columns: readonly DataColumn<Row>[];
  readonly state: TableState;
}) {
  return (
    <thead>
      <tr>
        {columns.map((column) => (
          <HeadCell key={column.id} column={column} state={state} />
        ))}
      </tr>
    </thead>
  );
}
