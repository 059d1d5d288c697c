'use client';

import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import type { DataColumn } from '@/components/ui/data-list';
import { EmptyState } from '@/components/ui/empty-state';
import { Figure, type FigureKind } from '@/components/ui/figure';
import { PlainTable } from '@/components/ui/plain-table';
import type { MeterItem } from '@/lib/views/schemas/broker-metrics';

const RATES = [
  ['last', 'lastPerSecond'],
  ['mean', 'meanPerSecond'],
  ['one', 'oneMinutePerSecond'],
  ['five', 'fiveMinutePerSecond'],
  ['fifteen', 'fifteenMinutePerSecond'],
] as const;

const isOfBytes = (row: MeterItem) => row.id.startsWith('bytes');
const rateKind = (row: MeterItem): FigureKind => (isOfBytes(row) ? 'byteRate' : 'rate');

interface MeterTableProps {
  readonly label: string;
  readonly meters: readonly MeterItem[];
  /** Sums that lack a broker are lower bounds. */
  readonly isAtLeast?: boolean;
  /** Why a figure of a meter is not known. */
  readonly reason: string;
}

/** Kafka's six meters: rates in CMAK's columns, that of the last two reads before them, and the count. */
export function MeterTable({ label, meters, isAtLeast = false, reason }: MeterTableProps) {
  const t = useTranslations('brokerMetrics');
  const columns = useMemo((): readonly DataColumn<MeterItem>[] => {
    const figure = (value: number | null, kind: FigureKind) => (
      <Figure value={value} kind={kind} reason={reason} isAtLeast={isAtLeast && value !== null} />
    );
    return [
      {
        id: 'meter',
        header: t('column.meter'),
        text: (row) => t(`meter.${row.id}`),
        cell: (row) => t(`meter.${row.id}`),
      },
      ...RATES.map(
        ([name, field]): DataColumn<MeterItem> => ({
          id: field,
          header: t(`column.${name}`),
          hint: t(`hint.${name}`),
          isNumeric: true,
          text: (row) => row[field],
          cell: (row) => figure(row[field], rateKind(row)),
        }),
      ),
      {
        id: 'count',
        header: t('column.count'),
        hint: t('hint.count'),
        isNumeric: true,
        text: (row) => row.count,
        cell: (row) => figure(row.count, isOfBytes(row) ? 'bytes' : 'count'),
      },
    ];
  }, [t, reason, isAtLeast]);
  return (
    <PlainTable
      label={label}
      columns={columns}
      rows={meters}
      rowId={(row) => row.id}
      empty={<EmptyState title={t('none')} />}
    />
  );
}
