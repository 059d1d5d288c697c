'use client';

import { useMemo } from 'react';
import { planTimeText } from './axis-text';
import classes from './chart.module.css';
import type { TimeRange } from './chart-series';
import { type PlotGeometry, timeToX } from './plot-geometry';
import { planTimeTicks } from './time-ticks';
import { useChartFormat } from './use-chart-format';
import { zoneOffsetMinutes } from './zone-time';

const PIXELS_A_TICK = 66;

/** The time axis of charts that are not drawn by Recharts: the same ticks in the same words. */
export function TimeAxisText({ range, geometry }: { range: TimeRange; geometry: PlotGeometry }) {
  const { locale, timeZone } = useChartFormat();
  const { ticks, text } = useMemo(() => {
    const maximum = Math.max(2, Math.floor(geometry.plotWidthPx / PIXELS_A_TICK));
    const plan = planTimeTicks(range, maximum, (t) => zoneOffsetMinutes(t, timeZone));
    return { ticks: plan.ticks, text: planTimeText(locale, timeZone, plan.ticks, plan.precision) };
  }, [range, geometry, locale, timeZone]);
  const top = geometry.topPx + geometry.plotHeightPx;
  return (
    <div aria-hidden className={classes.timeAxis} style={{ left: geometry.leftPx, top, width: geometry.plotWidthPx }}>
      {ticks.map((tick) => (
        <span key={tick} className={classes.timeTick} style={{ left: timeToX(tick, range, geometry) }}>
          {text(tick)}
        </span>
      ))}
    </div>
  );
}
