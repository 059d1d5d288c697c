'use client';

import { Table } from '@mantine/core';
import { useTranslations } from 'use-intl';
import classes from './chart-frame.module.css';
import type { ChartRow, ChartSeries } from './chart-series';
import { useChartFormat } from './use-chart-format';

/** What a chart shows as a table, newest first: the same rows, read by keyboard and by screen readers. */
export function ChartTable({
  label,
  rows,
  series,
}: {
  label: string;
  rows: readonly ChartRow[];
  series: readonly ChartSeries[];
}) {
  const format = useChartFormat();
  const t = useTranslations('charts');
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className={classes.table} tabIndex={0} aria-label={label}>
      <Table stickyHeader>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t('time')}</Table.Th>
            {series.map((one) => (
              <Table.Th key={one.id} scope="col" className={classes.number}>
                {one.label}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.toReversed().map((row) => (
            <Table.Tr key={row.t}>
              <Table.Td>{format.timestamp(row.t)}</Table.Td>
              {series.map((one, index) => (
                <Table.Td key={one.id} className={classes.number}>
                  {format.valueOf(row, index, one.unit)}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  );
}
