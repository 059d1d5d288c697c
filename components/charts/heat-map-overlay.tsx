'use client';

import { type KeyboardEvent, useState } from 'react';
import { useTranslations } from 'use-intl';
import classes from './chart.module.css';
import { moveChartCursor, useChartCursor } from './chart-cursor';
import type { ChartRow, ChartSeries, TimeRange } from './chart-series';
import { CELL_PX } from './draw-heat';
import heat from './heat-map.module.css';
import { type PlotGeometry, timeToX } from './plot-geometry';
import { planPlotKey } from './plot-keys';
import { useChartFormat } from './use-chart-format';
import { useDragZoom } from './use-drag-zoom';
import { nearestRow, rowsWithin } from './visible-range';

export interface HeatMapOverlayProps {
  readonly label: string;
  readonly rows: readonly ChartRow[];
  readonly series: readonly ChartSeries[];
  readonly range: TimeRange;
  readonly geometry: PlotGeometry;
  readonly minimumMs: number;
  readonly latestMs: number;
  readonly onZoom?: ((range: TimeRange) => void) | undefined;
  readonly onZoomBack?: (() => void) | undefined;
}

function HeatTooltip({ row, series, index, x, widthPx }: HeatTooltipProps) {
  const format = useChartFormat();
  const t = useTranslations('charts');
  const value = row.values[index];
  const side = x > widthPx / 2 ? { right: widthPx - x } : { left: x };
  return (
    <div
      className={classes.tooltip}
      data-side={'right' in side ? 'left' : 'right'}
      style={{ top: (index + 1) * CELL_PX, ...side }}
    >
      <div className={classes.tooltipTime}>{format.timestamp(row.t)}</div>
      <div className={heat.tooltipRow}>
        <span>{series.label}</span>
        <span className={classes.tooltipValue}>
          {typeof value === 'number' ? format.valueOf(row, index, series.unit) : t('notCollected')}
        </span>
      </div>
    </div>
  );
}

interface HeatTooltipProps {
  readonly row: ChartRow;
  readonly series: ChartSeries;
  readonly index: number;
  readonly x: number;
  readonly widthPx: number;
}

function useHeatKeys(
  props: HeatMapOverlayProps,
  row: ChartRow | null,
  chosen: number,
  choose: (index: number) => void,
) {
  return (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { range, minimumMs, latestMs } = props;
    const rows = rowsWithin(props.rows, range);
    const action = planPlotKey(event.key, { rows, atMs: row?.t ?? null, range, minimumMs, latestMs });
    if (event.key === 'ArrowUp') choose(Math.max(0, chosen - 1));
    else if (event.key === 'ArrowDown') choose(Math.min(props.series.length - 1, chosen + 1));
    else if (action?.kind === 'point') moveChartCursor({ atMs: action.atMs, anchorMs: null });
    else if (action?.kind === 'zoom' && props.onZoom) props.onZoom(action.range);
    else if (action?.kind === 'back') props.onZoomBack?.();
    else return;
    event.preventDefault();
  };
}

/** Pointer and keys over the cells: which cell is meant, what it holds, and a drag to zoom. */
export function HeatMapOverlay(props: HeatMapOverlayProps) {
  const { label, series, range, geometry, minimumMs, onZoom, onZoomBack } = props;
  const [chosen, choose] = useState(0);
  const [isActive, setActive] = useState(false);
  const format = useChartFormat();
  const cursor = useChartCursor();
  const row = cursor ? nearestRow(rowsWithin(props.rows, range), cursor.atMs) : null;
  const { cancel: _cancel, ...pointer } = useDragZoom({ range, geometry, minimumMs, onZoom });
  const onKeyDown = useHeatKeys(props, row, chosen, choose);
  const one = series[chosen];
  const x = row ? timeToX(row.t, range, geometry) : 0;
  const anchorX = cursor?.anchorMs == null ? null : timeToX(cursor.anchorMs, range, geometry);
  const cursorX = cursor ? timeToX(cursor.atMs, range, geometry) : 0;
  const spoken = [one?.label, row && format.timestamp(row.t), one && format.valueOf(row, chosen, one.unit)];
  return (
    <div
      className={classes.overlay}
      style={{ left: geometry.leftPx, top: geometry.topPx, width: geometry.plotWidthPx, height: geometry.plotHeightPx }}
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-orientation="vertical"
      aria-valuemin={0}
      aria-valuemax={Math.max(0, series.length - 1)}
      aria-valuenow={chosen}
      aria-valuetext={spoken.filter(Boolean).join(', ')}
      {...pointer}
      onPointerMove={(event) => {
        const yPx = event.clientY - event.currentTarget.getBoundingClientRect().top;
        choose(Math.min(series.length - 1, Math.max(0, Math.floor(yPx / CELL_PX))));
        setActive(true);
        pointer.onPointerMove(event);
      }}
      onPointerLeave={() => {
        setActive(false);
        pointer.onPointerLeave();
      }}
      onFocus={() => setActive(true)}
      onBlur={() => setActive(false)}
      onDoubleClick={onZoomBack}
      onKeyDown={onKeyDown}
    >
      {anchorX === null ? null : (
        <div
          className={heat.selection}
          style={{ left: Math.min(anchorX, cursorX), width: Math.abs(anchorX - cursorX) }}
        />
      )}
      {row ? <div className={heat.line} style={{ left: x }} /> : null}
      {isActive && row && one ? (
        <HeatTooltip row={row} series={one} index={chosen} x={x} widthPx={geometry.plotWidthPx} />
      ) : null}
    </div>
  );
}
