'use client';

import { useTranslations } from 'use-intl';
import classes from './chart.module.css';
import { type ChartRow, type ChartSeries, toneColor } from './chart-series';
import type { ChartMark } from './plan-plot';
import { useChartFormat } from './use-chart-format';

function Swatch({ series }: { series: Pick<ChartSeries, 'tone' | 'isFilled'> }) {
  const style = { '--swatch': toneColor(series.tone) } as React.CSSProperties;
  return <span aria-hidden className={classes.swatch} data-filled={series.isFilled || undefined} style={style} />;
}

/** Exact values of one row beside the cursor; it turns to the other side before it would leave the plot. */
export function ChartTooltip({
  row,
  series,
  marks,
  xPx,
  plotWidthPx,
}: {
  row: ChartRow;
  series: readonly ChartSeries[];
  /** What happened close to the cursor. */
  marks: readonly ChartMark[];
  xPx: number;
  plotWidthPx: number;
}) {
  const format = useChartFormat();
  const t = useTranslations('charts');
  const isRightHalf = xPx > plotWidthPx / 2;
  const isGap = row.values.every((value) => value === null);
  return (
    <div
      className={classes.tooltip}
      data-side={isRightHalf ? 'left' : 'right'}
      style={isRightHalf ? { right: plotWidthPx - xPx } : { left: xPx }}
      data-testid="chart-tooltip"
    >
      <div className={classes.tooltipTime}>{format.timestamp(row.t)}</div>
      {isGap ? <div>{t('notCollected')}</div> : null}
      {isGap
        ? null
        : series.map((one, index) => (
            <div key={one.id} className={classes.tooltipRow}>
              <Swatch series={one} />
              <span>{one.label}</span>
              <span className={classes.tooltipValue}>{format.valueOf(row, index, one.unit)}</span>
            </div>
          ))}
      {marks.map((mark) => (
        <div key={`${mark.t} ${mark.label}`} className={classes.tooltipMark}>
          {mark.label}
        </div>
      ))}
    </div>
  );
}

/** Names the series of a chart; `latest` adds what each last was. */
export function ChartLegend({ series, latest }: { series: readonly ChartSeries[]; latest: ChartRow | null }) {
  const format = useChartFormat();
  return (
    <ul className={classes.legend}>
      {series.map((one, index) => (
        <li key={one.id} className={classes.legendItem}>
          <Swatch series={one} />
          <span>{one.label}</span>
          {latest ? <span className={classes.legendValue}>{format.valueOf(latest, index, one.unit)}</span> : null}
        </li>
      ))}
    </ul>
  );
}
