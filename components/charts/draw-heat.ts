import type { ChartRow, TimeRange } from './chart-series';
import { colorAt, parseColor } from './color-ramp';
import { type LogScale, logShare } from './log-scale';
import { type PlotGeometry, timeToX } from './plot-geometry';

/** Height of a row of cells. */
export const CELL_PX = 20;

export interface HeatDrawing {
  readonly rows: readonly ChartRow[];
  readonly seriesCount: number;
  readonly range: TimeRange;
  /** Width of a cell in time. */
  readonly stepMs: number;
  readonly geometry: PlotGeometry;
  readonly scale: LogScale;
}

const STOP_VARIABLES = ['--chart-heat-least', '--chart-heat-middle', '--chart-heat-most'];

/** Paints cells in the theme's colours; where nothing was collected the ground stays bare. */
export function drawHeat(canvas: HTMLCanvasElement, drawing: HeatDrawing): void {
  const context = canvas.getContext('2d');
  if (!context) return;
  const { geometry, range } = drawing;
  const ratio = window.devicePixelRatio || 1;
  canvas.width = Math.round(geometry.plotWidthPx * ratio);
  canvas.height = Math.round(geometry.plotHeightPx * ratio);
  context.scale(ratio, ratio);
  const style = getComputedStyle(canvas);
  const stops = STOP_VARIABLES.map((name) => parseColor(style.getPropertyValue(name))).filter((stop) => stop !== null);
  const none = style.getPropertyValue('--chart-heat-none').trim();
  const cellWidthPx = (drawing.stepMs / (range.toMs - range.fromMs)) * geometry.plotWidthPx;
  for (const row of drawing.rows) {
    const x = timeToX(row.t, range, geometry);
    const left = Math.round(x);
    const width = Math.max(1, Math.round(x + cellWidthPx) - left);
    for (let index = 0; index < drawing.seriesCount; index++) {
      const value = row.values[index];
      if (typeof value !== 'number') continue;
      context.fillStyle = value === 0 ? none : colorAt(stops, logShare(value, drawing.scale));
      context.fillRect(left, index * CELL_PX, width, CELL_PX);
    }
  }
  context.fillStyle = style.getPropertyValue('--hw-surface').trim();
  for (let index = 1; index <= drawing.seriesCount; index++) {
    context.fillRect(0, index * CELL_PX - 1, geometry.plotWidthPx, 1);
  }
}
