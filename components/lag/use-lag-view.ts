'use client';

import { parseAsInteger, parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { useCallback, useMemo, useRef } from 'react';
import type { TimeRange } from '@/components/charts/chart-series';
import {
  DEFAULT_LAG_RANGE,
  LAG_RANGES,
  LAG_UNITS,
  type LagRange,
  type LagUnit,
  type LagWindow,
  parseFixedRange,
} from './lag-range';

/** The sum over what is asked for, or its partitions apart as a heat map or as a line each. */
export const LAG_SHAPES = ['lines', 'heat', 'each'] as const;
export type LagShape = (typeof LAG_SHAPES)[number];

const PARSERS = {
  range: parseAsStringLiteral(LAG_RANGES).withDefault(DEFAULT_LAG_RANGE),
  from: parseAsInteger,
  to: parseAsInteger,
  topic: parseAsString,
  partition: parseAsInteger,
  as: parseAsStringLiteral(['chart', 'table']).withDefault('chart'),
  shape: parseAsStringLiteral(LAG_SHAPES).withDefault('lines'),
  unit: parseAsStringLiteral(LAG_UNITS).withDefault('records'),
};

/** What a lag chart shows, all of it in the address: the window, the topic and partition, chart or table. */
export interface LagView {
  readonly window: LagWindow;
  readonly topic: string | null;
  readonly partition: number | null;
  readonly view: 'chart' | 'table';
  readonly shape: LagShape;
  readonly unit: LagUnit;
  readonly setRange: (range: LagRange) => void;
  /** Holds a stretch of time; `back` returns to what was before. */
  readonly zoom: (range: TimeRange) => void;
  readonly goLive: () => void;
  /** Null where there is nothing to go back to. */
  readonly back: (() => void) | null;
  readonly setPart: (topic: string | null, partition: number | null) => void;
  readonly setView: (view: 'chart' | 'table') => void;
  readonly setShape: (shape: LagShape) => void;
  readonly setUnit: (unit: LagUnit) => void;
}

export function useLagView(): LagView {
  const [url, setUrl] = useQueryStates(PARSERS, { history: 'push' });
  const earlier = useRef<readonly TimeRange[]>([]);
  const fixed = useMemo(() => parseFixedRange(url.from, url.to), [url.from, url.to]);
  const setRange = useCallback(
    (range: LagRange) => {
      earlier.current = [];
      void setUrl({ range, from: null, to: null });
    },
    [setUrl],
  );
  const zoom = useCallback(
    (range: TimeRange) => {
      if (fixed) earlier.current = [...earlier.current, fixed];
      void setUrl({ from: range.fromMs, to: range.toMs });
    },
    [setUrl, fixed],
  );
  const goLive = useCallback(() => {
    earlier.current = [];
    void setUrl({ from: null, to: null });
  }, [setUrl]);
  const back = useCallback(() => {
    const last = earlier.current.at(-1);
    earlier.current = earlier.current.slice(0, -1);
    void setUrl({ from: last?.fromMs ?? null, to: last?.toMs ?? null });
  }, [setUrl]);
  return {
    window: useMemo(() => ({ range: url.range, fixed }), [url.range, fixed]),
    topic: url.topic,
    partition: url.topic === null ? null : url.partition,
    view: url.as,
    shape: url.shape,
    unit: url.unit,
    setRange,
    zoom,
    goLive,
    back: fixed ? back : null,
    setPart: useCallback((topic, partition) => void setUrl({ topic, partition }), [setUrl]),
    setView: useCallback((as) => void setUrl({ as }), [setUrl]),
    setShape: useCallback((shape) => void setUrl({ shape }), [setUrl]),
    setUnit: useCallback((unit) => void setUrl({ unit }), [setUrl]),
  };
}

/** Address of the page with the visible stretch of time held: opened tomorrow it still shows this. */
export function heldLink(range: TimeRange): string {
  const url = new URL(window.location.href);
  url.searchParams.set('from', String(range.fromMs));
  url.searchParams.set('to', String(range.toMs));
  return url.toString();
}
