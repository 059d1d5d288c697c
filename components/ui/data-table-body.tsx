'use client';

import { Checkbox, Skeleton } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { type KeyboardEvent, type MouseEvent, memo, type RefObject, useRef } from 'react';
import { useTranslations } from 'use-intl';
import type { DataColumn, RowSelection } from './data-list';
import classes from './data-table.module.css';
import { moveRowFocus } from './row-focus';
import { planTabbed } from './table-export';
import { useRowsInSight } from './use-rows-in-sight';

/** Past this many rows only those in sight are in the page. */
const VIRTUAL_FROM = 100;
const ROW_HEIGHT_PX = 32;
const SKELETON_ROWS = 8;

interface ShownRow<Row> {
  readonly id: string;
  readonly original: Row;
}

interface DataTableBodyProps<Row> {
  readonly columns: readonly DataColumn<Row>[];
  readonly rows: readonly ShownRow<Row>[];
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly isLoading: boolean;
  readonly rowHref: ((row: Row) => string) | undefined;
  readonly rowTone: ((row: Row) => 'danger' | undefined) | undefined;
  readonly selection: RowSelection | undefined;
}

interface DataRowProps<Row> {
  readonly columns: readonly DataColumn<Row>[];
  readonly row: Row;
  readonly index: number;
  readonly tone: 'danger' | undefined;
  /** The row that Tab comes to. */
  readonly isTabStop: boolean;
  readonly id: string;
  /** Undefined where rows are not chosen. */
  readonly isSelected: boolean | undefined;
}

/** The one handler of the body takes the click, so that rows need not be drawn again for a new one. */
function SelectBox({ id, isSelected }: { readonly id: string; readonly isSelected: boolean }) {
  const t = useTranslations('ui.table');
  return (
    <Checkbox size="xs" checked={isSelected} readOnly data-select-row={id} aria-label={t('selectRow', { name: id })} />
  );
}

function DataRowCells<Row>({ columns, row, index, tone, isTabStop, id, isSelected }: DataRowProps<Row>) {
  return (
    <tr
      className={classes.row}
      data-row={index}
      data-tone={tone}
      data-selected={isSelected || undefined}
      tabIndex={isTabStop ? 0 : -1}
      aria-rowindex={index + 2}
    >
      {isSelected !== undefined && (
        <td className={classes.select}>
          <SelectBox id={id} isSelected={isSelected} />
        </td>
      )}
      {columns.map((column, position) => {
        const Cell = position === 0 ? 'th' : 'td';
        return (
          <Cell
            key={column.id}
            {...(position === 0 ? { scope: 'row', 'data-first': true } : {})}
            data-numeric={column.isNumeric || undefined}
            data-wide={column.isWide || undefined}
            data-wraps={column.wraps || undefined}
          >
            {column.cell(row)}
          </Cell>
        );
      })}
    </tr>
  );
}

const DataRow = memo(DataRowCells) as typeof DataRowCells;

function SkeletonRows({ columnCount }: { readonly columnCount: number }) {
  return Array.from({ length: SKELETON_ROWS }, (_, row) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: placeholders have no identity
    <tr key={row} className={classes.row}>
      {Array.from({ length: columnCount }, (_, column) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: placeholders have no identity
        <td key={column}>
          <Skeleton height={10} width={column === 0 ? '70%' : '50%'} radius="xs" />
        </td>
      ))}
    </tr>
  ));
}

function Spacer({ height, columnCount }: { readonly height: number; readonly columnCount: number }) {
  return height <= 0 ? null : (
    <tr className={classes.spacer}>
      <td colSpan={columnCount} style={{ height }} />
    </tr>
  );
}

export function DataTableBody<Row>(props: DataTableBodyProps<Row>) {
  const { columns, rows, scroller, isLoading, rowHref, rowTone, selection } = props;
  const router = useRouter();
  const body = useRef<HTMLTableSectionElement>(null);
  const isVirtual = rows.length > VIRTUAL_FROM;
  const { span, bringIntoSight } = useRowsInSight({
    scroller,
    rowCount: isVirtual ? rows.length : 0,
    rowHeightPx: ROW_HEIGHT_PX,
    headHeightPx: ROW_HEIGHT_PX,
  });
  const { first, end } = isVirtual ? span : { first: 0, end: rows.length };
  const width = columns.length + (selection === undefined ? 0 : 1);

  const toggle = (id: string) => {
    if (selection === undefined) return;
    const ids = new Set(selection.ids);
    if (!ids.delete(id)) ids.add(id);
    selection.onChange(ids);
  };
  const onClick = (event: MouseEvent<HTMLTableSectionElement>) => {
    const id = event.target instanceof HTMLElement ? event.target.dataset.selectRow : undefined;
    if (id !== undefined) toggle(id);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTableSectionElement>) => {
    const at = event.target instanceof HTMLElement ? Number(event.target.dataset.row ?? Number.NaN) : Number.NaN;
    const row = rows[at];
    if (row === undefined) {
      return;
    }
    if (event.key === 'Enter' && rowHref !== undefined) {
      router.push(rowHref(row.original));
    } else if (event.key === ' ' && selection !== undefined) {
      event.preventDefault();
      toggle(row.id);
    } else if (
      event.key === 'c' &&
      (event.ctrlKey || event.metaKey) &&
      document.getSelection()?.isCollapsed !== false
    ) {
      void navigator.clipboard.writeText(planTabbed(columns, [row.original]));
    } else if (moveRowFocus(event.key, at, rows.length, body.current, bringIntoSight)) {
      event.preventDefault();
    }
  };

  return (
    <tbody ref={body} onKeyDown={onKeyDown} onClick={onClick}>
      {isLoading && <SkeletonRows columnCount={width} />}
      {isVirtual && <Spacer height={first * ROW_HEIGHT_PX} columnCount={width} />}
      {rows.slice(first, end).map((row, place) => {
        const index = first + place;
        return (
          <DataRow
            key={row.id}
            columns={columns}
            row={row.original}
            index={index}
            tone={rowTone?.(row.original)}
            isTabStop={index === first}
            id={row.id}
            isSelected={selection?.ids.has(row.id)}
          />
        );
      })}
      {isVirtual && <Spacer height={(rows.length - end) * ROW_HEIGHT_PX} columnCount={width} />}
    </tbody>
  );
}
