'use client';

import { type PointerEvent, useRef } from 'react';
import { moveChartCursor } from './chart-cursor';
import type { TimeRange } from './chart-series';
import { type PlotGeometry, xToTime } from './plot-geometry';
import { normalizeRange } from './visible-range';

const DRAG_PX = 5;

interface DragZoomOptions {
  readonly range: TimeRange;
  readonly geometry: PlotGeometry;
  readonly minimumMs: number;
  readonly onZoom: ((range: TimeRange) => void) | undefined;
}

/** Pointer of a plot: moves the shared cursor, and where the chart zooms, a drag selects a stretch of time. */
export function useDragZoom({ range, geometry, minimumMs, onZoom }: DragZoomOptions) {
  const start = useRef<{ xPx: number; atMs: number } | null>(null);

  function xOf(event: PointerEvent<HTMLElement>): number {
    return event.clientX - event.currentTarget.getBoundingClientRect().left;
  }

  function onPointerDown(event: PointerEvent<HTMLElement>) {
    if (event.button !== 0 || !onZoom) return;
    const xPx = xOf(event);
    start.current = { xPx, atMs: xToTime(xPx, range, geometry) };
    event.currentTarget.setPointerCapture(event.pointerId);
  }

  function onPointerMove(event: PointerEvent<HTMLElement>) {
    const xPx = xOf(event);
    const isDragging = start.current !== null && Math.abs(xPx - start.current.xPx) > DRAG_PX;
    moveChartCursor({
      atMs: xToTime(xPx, range, geometry),
      anchorMs: isDragging ? (start.current?.atMs ?? null) : null,
    });
  }

  function onPointerUp(event: PointerEvent<HTMLElement>) {
    const from = start.current;
    start.current = null;
    const xPx = xOf(event);
    if (!from || !onZoom || Math.abs(xPx - from.xPx) <= DRAG_PX) return;
    moveChartCursor(null);
    onZoom(normalizeRange(from.atMs, xToTime(xPx, range, geometry), minimumMs, range.toMs));
  }

  function cancel() {
    start.current = null;
    moveChartCursor(null);
  }

  function onPointerLeave() {
    if (start.current === null) moveChartCursor(null);
  }

  return { onPointerDown, onPointerMove, onPointerUp, onPointerCancel: cancel, onPointerLeave, cancel };
}
