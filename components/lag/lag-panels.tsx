'use client';

import { SegmentedControl } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { BrushStrip } from '@/components/charts/brush-strip';
import type { ChartRow, ChartSeries, TimeRange } from '@/components/charts/chart-series';
import { ChartLegend } from '@/components/charts/chart-tooltip';
import type { Band, ChartMark } from '@/components/charts/plan-plot';
import { TimeSeriesChart } from '@/components/charts/time-series-chart';
import { hint } from '@/components/ui/hint';
import classes from './lag.module.css';
import { LAG, MINIMUM_RANGE_MS, pickValue } from './lag-range';

/** The three series of a lag chart: log end offset, committed offset, lag; in the order of the values of its rows. */
export function useLagSeries(): readonly ChartSeries[] {
  const t = useTranslations('lag');
  return useMemo(
    () => [
      { id: 'end', label: t('logEnd'), unit: 'offset', tone: 'end' },
      { id: 'committed', label: t('committed'), unit: 'offset', tone: 'committed' },
      { id: 'lag', label: t('lag'), unit: 'records', tone: 'lag', isFilled: true },
    ],
    [t],
  );
}

const WATER: Band = { upperId: 'end', lowerId: 'committed' };

/** Records or seconds; seconds wait for a history of time lag. */
function UnitSwitch() {
  const t = useTranslations('lag');
  return (
    <span {...hint(t('secondsMissing'))}>
      <SegmentedControl
        size="xs"
        aria-label={t('unit')}
        withItemsBorders={false}
        value="records"
        data={[
          { value: 'records', label: t('unitRecords') },
          { value: 'seconds', label: t('unitSeconds'), disabled: true },
        ]}
      />
    </span>
  );
}

interface LagPanelsProps {
  readonly rows: readonly ChartRow[];
  readonly range: TimeRange;
  readonly context: { readonly rows: readonly ChartRow[]; readonly range: TimeRange } | null;
  readonly marks: readonly ChartMark[];
  readonly latestMs: number;
  readonly onZoom: (range: TimeRange) => void;
  readonly onZoomBack: (() => void) | undefined;
}

/** Two charts on one time axis: the water between log end and commit, and how deep it is; the overview below. */
export function LagPanels({ rows, range, context, marks, latestMs, onZoom, onZoomBack }: LagPanelsProps) {
  const t = useTranslations('lag');
  const series = useLagSeries();
  const offsets = useMemo(() => series.slice(0, LAG), [series]);
  const lagOnly = useMemo(() => series.slice(LAG), [series]);
  const lagRows = useMemo(() => pickValue(rows, LAG), [rows]);
  const overview = useMemo(() => (context ? pickValue(context.rows, LAG) : []), [context]);
  const told = useMemo(() => ({ rows, series }), [rows, series]);
  const quietMarks = useMemo(() => marks.map((mark) => ({ ...mark, isLabelled: false })), [marks]);
  const shared = { range, told, marks, latestMs, minimumMs: MINIMUM_RANGE_MS, onZoom, onZoomBack };
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
        <UnitSwitch />
      </div>
      <TimeSeriesChart
        {...shared}
        marks={quietMarks}
        label={t('lagPanel')}
        rows={lagRows}
        series={lagOnly}
        height="low"
      />
      {context ? (
        <div className={classes.brush}>
          <BrushStrip
            rows={overview}
            context={context.range}
            range={range}
            minimumMs={MINIMUM_RANGE_MS}
            onChange={onZoom}
          />
        </div>
      ) : null}
    </div>
  );
}
