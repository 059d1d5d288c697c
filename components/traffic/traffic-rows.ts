import type { ChartRow } from '@/components/charts/chart-series';
import type { RecordRateHistory, TopicHistory } from '@/lib/views/log-history';

/** Places of the figures in a row. */
export const RATE = 0;
export const PEAK = 1;
export const LOG_END = 2;
const KEPT = 4;

/** History as rows of a chart: records in per second and the most of them; of topics also log end, log start and what lies between. */
export function toTrafficRows(history: RecordRateHistory | TopicHistory): readonly ChartRow[] {
  return history.points.map((point) => {
    const { t, recordsPerSecond, peakPerSecond, recordsPerSecondIsAtLeast: isBound } = point;
    const values = [recordsPerSecond, peakPerSecond];
    const atLeast = [isBound, isBound];
    if ('logEnd' in point) {
      const { logEnd, logStart, logEndIsAtLeast } = point;
      values.push(logEnd, logStart, logEnd === null || logStart === null ? null : logEnd - logStart);
      atLeast.push(logEndIsAtLeast, false, logEndIsAtLeast);
    }
    return atLeast.includes(true) ? { t, values, atLeast } : { t, values };
  });
}

/** Figures of what a chart shows. */
export interface TrafficFigures {
  /** Rate at the end of the range; null where it is not known. */
  readonly latest: number | null;
  readonly latestIsAtLeast: boolean;
  /** Over the time of which a rate is known; null without any. */
  readonly average: number | null;
  readonly averageIsAtLeast: boolean;
  readonly peak: number | null;
  readonly kept: number | null;
  readonly keptIsAtLeast: boolean;
}

/** Each rate holds for the time since the row before it. */
export function describeTraffic(rows: readonly ChartRow[]): TrafficFigures {
  let records = 0;
  let overMs = 0;
  let peak: number | null = null;
  let isBound = false;
  for (let index = 1; index < rows.length; index++) {
    const row = rows[index] as ChartRow;
    const rate = row.values[RATE];
    if (typeof rate !== 'number') continue;
    const sinceMs = row.t - (rows[index - 1] as ChartRow).t;
    records += rate * sinceMs;
    overMs += sinceMs;
    peak = Math.max(peak ?? 0, row.values[PEAK] ?? rate);
    isBound ||= row.atLeast?.[RATE] === true;
  }
  const last = rows.at(-1);
  return {
    latest: last?.values[RATE] ?? null,
    latestIsAtLeast: last?.atLeast?.[RATE] === true,
    average: overMs === 0 ? null : records / overMs,
    averageIsAtLeast: isBound,
    peak,
    kept: last?.values[KEPT] ?? null,
    keptIsAtLeast: last?.atLeast?.[KEPT] === true,
  };
}

/** Whether points are wider than a round somewhere, so that the most within them says more than their average. */
export function hasPeaks(rows: readonly ChartRow[]): boolean {
  return rows.some(({ values }) => (values[PEAK] ?? 0) > (values[RATE] ?? 0) + 0.01);
}
