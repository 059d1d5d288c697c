'use client';

import { Checkbox, UnstyledButton, VisuallyHidden } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { useTranslations } from 'use-intl';
import type { DataColumn, RowSelection } from './data-list';
import classes from './data-table.module.css';
import { hint } from './hint';
import { useGloss } from './use-gloss';
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
  readonly isFirst: boolean;
}

function HeadCell({ column, state, isFirst }: HeadCellProps) {
  const t = useTranslations('ui.table');
  const gloss = useGloss();
  const text = column.hint ?? gloss(column.header);
  const order = sortOrder(column.id, state.sort);
  const isSortable = column.isSortable !== false;
  return (
    <th
      scope="col"
      data-first={isFirst || undefined}
      data-numeric={column.isNumeric || undefined}
      data-wide={column.isWide || undefined}
      {...(isSortable ? { 'aria-sort': order } : {})}
    >
      {isSortable ? (
        <UnstyledButton
          className={classes.sort}
          onClick={() => state.setSort(nextSort(column.id, order, column.isNumeric === true))}
          {...hint(text)}
        >
          <span className={classes.headerText}>{column.header}</span>
          {order === 'ascending' && <IconArrowUp size={14} aria-hidden />}
          {order === 'descending' && <IconArrowDown size={14} aria-hidden />}
          {order !== 'none' && (
            <VisuallyHidden>{t(order === 'ascending' ? 'sortedAscending' : 'sortedDescending')}</VisuallyHidden>
          )}
        </UnstyledButton>
      ) : (
        <span className={classes.headerText} {...hint(text)} {...(text === undefined ? {} : { tabIndex: 0 })}>
          {column.header}
        </span>
      )}
    </th>
  );
}

/** The box that chooses every row of the page, or lets them go. */
function SelectPage({ selection, pageIds }: { readonly selection: RowSelection; readonly pageIds: readonly string[] }) {
  const t = useTranslations('ui.table');
  const chosen = pageIds.filter((id) => selection.ids.has(id)).length;
  const isAll = chosen === pageIds.length && chosen > 0;
  const toggle = () => {
    const others = [...selection.ids].filter((id) => !pageIds.includes(id));
    selection.onChange(new Set(isAll ? others : [...others, ...pageIds]));
  };
  return (
    <td className={classes.select}>
      <Checkbox
        size="xs"
        checked={isAll}
        indeterminate={chosen > 0 && !isAll}
        onChange={toggle}
        aria-label={t('selectPage')}
      />
    </td>
  );
}

interface DataTableHeadProps<Row> {
  readonly columns: readonly DataColumn<Row>[];
  readonly state: TableState;
  readonly selection: RowSelection | undefined;
  readonly pageIds: readonly string[];
}

export function DataTableHead<Row>({ columns, state, selection, pageIds }: DataTableHeadProps<Row>) {
  return (
    <thead>
      <tr>
        {selection !== undefined && <SelectPage selection={selection} pageIds={pageIds} />}
        {columns.map((column, index) => (
          <HeadCell key={column.id} column={column} state={state} isFirst={index === 0} />
        ))}
      </tr>
    </thead>
  );
}
