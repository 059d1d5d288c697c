'use client';

import { type RefObject, useCallback, useLayoutEffect, useState } from 'react';
import { planSpan, type RowSpan } from './row-span';

interface RowsInSight {
  readonly scroller: RefObject<HTMLElement | null>;
  /** 0 where every row is in the page anyway: then nothing is watched. */
  readonly rowCount: number;
  readonly rowHeightPx: number;
  /** What stays at the head of the scroller, over the rows. */
  readonly headHeightPx: number;
}

/** Which rows of one height are in sight of a scroller or close to it, and how to bring another into sight. */
export function useRowsInSight({ scroller, rowCount, rowHeightPx, headHeightPx }: RowsInSight) {
  const [span, setSpan] = useState<RowSpan>({ first: 0, end: 0 });
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null || rowCount === 0) return;
    const measure = () => {
      const next = planSpan(element.scrollTop, element.clientHeight, { rowCount, rowHeightPx });
      setSpan((known) => (known.first === next.first && known.end === next.end ? known : next));
    };
    measure();
    element.addEventListener('scroll', measure, { passive: true });
    const sizes = new ResizeObserver(measure);
    sizes.observe(element);
    return () => {
      element.removeEventListener('scroll', measure);
      sizes.disconnect();
    };
  }, [scroller, rowCount, rowHeightPx]);
  const bringIntoSight = useCallback(
    (index: number) => {
      const element = scroller.current;
      if (element === null) return;
      const top = index * rowHeightPx;
      const lowest = top + rowHeightPx + headHeightPx - element.clientHeight;
      element.scrollTop = Math.min(top, Math.max(lowest, element.scrollTop));
    },
    [scroller, rowHeightPx, headHeightPx],
  );
  return { span, bringIntoSight };
}
