'use client';

import { useComputedColorScheme } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { useEffect, useMemo, useRef } from 'react';
import { useTranslations } from 'use-intl';
import { TextLink } from '@/components/ui/text-link';
import classes from './chart.module.css';
import type { ChartRow, ChartSeries, SeriesUnit, TimeRange } from './chart-series';
import { CELL_PX, drawHeat } from './draw-heat';
import heat from './heat-map.module.css';
import { HeatMapOverlay } from './heat-map-overlay';
import { type LogScale, planLogScale, planLogTicks, planLogTimeTicks } from './log-scale';
import { planGeometry } from './plot-geometry';
import { TimeAxisText } from './time-axis-text';
import { useChartFormat } from './use-chart-format';
import { rowsWithin } from './visible-range';

export interface HeatMapProps {
  readonly label: string;
  /** A row of cells per series, from top to bottom. */
  readonly series: readonly ChartSeries[];
  readonly rows: readonly ChartRow[];
  readonly range: TimeRange;
  /** Width of a cell in time. */
  readonly stepMs: number;
  readonly minimumMs?: number;
  readonly latestMs: number;
  readonly onZoom?: (range: TimeRange) => void;
  readonly onZoomBack?: () => void;
  /** Where the name of a series leads. */
  readonly hrefOf?: (seriesId: string) => string;
}

const FRAME_PX = 32;
const LEGEND_TICKS = 6;

function HeatLegend({ scale, unit }: { scale: LogScale; unit: SeriesUnit | undefined }) {
  const t = useTranslations('charts');
  const format = useChartFormat();
  const isTime = unit === 'seconds';
  const ticks = isTime
    ? planLogTimeTicks(scale).map(format.duration)
    : planLogTicks(scale, LEGEND_TICKS).map(format.count);
  return (
    <div className={heat.legend}>
      <span>{isTime ? t('heatTimeLegend') : t('heatLegend')}</span>
      <span className={heat.none} aria-hidden />
      <span>{isTime ? format.duration(0) : format.count(0)}</span>
      <span className={heat.ramp} aria-hidden />
      <span>{ticks.join(' · ')}</span>
      <span className={heat.gap} aria-hidden />
      <span>{t('notCollected')}</span>
    </div>
  );
}

/** Series by time as cells whose colour is the value on a logarithmic scale: more lines than an eye can follow. */
export function HeatMap(props: HeatMapProps) {
  const { series, rows, range, stepMs, hrefOf } = props;
  const { ref, width: widthPx } = useElementSize();
  const canvas = useRef<HTMLCanvasElement>(null);
  const scheme = useComputedColorScheme();
  const heightPx = series.length * CELL_PX + FRAME_PX;
  const geometry = useMemo(
    () => planGeometry(widthPx, heightPx, { hasTimeAxis: true, hasRightAxis: false }),
    [widthPx, heightPx],
  );
  const scale = useMemo(() => planLogScale(rowsWithin(rows, range).flatMap((row) => row.values)), [rows, range]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the scheme changes the colours that are read while drawing
  useEffect(() => {
    if (!canvas.current || geometry.plotWidthPx === 0) return;
    drawHeat(canvas.current, { rows, seriesCount: series.length, range, stepMs, geometry, scale });
  }, [rows, series.length, range, stepMs, geometry, scale, scheme]);
  return (
    <div className={classes.root}>
      <div ref={ref} className={classes.plot} style={{ height: heightPx }}>
        <ul className={heat.names} style={{ top: geometry.topPx, width: geometry.leftPx }}>
          {series.map((one) => (
            <li key={one.id} style={{ height: CELL_PX }}>
              {hrefOf ? (
                <TextLink href={hrefOf(one.id)} aria-label={one.label}>
                  {one.shortLabel ?? one.label}
                </TextLink>
              ) : (
                (one.shortLabel ?? one.label)
              )}
            </li>
          ))}
        </ul>
        <div
          className={heat.cells}
          data-chart-drawing
          style={{
            left: geometry.leftPx,
            top: geometry.topPx,
            width: geometry.plotWidthPx,
            height: geometry.plotHeightPx,
          }}
        >
          <canvas ref={canvas} className={heat.canvas} />
        </div>
        <HeatMapOverlay {...props} minimumMs={props.minimumMs ?? 10_000} geometry={geometry} />
        <TimeAxisText range={range} geometry={geometry} />
      </div>
      <HeatLegend scale={scale} unit={series[0]?.unit} />
    </div>
  );
}
