'use client';

import { useMemo } from 'react';
import { useLocale, useTimeZone, useTranslations } from 'use-intl';
import {
  formatBytes,
  formatClock,
  formatCount,
  formatDuration,
  formatInteger,
  formatPercent,
  formatRate,
  formatTimestamp,
} from './format';

export interface Formats {
  readonly locale: string;
  readonly timeZone: string;
  readonly integer: (value: number) => string;
  readonly count: (value: number) => string;
  readonly bytes: (value: number) => string;
  /** `1.21 MiB/s`. */
  readonly byteRate: (perSecond: number) => string;
  /** With its unit: `12.3/s`. */
  readonly rate: (perSecond: number) => string;
  readonly percent: (value: number) => string;
  readonly duration: (seconds: number) => string;
  readonly timestamp: (atMs: number) => string;
  readonly clock: (atMs: number) => string;
  /** `4s ago`, `in 2m`; `just now` within a second. */
  readonly age: (seconds: number) => string;
}

/** The formats of `format.ts` in the reader's language and zone. */
export function useFormats(): Formats {
  const locale = useLocale();
  const timeZone = useTimeZone() ?? 'UTC';
  const t = useTranslations('ui');
  return useMemo(
    () => ({
      locale,
      timeZone,
      integer: (value) => formatInteger(value, locale),
      count: (value) => formatCount(value, locale),
      bytes: (value) => formatBytes(value, locale),
      byteRate: (perSecond) => t('unit.perSecond', { value: formatBytes(perSecond, locale) }),
      rate: (perSecond) => t('unit.perSecond', { value: formatRate(perSecond, locale) }),
      percent: (value) => formatPercent(value, locale),
      duration: (seconds) => formatDuration(seconds, locale),
      timestamp: (atMs) => formatTimestamp(atMs, locale, timeZone),
      clock: (atMs) => formatClock(atMs, locale, timeZone),
      age: (seconds) => {
        if (Math.abs(seconds) < 1) {
          return t('age.now');
        }
        const duration = formatDuration(Math.abs(seconds), locale);
        return seconds > 0 ? t('age.past', { duration }) : t('age.future', { duration });
      },
    }),
    [locale, timeZone, t],
  );
}
