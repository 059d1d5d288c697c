'use client';

import { memo, useId, useMemo } from 'react';
import { type SeriesTone, toneColor } from './chart-series';
import { gapsBetween, planAreaPath, planBandPath, planLinePath } from './gap-runs';
import { axisOf, type Plot } from './plan-plot';
import { timeToX, valueToY } from './plot-geometry';

const AXIS_TEXT_GAP_PX = 8;
/** From the foot of the plot to the baseline of the times, and from a mark to its words. */
const TIME_TEXT_PX = 17;
const MARK_TEXT_PX = 5;

interface Drawn {
  readonly plot: Plot;
  /** Names what is defined once and used by reference. */
  readonly id: string;
}

/** An id of a series may hold what no reference can. */
const fillId = (id: string, index: number) => `${id}-fill-${index}`;
const waterColor = (tone: SeriesTone) => (tone === 'lag' ? 'var(--chart-water)' : toneColor(tone));

function Fade({ id, color, foot }: { id: string; color: string; foot: number }) {
  return (
    <linearGradient id={id} x1="0" y1="0" x2="0" y2="1">
      <stop offset="0" stopColor={color} stopOpacity="0.46" />
      <stop offset="1" stopColor={color} stopOpacity={foot} />
    </linearGradient>
  );
}

function Definitions({ plot, id }: Drawn) {
  const { plotWidthPx, plotHeightPx } = plot.geometry;
  return (
    <defs>
      <clipPath id={`${id}-plot`}>
        <rect width={plotWidthPx} height={plotHeightPx} />
      </clipPath>
      <pattern id={`${id}-gap`} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <line x1="0" y1="0" x2="0" y2="6" stroke="var(--chart-gap)" strokeWidth="1" />
      </pattern>
      <Fade id={`${id}-water`} color="var(--chart-water)" foot={0.2} />
      {plot.series.map(
        (one, index) =>
          one.isFilled && <Fade key={one.id} id={fillId(id, index)} color={waterColor(one.tone)} foot={0.08} />,
      )}
    </defs>
  );
}

function Grid({ plot }: { plot: Plot }) {
  const { geometry, valueAxes } = plot;
  const [first] = valueAxes;
  return first?.ticks.map((tick) => {
    const y = valueToY(tick, first.domain, geometry);
    return <line key={tick} x2={geometry.plotWidthPx} y1={y} y2={y} stroke="var(--chart-grid)" />;
  });
}

function Gaps({ plot, id }: Drawn) {
  const { rows, series, range, geometry } = plot;
  const gaps = useMemo(() => gapsBetween(rows, series.length), [rows, series.length]);
  return gaps.map((gap) => {
    const from = timeToX(gap.fromMs, range, geometry);
    const to = timeToX(gap.toMs, range, geometry);
    return (
      <rect
        key={gap.fromMs}
        x={from}
        width={Math.max(0, to - from)}
        height={geometry.plotHeightPx}
        fill={`url(#${id}-gap)`}
        fillOpacity={0.5}
      />
    );
  });
}

function Lines({ plot, id }: Drawn) {
  const { rows, series, band, range, geometry } = plot;
  const x = (t: number) => timeToX(t, range, geometry);
  const project = (unit: Plot['series'][number]['unit']) => {
    const domain = axisOf(plot, unit)?.domain ?? [0, 1];
    return (value: number) => valueToY(value, domain, geometry);
  };
  const upper = series.findIndex((one) => one.id === band?.upperId);
  const lower = series.findIndex((one) => one.id === band?.lowerId);
  const upperSeries = series[upper];
  return (
    <>
      {upperSeries !== undefined && lower >= 0 && (
        <path d={planBandPath(rows, { upper, lower }, x, project(upperSeries.unit))} fill={`url(#${id}-water)`} />
      )}
      {series.map(
        (one, index) =>
          one.isFilled && (
            <path
              key={one.id}
              d={planAreaPath(rows, index, x, project(one.unit))}
              fill={`url(#${fillId(id, index)})`}
            />
          ),
      )}
      {series.map((one, index) => (
        <path
          key={one.id}
          data-series={one.id}
          d={planLinePath(rows, index, x, project(one.unit))}
          fill="none"
          stroke={toneColor(one.tone)}
          strokeWidth={1.5}
          strokeLinejoin="round"
          strokeLinecap="round"
        />
      ))}
    </>
  );
}

function Axes({ plot, hasTimeText }: { plot: Plot; hasTimeText: boolean }) {
  const { geometry, range, timeAxis, valueAxes } = plot;
  const { plotWidthPx, plotHeightPx } = geometry;
  return (
    <>
      <line x2={plotWidthPx} y1={plotHeightPx} y2={plotHeightPx} stroke="var(--chart-axis)" />
      {hasTimeText &&
        timeAxis.ticks.map((tick) => (
          <text key={tick} x={timeToX(tick, range, geometry)} y={plotHeightPx + TIME_TEXT_PX} textAnchor="middle">
            {timeAxis.text(tick)}
          </text>
        ))}
      {valueAxes.map((axis, index) =>
        axis.ticks.map((tick) => (
          <text
            key={`${axis.unit} ${tick}`}
            x={index === 0 ? -AXIS_TEXT_GAP_PX : plotWidthPx + AXIS_TEXT_GAP_PX}
            y={valueToY(tick, axis.domain, geometry)}
            dy="0.355em"
            textAnchor={index === 0 ? 'end' : 'start'}
          >
            {axis.text(tick)}
          </text>
        )),
      )}
    </>
  );
}

function Marks({ plot }: { plot: Plot }) {
  const { geometry, range, marks } = plot;
  return marks.map((mark) => {
    const x = timeToX(mark.t, range, geometry);
    const isLeftHalf = x < geometry.plotWidthPx / 2;
    return (
      <g key={`${mark.t} ${mark.label}`}>
        <line
          x1={x}
          x2={x}
          y2={geometry.plotHeightPx}
          stroke="var(--chart-text)"
          strokeDasharray="2 3"
          strokeOpacity={0.6}
        />
        {mark.isLabelled && (
          <text
            x={isLeftHalf ? x + MARK_TEXT_PX : x - MARK_TEXT_PX}
            y={MARK_TEXT_PX}
            dy="0.71em"
            textAnchor={isLeftHalf ? 'start' : 'end'}
          >
            {mark.label}
          </text>
        )}
      </g>
    );
  });
}

/** Draws a plot: axes, grid, gaps, areas and lines. Answers no pointer; the overlay does. */
export const SvgPlot = memo(function SvgPlot({ plot, hasTimeText }: { plot: Plot; hasTimeText: boolean }) {
  const id = useId().replaceAll(':', '');
  const { widthPx, heightPx, leftPx, topPx } = plot.geometry;
  return (
    <svg width={widthPx} height={heightPx} aria-hidden="true">
      <Definitions plot={plot} id={id} />
      <g transform={`translate(${leftPx} ${topPx})`}>
        <Grid plot={plot} />
        <g clipPath={`url(#${id}-plot)`}>
          <Gaps plot={plot} id={id} />
          <Lines plot={plot} id={id} />
        </g>
        <Axes plot={plot} hasTimeText={hasTimeText} />
        <Marks plot={plot} />
      </g>
    </svg>
  );
});
