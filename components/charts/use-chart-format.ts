'use client';

import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { type Formats, useFormats } from '@/components/ui/use-formats';
import type { SeriesUnit } from './chart-series';

export interface ChartFormat extends Formats {
  /** Exact value with its unit; the word for unknown where there is none. */
  readonly value: (value: number | null | undefined, unit: SeriesUnit) => string;
}

function writeValue(value: number, unit: SeriesUnit, formats: Formats): string {
  switch (unit) {
    case 'seconds':
      return formats.duration(value);
    case 'bytes':
      return formats.bytes(value);
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
  return useMemo(
    () => ({
      ...formats,
      value: (value, unit) => (typeof value === 'number' ? writeValue(value, unit, formats) : t('unknown')),
    }),
    [formats, t],
  );
}
