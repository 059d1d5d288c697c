'use client';

import { Skeleton } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useRouter } from 'next/navigation';
import { type KeyboardEvent, memo, type RefObject, useRef } from 'react';
import type { DataColumn } from './data-list';
import classes from './data-table.module.css';
import { moveRowFocus } from './row-focus';
import { planTabbed } from './table-export';

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
}

interface DataRowProps<Row> {
  readonly columns: readonly DataColumn<Row>[];
  readonly row: Row;
  readonly index: number;
  readonly tone: 'danger' | undefined;
  /** The row that Tab comes to. */
  readonly isTabStop: boolean;
}

function DataRowCells<Row>({ columns, row, index, tone, isTabStop }: DataRowProps<Row>) {
  return (
    <tr
      className={classes.row}
      data-row={index}
      data-tone={tone}
      tabIndex={isTabStop ? 0 : -1}
      aria-rowindex={index + 2}
    >
      {columns.map((column, position) => {
        const Cell = position === 0 ? 'th' : 'td';
        return (
          <Cell
            key={column.id}
            {...(position === 0 ? { scope: 'row' } : {})}
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

export function DataTableBody<Row>({ columns, rows, scroller, isLoading, rowHref, rowTone }: DataTableBodyProps<Row>) {
  const router = useRouter();
  const body = useRef<HTMLTableSectionElement>(null);
  const isVirtual = rows.length > VIRTUAL_FROM;
  const virtualizer = useVirtualizer({
    count: isVirtual ? rows.length : 0,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT_PX,
    overscan: 12,
  });
  const inSight = isVirtual ? virtualizer.getVirtualItems().map((item) => item.index) : rows.map((_, index) => index);
  const first = inSight[0] ?? 0;
  const last = inSight.at(-1) ?? -1;

  const onKeyDown = (event: KeyboardEvent<HTMLTableSectionElement>) => {
    const at = event.target instanceof HTMLElement ? Number(event.target.dataset.row ?? Number.NaN) : Number.NaN;
    const row = rows[at];
    if (row === undefined) {
      return;
    }
    if (event.key === 'Enter' && rowHref !== undefined) {
      router.push(rowHref(row.original));
    } else if (
      event.key === 'c' &&
      (event.ctrlKey || event.metaKey) &&
      document.getSelection()?.isCollapsed !== false
    ) {
      void navigator.clipboard.writeText(planTabbed(columns, [row.original]));
    } else if (moveRowFocus(event.key, at, rows.length, body.current, (index) => virtualizer.scrollToIndex(index))) {
      event.preventDefault();
    }
  };

  return (
    <tbody ref={body} onKeyDown={onKeyDown}>
      {isLoading && <SkeletonRows columnCount={columns.length} />}
      {isVirtual && <Spacer height={first * ROW_HEIGHT_PX} columnCount={columns.length} />}
      {inSight.map((index) => {
        const row = rows[index];
        return row === undefined ? null : (
          <DataRow
            key={row.id}
            columns={columns}
            row={row.original}
            index={index}
            tone={rowTone?.(row.original)}
            isTabStop={index === first}
          />
        );
      })}
      {isVirtual && <Spacer height={(rows.length - 1 - last) * ROW_HEIGHT_PX} columnCount={columns.length} />}
    </tbody>
  );
}
