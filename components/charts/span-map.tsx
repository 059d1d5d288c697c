'use client';

import { useElementSize } from '@mantine/hooks';
import { useMemo } from 'react';
import { hint } from '@/components/ui/hint';
import { TextLink } from '@/components/ui/text-link';
import classes from './chart.module.css';
import { type SeriesTone, type TimeRange, toneColor } from './chart-series';
import { planGeometry, timeToX } from './plot-geometry';
import styles from './span-map.module.css';
import { TimeAxisText } from './time-axis-text';

const ROW_PX = 20;
const FRAME_PX = 32;

/** A stretch of time in a row; without a tone it stands for nothing owned. */
export interface MapSpan {
  readonly fromMs: number;
  readonly toMs: number;
  readonly label: string;
  readonly tone: SeriesTone | null;
}

export interface MapRow {
  readonly id: string;
  readonly label: string;
  readonly shortLabel: string;
  readonly href: string | null;
  readonly spans: readonly MapSpan[];
}

interface SpanMapProps {
  readonly label: string;
  /** From top to bottom. */
  readonly rows: readonly MapRow[];
  readonly range: TimeRange;
}

/** Rows by time, each a run of coloured stretches; where nothing is known the ground stays hatched. */
export function SpanMap({ label, rows, range }: SpanMapProps) {
  const { ref, width: widthPx } = useElementSize();
  const heightPx = rows.length * ROW_PX + FRAME_PX;
  const geometry = useMemo(
    () => planGeometry(widthPx, heightPx, { hasTimeAxis: true, hasRightAxis: false }),
    [widthPx, heightPx],
  );
  const place = ({ fromMs, toMs }: MapSpan) => {
    const left = Math.max(0, timeToX(fromMs, range, geometry));
    return { left, width: Math.max(1, timeToX(Math.min(toMs, range.toMs), range, geometry) - left) };
  };
  return (
    <div ref={ref} className={classes.plot} style={{ height: heightPx }}>
      <ul aria-label={label} className={styles.names} style={{ top: geometry.topPx, width: geometry.leftPx }}>
        {rows.map((row) => (
          <li key={row.id} style={{ height: ROW_PX }}>
            {row.href === null ? (
              <span {...hint(row.label)}>{row.shortLabel}</span>
            ) : (
              <TextLink href={row.href} aria-label={row.label} hint={row.label}>
                {row.shortLabel}
              </TextLink>
            )}
          </li>
        ))}
      </ul>
      <div
        className={styles.cells}
        style={{
          left: geometry.leftPx,
          top: geometry.topPx,
          width: geometry.plotWidthPx,
          height: geometry.plotHeightPx,
        }}
      >
        {rows.map((row, index) => (
          <div key={row.id} className={styles.row} style={{ top: index * ROW_PX, height: ROW_PX }}>
            {row.spans.map((span) => (
              <span
                key={span.fromMs}
                className={styles.span}
                style={{ ...place(span), ...(span.tone === null ? {} : { background: toneColor(span.tone) }) }}
                {...hint(span.label)}
              />
            ))}
          </div>
        ))}
      </div>
      <TimeAxisText range={range} geometry={geometry} />
    </div>
  );
}
