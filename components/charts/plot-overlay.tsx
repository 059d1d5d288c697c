'use client';

import { type KeyboardEvent, useState } from 'react';
import { useTranslations } from 'use-intl';
import classes from './chart.module.css';
import { moveChartCursor, useChartCursor } from './chart-cursor';
import { type ChartRow, type ChartSeries, type TimeRange, toneColor } from './chart-series';
import { ChartTooltip } from './chart-tooltip';
import { axisOf, type Plot } from './plan-plot';
import { timeToX, valueToY } from './plot-geometry';
import { planPlotKey } from './plot-keys';
import { useChartFormat } from './use-chart-format';
import { useDragZoom } from './use-drag-zoom';
import { nearestRow, rowsWithin } from './visible-range';

export interface PlotOverlayProps {
  readonly plot: Plot;
  /** Names the chart to those who cannot see it. */
  readonly label: string;
  /** Rows and series that the tooltip tells; those of the plot unless another panel's belong to it. */
  readonly told: { readonly rows: readonly ChartRow[]; readonly series: readonly ChartSeries[] };
  readonly minimumMs: number;
  readonly latestMs: number;
  readonly onZoom?: ((range: TimeRange) => void) | undefined;
  readonly onZoomBack?: (() => void) | undefined;
}

/** A mark this close to the cursor is meant. */
const NEAR_PX = 8;

function SelectionMark({ plot, fromMs, toMs }: { plot: Plot; fromMs: number; toMs: number }) {
  const a = timeToX(Math.max(plot.range.fromMs, Math.min(fromMs, toMs)), plot.range, plot.geometry);
  const b = timeToX(Math.min(plot.range.toMs, Math.max(fromMs, toMs)), plot.range, plot.geometry);
  const height = plot.geometry.plotHeightPx;
  return (
    <>
      <rect className={classes.selection} x={a} y={0} width={Math.max(0, b - a)} height={height} />
      <line className={classes.selectionEdge} x1={a} x2={a} y1={0} y2={height} />
      <line className={classes.selectionEdge} x1={b} x2={b} y1={0} y2={height} />
    </>
  );
}

function CursorMark({ plot, row }: { plot: Plot; row: ChartRow }) {
  const x = timeToX(row.t, plot.range, plot.geometry);
  return (
    <>
      <line className={classes.crosshair} x1={x} x2={x} y1={0} y2={plot.geometry.plotHeightPx} />
      {plot.series.map((one, index) => {
        const value = row.values[index];
        const axis = axisOf(plot, one.unit);
        if (typeof value !== 'number' || !axis) return null;
        const y = valueToY(value, axis.domain, plot.geometry);
        return <circle key={one.id} className={classes.dot} cx={x} cy={y} r={3.5} fill={toneColor(one.tone)} />;
      })}
    </>
  );
}

function useKeys({ plot, minimumMs, latestMs, onZoom, onZoomBack }: PlotOverlayProps, row: ChartRow | null) {
  return (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const rows = rowsWithin(plot.rows, plot.range);
    const action = planPlotKey(event.key, { rows, atMs: row?.t ?? null, range: plot.range, minimumMs, latestMs });
    if (!action || (action.kind === 'zoom' && !onZoom)) return;
    event.preventDefault();
    if (action.kind === 'point') moveChartCursor({ atMs: action.atMs, anchorMs: null });
    if (action.kind === 'zoom') onZoom?.(action.range);
    if (action.kind === 'back') onZoomBack?.();
  };
}

function useSpokenRow(told: PlotOverlayProps['told'], row: ChartRow | null): string {
  const format = useChartFormat();
  const t = useTranslations('charts');
  if (!row) return t('noCursor');
  const values = told.series.map((one, index) => `${one.label} ${format.valueOf(row, index, one.unit)}`);
  return [format.timestamp(row.t), ...values].join(', ');
}

/** What answers pointer and keys over a plot: shared cursor, exact values, drag to zoom, double-click back. */
export function PlotOverlay(props: PlotOverlayProps) {
  const { plot, label, told, minimumMs, onZoom, onZoomBack } = props;
  const [isActive, setActive] = useState(false);
  const cursor = useChartCursor();
  const { geometry, range } = plot;
  const visible = rowsWithin(plot.rows, range);
  const isInRange = cursor !== null && cursor.atMs >= range.fromMs && cursor.atMs <= range.toMs;
  const row = isInRange ? nearestRow(visible, cursor.atMs) : null;
  const toldRow = row ? nearestRow(told.rows, row.t) : null;
  const { cancel, ...pointer } = useDragZoom({ range, geometry, minimumMs, onZoom });
  const onKeyDown = useKeys(props, row);
  return (
    <div
      className={classes.overlay}
      style={{ left: geometry.leftPx, top: geometry.topPx, width: geometry.plotWidthPx, height: geometry.plotHeightPx }}
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-orientation="horizontal"
      aria-valuemin={range.fromMs}
      aria-valuemax={range.toMs}
      aria-valuenow={row?.t ?? range.toMs}
      aria-valuetext={useSpokenRow(told, toldRow)}
      onPointerEnter={() => setActive(true)}
      {...pointer}
      onPointerLeave={() => {
        setActive(false);
        pointer.onPointerLeave();
      }}
      onDoubleClick={onZoomBack}
      onKeyDown={(event) => {
        if (event.key === 'Escape') cancel();
        onKeyDown(event);
      }}
      onFocus={() => setActive(true)}
      onBlur={() => {
        setActive(false);
        moveChartCursor(null);
      }}
    >
      <svg aria-hidden className={classes.marks} width={geometry.plotWidthPx} height={geometry.plotHeightPx}>
        {cursor?.anchorMs != null ? <SelectionMark plot={plot} fromMs={cursor.anchorMs} toMs={cursor.atMs} /> : null}
        {row ? <CursorMark plot={plot} row={row} /> : null}
      </svg>
      {isActive && row && toldRow ? (
        <ChartTooltip
          row={toldRow}
          series={told.series}
          marks={plot.marks.filter(
            (mark) => Math.abs(timeToX(mark.t, range, geometry) - timeToX(row.t, range, geometry)) < NEAR_PX,
          )}
          xPx={timeToX(row.t, range, geometry)}
          plotWidthPx={geometry.plotWidthPx}
        />
      ) : null}
    </div>
  );
}
