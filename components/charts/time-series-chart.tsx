'use client';

import { PlotFrame, type PlotFrameProps } from './plot-frame';
import { SvgPlot } from './svg-plot';

/** Up to eight lines over time with gaps left open, exact values at a cursor that all charts share, and a drag to zoom. */
export function TimeSeriesChart(props: PlotFrameProps) {
  const hasTimeText = props.hasTimeAxis ?? true;
  return <PlotFrame {...props} draw={(plot) => <SvgPlot plot={plot} hasTimeText={hasTimeText} />} />;
}
