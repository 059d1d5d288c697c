'use client';

import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { type Formats, useFormats } from '@/components/ui/use-formats';
import type { ChartRow, SeriesUnit } from './chart-series';

export interface ChartFormat extends Formats {
  /** Exact value with its unit; the word for unknown where there is none. */
  readonly value: (value: number | null | undefined, unit: SeriesUnit) => string;
  /** The same for one value of a row, which may be a lower bound. */
  readonly valueOf: (row: ChartRow | null | undefined, index: number, unit: SeriesUnit) => string;
}

function writeValue(value: number, unit: SeriesUnit, formats: Formats): string {
  switch (unit) {
    case 'seconds':
      return formats.duration(value);
    case 'bytes':
      return formats.bytes(value);
    case 'percent':
      return formats.percent(value);
    case 'recordsPerSecond':
      return formats.rate(value);
    case 'records':
    case 'offset':
      return formats.integer(value);
  }
}

/** Writes values and times of charts in the language and the zone of the page. */
export function useChartFormat(): ChartFormat {
  const formats = useFormats();
  const t = useTranslations('charts');
  return useMemo(() => {
    const value: ChartFormat['value'] = (one, unit) =>
      typeof one === 'number' ? writeValue(one, unit, formats) : t('unknown');
    return {
      ...formats,
      value,
      valueOf: (row, index, unit) => `${row?.atLeast?.[index] ? '≥ ' : ''}${value(row?.values[index], unit)}`,
    };
  }, [formats, t]);
}
