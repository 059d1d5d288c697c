'use client';

import { type ReactNode, useEffect, useRef, useState } from 'react';
import classes from './chart-frame.module.css';

/** Mounts its content when it first comes near the visible part of the page; charts far below cost nothing until then. */
export function LazyMount({ children }: { children: ReactNode }) {
  const ref = useRef<HTMLDivElement>(null);
  const [isNear, setNear] = useState(false);
  useEffect(() => {
    const element = ref.current;
    if (!element || isNear) return;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) setNear(true);
      },
      { rootMargin: '25% 0px' },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [isNear]);
  return (
    <div ref={ref} className={isNear ? undefined : classes.waiting}>
      {isNear ? children : null}
    </div>
  );
}
