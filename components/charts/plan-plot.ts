import { planAxisText, planTimeText, planUnitText } from './axis-text';
import type { ChartRow, ChartSeries, SeriesUnit, TimeRange } from './chart-series';
import type { PlotGeometry } from './plot-geometry';
import { planTimeTicks } from './time-ticks';
import { planValueTicks } from './value-ticks';
import { rowsToDraw, valueExtent } from './visible-range';
import { zoneOffsetMinutes } from './zone-time';

/** Area between two series, drawn where both are known: between log end and committed offset it is the lag. */
export interface Band {
  readonly upperId: string;
  readonly lowerId: string;
}

/** Something that happened at an instant: a line across the chart with its words. */
export interface ChartMark {
  readonly t: number;
  readonly label: string;
  /** Whether the words stand at the line or only in the tooltip beside it. */
  readonly isLabelled?: boolean;
}

export interface ValueAxis {
  readonly unit: SeriesUnit;
  readonly domain: readonly [number, number];
  readonly ticks: readonly number[];
  readonly text: (value: number) => string;
}

export interface TimeAxis {
  readonly ticks: readonly number[];
  readonly text: (t: number) => string;
}

/** Everything that a drawing needs, worked out: rows to draw, axes by unit (first left, second right) and their ticks. */
export interface Plot {
  readonly rows: readonly ChartRow[];
  readonly series: readonly ChartSeries[];
  readonly band: Band | null;
  /** Those within the range. */
  readonly marks: readonly ChartMark[];
  readonly range: TimeRange;
  readonly geometry: PlotGeometry;
  readonly valueAxes: readonly ValueAxis[];
  readonly timeAxis: TimeAxis;
}

export interface PlotRequest {
  readonly rows: readonly ChartRow[];
  readonly series: readonly ChartSeries[];
  readonly band: Band | null;
  readonly marks: readonly ChartMark[];
  readonly range: TimeRange;
  readonly geometry: PlotGeometry;
  readonly locale: string;
  readonly timeZone: string;
}

const PIXELS_A_TIME_TICK = 66;
const PIXELS_A_VALUE_TICK = 34;
const MOST_VALUE_TICKS = 7;

function planValueAxis(request: PlotRequest, rows: readonly ChartRow[], unit: SeriesUnit): ValueAxis {
  const indexes = request.series.flatMap((one, index) => (one.unit === unit ? [index] : []));
  const fitting = Math.floor(request.geometry.plotHeightPx / PIXELS_A_VALUE_TICK) + 1;
  const maximum = Math.min(MOST_VALUE_TICKS, Math.max(2, fitting));
  const plan = planValueTicks(valueExtent(rows, indexes), maximum, unit !== 'offset', unit === 'seconds');
  const text = planUnitText(request.locale, unit) ?? planAxisText(request.locale, plan.ticks, plan.step);
  return { unit, domain: plan.domain, ticks: plan.ticks, text };
}

/** Works out a drawing from rows, series and size. */
export function planPlot(request: PlotRequest): Plot {
  const { range, geometry, series, locale, timeZone } = request;
  const rows = rowsToDraw(request.rows, range);
  const units = [...new Set(series.map((one) => one.unit))].slice(0, 2);
  const maximumTicks = Math.max(2, Math.floor(geometry.plotWidthPx / PIXELS_A_TIME_TICK));
  const time = planTimeTicks(range, maximumTicks, (t) => zoneOffsetMinutes(t, timeZone));
  return {
    rows,
    series,
    band: request.band,
    marks: request.marks.filter((mark) => mark.t >= range.fromMs && mark.t <= range.toMs),
    range,
    geometry,
    valueAxes: units.map((unit) => planValueAxis(request, rows, unit)),
    timeAxis: { ticks: time.ticks, text: planTimeText(locale, timeZone, time.ticks, time.precision) },
  };
}

/** The axis that a series is measured on. */
export function axisOf(plot: Plot, unit: SeriesUnit): ValueAxis | undefined {
  return plot.valueAxes.find((axis) => axis.unit === unit);
}
