'use client';

import { memo, useId, useMemo } from 'react';
import { Area, CartesianGrid, ComposedChart, Line, ReferenceArea, ReferenceLine, XAxis, YAxis } from 'recharts';
import { type ChartRow, toneColor } from './chart-series';
import { gapsBetween } from './gap-runs';
import { axisOf, type Plot } from './plan-plot';
import { GUTTER_PX } from './plot-geometry';

function seriesValue(index: number) {
  return (row: ChartRow) => row.values[index] ?? null;
}

function bandOf(lower: number, upper: number) {
  return (row: ChartRow) => {
    const low = row.values[lower];
    const high = row.values[upper];
    // A committed offset past the log end is no negative water.
    return typeof low === 'number' && typeof high === 'number' ? [Math.min(low, high), high] : null;
  };
}

function Defs({ plot, id }: { plot: Plot; id: string }) {
  return (
    <defs>
      <pattern id={`${id}-gap`} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <line x1="0" y1="0" x2="0" y2="6" stroke="var(--chart-gap)" strokeWidth="1" />
      </pattern>
      <linearGradient id={`${id}-water`} x1="0" y1="0" x2="0" y2="1">
        <stop offset="0" stopColor="var(--chart-water)" stopOpacity="0.46" />
        <stop offset="1" stopColor="var(--chart-water)" stopOpacity="0.2" />
      </linearGradient>
      {plot.series.map((one) => (
        <linearGradient key={one.id} id={`${id}-fill-${one.tone}`} x1="0" y1="0" x2="0" y2="1">
          <stop
            offset="0"
            stopColor={one.tone === 'lag' ? 'var(--chart-water)' : toneColor(one.tone)}
            stopOpacity="0.46"
          />
          <stop
            offset="1"
            stopColor={one.tone === 'lag' ? 'var(--chart-water)' : toneColor(one.tone)}
            stopOpacity="0.08"
          />
        </linearGradient>
      ))}
    </defs>
  );
}

function useMarks(plot: Plot, id: string) {
  const { series, band, valueAxes } = plot;
  return useMemo(() => {
    const axisId = (unit: string) =>
      Math.max(
        0,
        valueAxes.findIndex((axis) => axis.unit === unit),
      );
    const lower = series.findIndex((one) => one.id === band?.lowerId);
    const upper = series.findIndex((one) => one.id === band?.upperId);
    const upperSeries = series[upper];
    return (
      <>
        {upperSeries !== undefined && lower >= 0 ? (
          <Area
            yAxisId={axisId(upperSeries.unit)}
            dataKey={bandOf(lower, upper)}
            fill={`url(#${id}-water)`}
            fillOpacity={1}
            stroke="none"
            isAnimationActive={false}
            connectNulls={false}
            activeDot={false}
          />
        ) : null}
        {series.map((one, index) =>
          one.isFilled ? (
            <Area
              key={`${one.id} area`}
              yAxisId={axisId(one.unit)}
              dataKey={seriesValue(index)}
              fill={`url(#${id}-fill-${one.tone})`}
              fillOpacity={1}
              stroke="none"
              isAnimationActive={false}
              connectNulls={false}
              activeDot={false}
            />
          ) : null,
        )}
        {series.map((one, index) => (
          <Line
            key={one.id}
            yAxisId={axisId(one.unit)}
            dataKey={seriesValue(index)}
            stroke={toneColor(one.tone)}
            strokeWidth={1.5}
            strokeLinejoin="round"
            strokeLinecap="round"
            isAnimationActive={false}
            connectNulls={false}
            dot={false}
            activeDot={false}
          />
        ))}
      </>
    );
  }, [series, band, valueAxes, id]);
}

/** Draws a plot with Recharts: axes, grid, gaps, areas and lines. Answers no pointer; the overlay does. */
export const RechartsPlot = memo(function RechartsPlot({ plot, hasTimeText }: { plot: Plot; hasTimeText: boolean }) {
  const id = useId().replaceAll(':', '');
  const { geometry, range, timeAxis } = plot;
  const marks = useMarks(plot, id);
  const gaps = useMemo(() => gapsBetween(plot.rows, plot.series.length), [plot.rows, plot.series.length]);
  const rightPx = geometry.widthPx - geometry.leftPx - geometry.plotWidthPx;
  const bottomPx = geometry.heightPx - geometry.topPx - geometry.plotHeightPx;
  const firstUnit = plot.series[0]?.unit;
  const isLeftHalf = (t: number) => t < (range.fromMs + range.toMs) / 2;
  return (
    <ComposedChart
      width={geometry.widthPx}
      height={geometry.heightPx}
      data={plot.rows}
      margin={{
        top: geometry.topPx,
        right: plot.valueAxes.length > 1 ? 0 : rightPx,
        bottom: hasTimeText ? 0 : bottomPx,
        left: 0,
      }}
      accessibilityLayer={false}
    >
      <Defs plot={plot} id={id} />
      <CartesianGrid
        vertical={false}
        horizontalValues={[...(firstUnit ? (axisOf(plot, firstUnit)?.ticks ?? []) : [])]}
        yAxisId={0}
        stroke="var(--chart-grid)"
      />
      {gaps.map((gap) => (
        <ReferenceArea
          key={gap.fromMs}
          yAxisId={0}
          x1={Math.max(gap.fromMs, range.fromMs)}
          x2={Math.min(gap.toMs, range.toMs)}
          fill={`url(#${id}-gap)`}
          fillOpacity={0.5}
          stroke="none"
        />
      ))}
      <XAxis
        type="number"
        dataKey="t"
        domain={[range.fromMs, range.toMs]}
        ticks={[...timeAxis.ticks]}
        tickFormatter={timeAxis.text}
        allowDataOverflow
        interval={0}
        height={hasTimeText ? bottomPx : 0}
        tick={hasTimeText ? { dy: 4 } : false}
        tickLine={false}
        axisLine={{ stroke: 'var(--chart-axis)' }}
      />
      {plot.valueAxes.map((axis, index) => (
        <YAxis
          key={axis.unit}
          yAxisId={index}
          orientation={index === 0 ? 'left' : 'right'}
          width={GUTTER_PX}
          domain={[axis.domain[0], axis.domain[1]]}
          ticks={[...axis.ticks]}
          tickFormatter={axis.text}
          allowDataOverflow
          interval={0}
          tickLine={false}
          axisLine={false}
        />
      ))}
      {marks}
      {plot.marks.map((mark) => (
        <ReferenceLine
          key={`${mark.t} ${mark.label}`}
          yAxisId={0}
          x={mark.t}
          stroke="var(--chart-text)"
          strokeDasharray="2 3"
          strokeOpacity={0.6}
          {...(mark.isLabelled
            ? { label: { value: mark.label, position: isLeftHalf(mark.t) ? 'insideTopLeft' : 'insideTopRight' } }
            : {})}
        />
      ))}
    </ComposedChart>
  );
});
