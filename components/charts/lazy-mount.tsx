'use client';

import { type ReactNode, useEffect, useRef, useState } from 'react';
import classes from './chart-frame.module.css';

interface LazyMountProps {
  readonly children: ReactNode;
  /** How far below the visible part it is near, as CSS of a root margin. */
  readonly margin?: string;
}

/** Mounts its content when it first comes near the visible part of the page; charts far below cost nothing until then. */
export function LazyMount({ children, margin = '25% 0px' }: LazyMountProps) {
  const ref = useRef<HTMLDivElement>(null);
  const [isNear, setNear] = useState(false);
  useEffect(() => {
    const element = ref.current;
    if (!element || isNear) return;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) setNear(true);
      },
      { rootMargin: margin },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [isNear, margin]);
  return (
    <div ref={ref} className={isNear ? undefined : classes.waiting}>
      {isNear ? children : null}
    </div>
  );
}
