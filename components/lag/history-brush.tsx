'use client';

import { useMemo } from 'react';
import { BrushStrip } from '@/components/charts/brush-strip';
import type { TimeRange } from '@/components/charts/chart-series';
import classes from './lag.module.css';
import { MINIMUM_RANGE_MS, pickValue } from './lag-range';
import type { HistorySource } from './use-history';
import type { LagView } from './use-lag-view';

interface HistoryBrushProps {
  /** Nothing is drawn before it is known. */
  readonly context: HistorySource['context'];
  /** Which value of its rows is drawn. */
  readonly place: number;
  readonly range: TimeRange;
  readonly view: LagView;
}

/** The overview below the panels of a chart, in which the visible range is drawn. */
export function HistoryBrush({ context, place, range, view }: HistoryBrushProps) {
  const rows = useMemo(() => (context ? pickValue(context.rows, place) : []), [context, place]);
  if (context === null) return null;
  return (
    <div className={classes.brush}>
      <BrushStrip rows={rows} context={context.range} range={range} minimumMs={MINIMUM_RANGE_MS} onChange={view.zoom} />
    </div>
  );
}
