'use client';

import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import type { ChartRow, TimeRange } from '@/components/charts/chart-series';
import { ratePerSecond, rowsWithin } from '@/components/charts/visible-range';
import { wallText } from '@/components/charts/zone-time';
import { Figure } from '@/components/ui/figure';
import { type Formats, useFormats } from '@/components/ui/use-formats';
import classes from './lag.module.css';
import { BEHIND, BEHIND_WITHIN, COMMITTED, END, LAG } from './lag-range';

interface LagRatesProps {
  readonly rows: readonly ChartRow[];
  readonly range: TimeRange;
  readonly isLive: boolean;
}

function isSameDay({ fromMs, toMs }: TimeRange, { timeZone }: Formats): boolean {
  return wallText(fromMs, timeZone).slice(0, 10) === wallText(toMs, timeZone).slice(0, 10);
}

/** A stretch of time in words: how long it is, and which one where it does not follow the present. */
export function useRangeWords(range: TimeRange, isLive: boolean): string {
  const t = useTranslations('lag');
  const formats = useFormats();
  const duration = formats.duration((range.toMs - range.fromMs) / 1000);
  if (isLive) return t('rangeLive', { duration });
  return t('rangeHeld', {
    duration,
    from: formats.timestamp(range.fromMs),
    to: isSameDay(range, formats) ? formats.clock(range.toMs) : formats.timestamp(range.toMs),
  });
}

/** Records per second in and out over the visible range, and the lag at its end; with the range in words. */
export function LagRates({ rows, range, isLive }: LagRatesProps) {
  const t = useTranslations('lag');
  const formats = useFormats();
  const { rateIn, rateOut, lag, behind } = useMemo(() => {
    const visible = rowsWithin(rows, range);
    return {
      rateIn: ratePerSecond(visible, END),
      rateOut: ratePerSecond(visible, COMMITTED),
      lag: visible.findLast((row) => row.values[LAG] !== null)?.values[LAG] ?? null,
      behind: visible.findLast((row) => row.values[LAG] !== null || row.values[BEHIND] !== null),
    };
  }, [rows, range]);
  const words = useRangeWords(range, isLive);
  const reason = t('rateUnknown');
  const within = behind?.values[BEHIND_WITHIN];
  return (
    <div className={classes.rates}>
      <dl className={classes.rateList}>
        <div className={classes.rate}>
          <dt>{t('rateIn')}</dt>
          <dd>
            <Figure value={rateIn} kind="rate" reason={reason} note={t('rateInNote')} />
          </dd>
        </div>
        <div className={classes.rate}>
          <dt>{t('rateOut')}</dt>
          <dd>
            <Figure value={rateOut} kind="rate" reason={reason} note={t('rateOutNote')} />
          </dd>
        </div>
        <div className={classes.rate}>
          <dt>{isLive ? t('lagNow') : t('lagAtEnd')}</dt>
          <dd>
            <Figure value={lag} reason={t('lagNotKnown')} />
          </dd>
        </div>
        <div className={classes.rate}>
          <dt>{isLive ? t('behindNow') : t('behindAtEnd')}</dt>
          <dd>
            <Figure
              value={behind?.values[BEHIND]}
              kind="duration"
              isAtLeast={behind?.atLeast?.[BEHIND] ?? false}
              reason={t('behindNotKnown')}
              {...(typeof within === 'number' ? { note: t('behindNote', { within: formats.duration(within) }) } : {})}
            />
          </dd>
        </div>
      </dl>
      <p className={classes.rangeWords}>{words}</p>
    </div>
  );
}
