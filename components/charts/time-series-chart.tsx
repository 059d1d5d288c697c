'use client';

import dynamic from 'next/dynamic';
import { PlotFrame, type PlotFrameProps } from './plot-frame';

const RechartsPlot = dynamic(() => import('./recharts-plot').then((module) => module.RechartsPlot), { ssr: false });

/** Up to eight lines over time with gaps left open, exact values at a cursor that all charts share, and a drag to zoom. */
export function TimeSeriesChart(props: PlotFrameProps) {
  const hasTimeText = props.hasTimeAxis ?? true;
  return <PlotFrame {...props} draw={(plot) => <RechartsPlot plot={plot} hasTimeText={hasTimeText} />} />;
}
