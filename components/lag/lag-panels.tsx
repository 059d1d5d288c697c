'use client';

import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import type { ChartRow, ChartSeries, TimeRange } from '@/components/charts/chart-series';
import { ChartLegend } from '@/components/charts/chart-tooltip';
import type { Band, ChartMark } from '@/components/charts/plan-plot';
import { TimeSeriesChart } from '@/components/charts/time-series-chart';
import { HistoryBrush } from './history-brush';
import classes from './lag.module.css';
import { LAG, LAG_PLACE, MINIMUM_RANGE_MS, pickValue } from './lag-range';
import { LagUnitSwitch } from './lag-unit-switch';
import type { LagView } from './use-lag-view';

/**
 * The series of a lag chart in the order of the values of its rows: log end offset, committed offset, lag in records and in
 * seconds, and how far the seconds may be off.
 */
export function useLagSeries(): readonly ChartSeries[] {
  const t = useTranslations('lag');
  return useMemo(
    () => [
      { id: 'end', label: t('logEnd'), unit: 'offset', tone: 'end' },
      { id: 'committed', label: t('committed'), unit: 'offset', tone: 'committed' },
      { id: 'lag', label: t('lag'), unit: 'records', tone: 'lag', isFilled: true },
      { id: 'seconds', label: t('behind'), unit: 'seconds', tone: 'lag', isFilled: true },
      { id: 'secondsWithin', label: t('behindWithin'), unit: 'seconds', tone: 'lag' },
    ],
    [t],
  );
}

const WATER: Band = { upperId: 'end', lowerId: 'committed' };

interface LagPanelsProps {
  readonly rows: readonly ChartRow[];
  readonly range: TimeRange;
  readonly context: { readonly rows: readonly ChartRow[]; readonly range: TimeRange } | null;
  readonly marks: readonly ChartMark[];
  readonly latestMs: number;
  readonly view: LagView;
}

/** Two charts on one time axis: the water between log end and commit, and how deep it is; the overview below. */
export function LagPanels({ rows, range, context, marks, latestMs, view }: LagPanelsProps) {
  const t = useTranslations('lag');
  const series = useLagSeries();
  const offsets = useMemo(() => series.slice(0, LAG), [series]);
  const place = LAG_PLACE[view.unit];
  const lagOnly = useMemo(() => series.slice(place, place + 1), [series, place]);
  const lagRows = useMemo(() => pickValue(rows, place), [rows, place]);
  const told = useMemo(() => ({ rows, series }), [rows, series]);
  const quietMarks = useMemo(() => marks.map((mark) => ({ ...mark, isLabelled: false })), [marks]);
  const zooming = { onZoom: view.zoom, onZoomBack: view.back ?? undefined };
  const shared = { range, told, marks, latestMs, minimumMs: MINIMUM_RANGE_MS, ...zooming };
  return (
    <div className={classes.panels}>
      <div className={classes.panelHead}>
        <ChartLegend series={offsets} latest={null} />
      </div>
      <TimeSeriesChart
        {...shared}
        label={t('offsetsPanel')}
        rows={rows}
        series={offsets}
        band={WATER}
        height="tall"
        hasTimeAxis={false}
      />
      <div className={classes.panelHead}>
        <ChartLegend series={lagOnly} latest={null} />
        <LagUnitSwitch view={view} />
      </div>
      <TimeSeriesChart
        {...shared}
        marks={quietMarks}
        label={view.unit === 'seconds' ? t('behindPanel') : t('lagPanel')}
        rows={lagRows}
        series={lagOnly}
        height="low"
      />
      <HistoryBrush context={context} place={place} range={range} view={view} />
    </div>
  );
}
