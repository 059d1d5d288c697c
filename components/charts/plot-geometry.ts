import type { TimeRange } from './chart-series';

/** Width of the axis labels at either side: the same for every chart, so that charts below one another share their time axis. */
export const GUTTER_PX = 64;
const EDGE_PX = 12;
const TIME_AXIS_PX = 24;
const TOP_PX = 8;

/** Pixels of a chart and of the plot area within it. */
export interface PlotGeometry {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly leftPx: number;
  readonly topPx: number;
  readonly plotWidthPx: number;
  readonly plotHeightPx: number;
}

export function planGeometry(
  widthPx: number,
  heightPx: number,
  options: { readonly hasTimeAxis: boolean; readonly hasRightAxis: boolean },
): PlotGeometry {
  const rightPx = options.hasRightAxis ? GUTTER_PX : EDGE_PX;
  const bottomPx = options.hasTimeAxis ? TIME_AXIS_PX : TOP_PX;
  return {
    widthPx,
    heightPx,
    leftPx: GUTTER_PX,
    topPx: TOP_PX,
    plotWidthPx: Math.max(0, widthPx - GUTTER_PX - rightPx),
    plotHeightPx: Math.max(0, heightPx - TOP_PX - bottomPx),
  };
}

/** Pixels from the left edge of the plot area. */
export function timeToX(t: number, range: TimeRange, geometry: PlotGeometry): number {
  return ((t - range.fromMs) / (range.toMs - range.fromMs)) * geometry.plotWidthPx;
}

/** Epoch ms at a distance from the left edge of the plot area, held within the range. */
export function xToTime(xPx: number, range: TimeRange, geometry: PlotGeometry): number {
  const share = geometry.plotWidthPx > 0 ? xPx / geometry.plotWidthPx : 0;
  return Math.round(range.fromMs + Math.min(1, Math.max(0, share)) * (range.toMs - range.fromMs));
}

/** Pixels from the top edge of the plot area. */
export function valueToY(value: number, domain: readonly [number, number], geometry: PlotGeometry): number {
  return (1 - (value - domain[0]) / (domain[1] - domain[0])) * geometry.plotHeightPx;
}
