'use client';

import { useElementSize } from '@mantine/hooks';
import { type KeyboardEvent, type PointerEvent, useMemo, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import classes from './brush-strip.module.css';
import type { ChartRow, TimeRange } from './chart-series';
import { planAreaPath, planLinePath } from './gap-runs';
import { GUTTER_PX } from './plot-geometry';
import { useChartFormat } from './use-chart-format';
import { normalizeRange, valueExtent } from './visible-range';

export interface BrushStripProps {
  /** Overview rows; only the first series is drawn. */
  readonly rows: readonly ChartRow[];
  /** What the strip spans. */
  readonly context: TimeRange;
  /** What the chart above shows. */
  readonly range: TimeRange;
  readonly minimumMs: number;
  readonly onChange: (range: TimeRange) => void;
}

type Grip = 'from' | 'to' | 'window';

const HEIGHT_PX = 36;
const EDGE_PX = 12;
const KEY_SHARE = 0.05;

function moved(grip: Grip, range: TimeRange, byMs: number, context: TimeRange, minimumMs: number): TimeRange {
  if (grip === 'from') {
    const fromMs = Math.max(context.fromMs, Math.min(range.fromMs + byMs, range.toMs - minimumMs));
    return { fromMs: Math.round(fromMs), toMs: range.toMs };
  }
  if (grip === 'to') {
    const toMs = Math.min(context.toMs, Math.max(range.toMs + byMs, range.fromMs + minimumMs));
    return { fromMs: range.fromMs, toMs: Math.round(toMs) };
  }
  const shiftMs = Math.min(context.toMs - range.toMs, Math.max(context.fromMs - range.fromMs, byMs));
  return normalizeRange(range.fromMs + shiftMs, range.toMs + shiftMs, minimumMs, context.toMs);
}

function Overview({ rows, context, widthPx }: { rows: readonly ChartRow[]; context: TimeRange; widthPx: number }) {
  const paths = useMemo(() => {
    const top = Math.max(1, valueExtent(rows, [0])?.max ?? 1);
    const x = (t: number) => ((t - context.fromMs) / (context.toMs - context.fromMs)) * widthPx;
    const y = (value: number) => HEIGHT_PX - 2 - (value / top) * (HEIGHT_PX - 6);
    return { area: planAreaPath(rows, 0, x, y), line: planLinePath(rows, 0, x, y) };
  }, [rows, context, widthPx]);
  return (
    <svg aria-hidden className={classes.overview} width={widthPx} height={HEIGHT_PX}>
      <path className={classes.area} d={paths.area} />
      <path className={classes.line} d={paths.line} />
    </svg>
  );
}

function useBrush({ context, range, minimumMs, onChange }: BrushStripProps, widthPx: number) {
  const [draft, setDraft] = useState<TimeRange | null>(null);
  const drag = useRef<{ grip: Grip; xPx: number; range: TimeRange } | null>(null);
  const msPerPx = (context.toMs - context.fromMs) / Math.max(1, widthPx);
  function grab(grip: Grip) {
    return (event: PointerEvent<HTMLElement>) => {
      if (event.button !== 0) return;
      event.stopPropagation();
      event.currentTarget.setPointerCapture(event.pointerId);
      drag.current = { grip, xPx: event.clientX, range };
    };
  }
  function onPointerMove(event: PointerEvent<HTMLElement>) {
    const held = drag.current;
    if (held) setDraft(moved(held.grip, held.range, (event.clientX - held.xPx) * msPerPx, context, minimumMs));
  }
  function onPointerUp() {
    if (drag.current && draft) onChange(draft);
    drag.current = null;
    setDraft(null);
  }
  function onKey(grip: Grip) {
    return (event: KeyboardEvent) => {
      const direction = event.key === 'ArrowLeft' ? -1 : event.key === 'ArrowRight' ? 1 : 0;
      if (direction === 0) return;
      event.preventDefault();
      onChange(moved(grip, range, direction * KEY_SHARE * (context.toMs - context.fromMs), context, minimumMs));
    };
  }
  function centre(event: PointerEvent<HTMLElement>) {
    if (event.button !== 0) return;
    const xPx = event.clientX - event.currentTarget.getBoundingClientRect().left;
    const middle = context.fromMs + xPx * msPerPx;
    onChange(moved('window', range, middle - (range.fromMs + range.toMs) / 2, context, minimumMs));
  }
  return { shown: draft ?? range, grab, onPointerMove, onPointerUp, onKey, centre };
}

/** Overview under a chart with the visible range as a window that can be dragged, stretched and moved by keys. */
export function BrushStrip(props: BrushStripProps) {
  const { rows, context } = props;
  const { ref, width: widthPx } = useElementSize();
  const t = useTranslations('charts');
  const format = useChartFormat();
  const { shown, grab, onPointerMove, onPointerUp, onKey, centre } = useBrush(props, widthPx);
  const x = (at: number) => ((at - context.fromMs) / (context.toMs - context.fromMs)) * widthPx;
  const left = Math.max(0, x(shown.fromMs));
  const right = Math.min(widthPx, x(shown.toMs));
  const move = { onPointerMove, onPointerUp, onPointerCancel: onPointerUp };
  const slider = (grip: Grip, at: number, label: string) => ({
    role: 'slider',
    'data-grip': grip,
    tabIndex: 0,
    'aria-label': label,
    'aria-valuemin': context.fromMs,
    'aria-valuemax': context.toMs,
    'aria-valuenow': at,
    'aria-valuetext': format.timestamp(at),
    onPointerDown: grab(grip),
    onKeyDown: onKey(grip),
    ...move,
  });
  return (
    <div className={classes.strip} style={{ marginInline: `${GUTTER_PX}px ${EDGE_PX}px` }}>
      <div ref={ref} className={classes.track} onPointerDown={centre}>
        {widthPx > 0 ? (
          <>
            <Overview rows={rows} context={context} widthPx={widthPx} />
            <div className={classes.veil} style={{ left: 0, width: left }} />
            <div className={classes.veil} style={{ left: right, right: 0 }} />
            <div
              className={classes.window}
              style={{ left, width: Math.max(2, right - left) }}
              onPointerDown={grab('window')}
              {...move}
            />
            <div className={classes.grip} style={{ left }} {...slider('from', shown.fromMs, t('rangeStart'))} />
            <div className={classes.grip} style={{ left: right }} {...slider('to', shown.toMs, t('rangeEnd'))} />
          </>
        ) : null}
      </div>
    </div>
  );
}
