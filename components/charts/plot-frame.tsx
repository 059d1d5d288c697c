'use client';

import { useElementSize } from '@mantine/hooks';
import { type ReactNode, useMemo } from 'react';
import classes from './chart.module.css';
import type { ChartRow, ChartSeries, TimeRange } from './chart-series';
import { type Band, type ChartMark, type Plot, planPlot } from './plan-plot';
import { planGeometry } from './plot-geometry';
import { PlotOverlay } from './plot-overlay';
import { useChartFormat } from './use-chart-format';

export interface PlotFrameProps {
  /** Names the chart to those who cannot see it. */
  readonly label: string;
  /** Ascending by time; one row more on each side of the range keeps lines from ending at the edge. */
  readonly rows: readonly ChartRow[];
  /** Those of one unit share an axis; a second unit gets the axis at the right. */
  readonly series: readonly ChartSeries[];
  readonly range: TimeRange;
  readonly band?: Band | null;
  readonly marks?: readonly ChartMark[];
  readonly height?: 'big' | 'tall' | 'medium' | 'low';
  /** False for all but the lowest of charts that stand below one another. */
  readonly hasTimeAxis?: boolean;
  /** What the tooltip tells, where that is more than this chart draws. */
  readonly told?: { readonly rows: readonly ChartRow[]; readonly series: readonly ChartSeries[] };
  /** Shortest range that zooming reaches. */
  readonly minimumMs?: number;
  /** Epoch ms that no range reaches past. */
  readonly latestMs: number;
  readonly onZoom?: (range: TimeRange) => void;
  readonly onZoomBack?: () => void;
}

const NO_BAND: Band | null = null;
const NO_MARKS: readonly ChartMark[] = [];

/** Measures the room, works out the plot and lays cursor, tooltip and zoom over whatever draws it. */
export function PlotFrame({
  label,
  rows,
  series,
  range,
  band = NO_BAND,
  marks = NO_MARKS,
  height = 'medium',
  hasTimeAxis = true,
  told,
  minimumMs = 10_000,
  latestMs,
  onZoom,
  onZoomBack,
  draw,
}: PlotFrameProps & { readonly draw: (plot: Plot) => ReactNode }) {
  const { ref, width: widthPx, height: heightPx } = useElementSize();
  const { locale, timeZone } = useChartFormat();
  const { fromMs, toMs } = range;
  const plot = useMemo(() => {
    if (widthPx === 0 || heightPx === 0) return null;
    const hasRightAxis = new Set(series.map((one) => one.unit)).size > 1;
    const geometry = planGeometry(widthPx, heightPx, { hasTimeAxis, hasRightAxis });
    return planPlot({ rows, series, band, marks, range: { fromMs, toMs }, geometry, locale, timeZone });
  }, [rows, series, band, marks, fromMs, toMs, widthPx, heightPx, hasTimeAxis, locale, timeZone]);
  const toldOrOwn = useMemo(() => told ?? { rows, series }, [told, rows, series]);
  return (
    <div ref={ref} className={`${classes.root} ${classes.plot} ${classes[height]}`}>
      {plot ? (
        <>
          <div className={classes.canvas} aria-hidden data-chart-drawing>
            {draw(plot)}
          </div>
          <PlotOverlay
            plot={plot}
            label={label}
            told={toldOrOwn}
            minimumMs={minimumMs}
            latestMs={latestMs}
            onZoom={onZoom}
            onZoomBack={onZoomBack}
          />
        </>
      ) : null}
    </div>
  );
}
