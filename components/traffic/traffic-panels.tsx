'use client';

import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import type { ChartSeries } from '@/components/charts/chart-series';
import { ChartLegend } from '@/components/charts/chart-tooltip';
import type { Band } from '@/components/charts/plan-plot';
import { TimeSeriesChart } from '@/components/charts/time-series-chart';
import { HistoryBrush } from '@/components/lag/history-brush';
import classes from '@/components/lag/lag.module.css';
import { MINIMUM_RANGE_MS } from '@/components/lag/lag-range';
import type { HistorySource } from '@/components/lag/use-history';
import type { LagView } from '@/components/lag/use-lag-view';
import { hasPeaks, LOG_END, PEAK, RATE } from './traffic-rows';

/** The series of a traffic chart in the order of the values of its rows; of topics with the offsets. */
export function useTrafficSeries(hasOffsets: boolean): readonly ChartSeries[] {
  const t = useTranslations('traffic');
  const lag = useTranslations('lag');
  return useMemo(() => {
    const rates: readonly ChartSeries[] = [
      { id: 'rate', label: t('recordsIn'), unit: 'recordsPerSecond', tone: 'lag', isFilled: true },
      { id: 'peak', label: t('highest'), unit: 'recordsPerSecond', tone: 3 },
    ];
    if (!hasOffsets) return rates;
    return [
      ...rates,
      { id: 'end', label: lag('logEnd'), unit: 'offset', tone: 'end' },
      { id: 'start', label: t('logStart'), unit: 'offset', tone: 'committed' },
      { id: 'kept', label: t('kept'), unit: 'records', tone: 'lag' },
    ];
  }, [t, lag, hasOffsets]);
}

const KEPT_BAND: Band = { upperId: 'end', lowerId: 'start' };

interface TrafficPanelsProps {
  readonly source: HistorySource;
  readonly series: readonly ChartSeries[];
  readonly latestMs: number;
  readonly view: LagView;
}

/** Records in per second; below, on the same time axis, log end and log start of a topic with what is kept between them. */
export function TrafficPanels({ source, series, latestMs, view }: TrafficPanelsProps) {
  const t = useTranslations('traffic');
  const { range, context } = source;
  const rows = useMemo(() => source.rows ?? [], [source.rows]);
  const rateCount = useMemo(() => (hasPeaks(rows) ? PEAK + 1 : RATE + 1), [rows]);
  const rates = useMemo(() => series.slice(RATE, rateCount), [series, rateCount]);
  const rateRows = useMemo(
    () => rows.map((row) => ({ ...row, values: row.values.slice(RATE, rateCount) })),
    [rows, rateCount],
  );
  const offsets = useMemo(() => series.slice(LOG_END, LOG_END + 2), [series]);
  const offsetRows = useMemo(
    () => rows.map(({ t: at, values }) => ({ t: at, values: values.slice(LOG_END, LOG_END + 2) })),
    [rows],
  );
  const told = useMemo(() => ({ rows, series }), [rows, series]);
  const zooming = { onZoom: view.zoom, onZoomBack: view.back ?? undefined };
  const shared = { range, told, latestMs, minimumMs: MINIMUM_RANGE_MS, ...zooming };
  const hasOffsets = offsets.length > 0;
  return (
    <div className={classes.panels}>
      <div className={classes.panelHead}>
        <ChartLegend series={rates} latest={null} />
      </div>
      <TimeSeriesChart
        {...shared}
        label={t('ratePanel')}
        rows={rateRows}
        series={rates}
        height={hasOffsets ? 'medium' : 'low'}
        hasTimeAxis={!hasOffsets}
      />
      {hasOffsets ? (
        <>
          <div className={classes.panelHead}>
            <ChartLegend series={offsets} latest={null} />
          </div>
          <TimeSeriesChart
            {...shared}
            label={t('offsetsPanel')}
            rows={offsetRows}
            series={offsets}
            band={KEPT_BAND}
            height="medium"
          />
        </>
      ) : null}
      <HistoryBrush context={context} place={RATE} range={range} view={view} />
    </div>
  );
}
