'use client';

import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import type { ChartRow, TimeRange } from '@/components/charts/chart-series';
import { rowsWithin } from '@/components/charts/visible-range';
import classes from '@/components/lag/lag.module.css';
import { useRangeWords } from '@/components/lag/lag-rates';
import { Figure } from '@/components/ui/figure';
import { describeTraffic } from './traffic-rows';

interface TrafficFigureListProps {
  readonly rows: readonly ChartRow[];
  readonly range: TimeRange;
  readonly isLive: boolean;
  /** Only of topics is it known what is kept. */
  readonly hasKept: boolean;
}

/** Records in per second over the visible range, and what is kept at its end; with the range in words. */
export function TrafficFigureList({ rows, range, isLive, hasKept }: TrafficFigureListProps) {
  const t = useTranslations('traffic');
  const words = useRangeWords(range, isLive);
  const told = useMemo(() => describeTraffic(rowsWithin(rows, range)), [rows, range]);
  const reason = t('rateUnknown');
  return (
    <div className={classes.rates}>
      <dl className={classes.rateList}>
        <div className={classes.rate}>
          <dt>{isLive ? t('now') : t('atEnd')}</dt>
          <dd>
            <Figure value={told.latest} kind="rate" reason={reason} isAtLeast={told.latestIsAtLeast} />
          </dd>
        </div>
        <div className={classes.rate}>
          <dt>{t('average')}</dt>
          <dd>
            <Figure value={told.average} kind="rate" reason={reason} isAtLeast={told.averageIsAtLeast} />
          </dd>
        </div>
        <div className={classes.rate}>
          <dt>{t('highest')}</dt>
          <dd>
            <Figure value={told.peak} kind="rate" reason={reason} note={t('highestNote')} />
          </dd>
        </div>
        {hasKept ? (
          <div className={classes.rate}>
            <dt>{isLive ? t('keptNow') : t('keptAtEnd')}</dt>
            <dd>
              <Figure
                value={told.kept}
                kind="count"
                reason={t('keptUnknown')}
                isAtLeast={told.keptIsAtLeast}
                note={t('keptNote')}
              />
            </dd>
          </div>
        ) : null}
      </dl>
      <p className={classes.rangeWords}>{words}</p>
    </div>
  );
}
