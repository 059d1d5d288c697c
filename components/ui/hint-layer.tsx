'use client';

import { useEffect, useRef, useState } from 'react';
import { exactText } from './exact-copy';
import classes from './hint-layer.module.css';

interface ShownHint {
  readonly text: string;
  readonly left: number;
  readonly top: number;
  readonly isBelow: boolean;
}

const HOVER_DELAY_MS = 250;
const HINT_ID = 'hint-layer';

function placeBeside(target: Element): Omit<ShownHint, 'text'> {
  const box = target.getBoundingClientRect();
  const isBelow = box.top < 72;
  return { left: box.left + box.width / 2, top: isBelow ? box.bottom : box.top, isBelow };
}

/** Keeps the hint inside the window whatever its text. */
function clampInside(element: HTMLElement): void {
  element.style.setProperty('--hint-shift', '0px');
  const box = element.getBoundingClientRect();
  const over = Math.max(0, box.right - (window.innerWidth - 8));
  const under = Math.max(0, 8 - box.left);
  element.style.setProperty('--hint-shift', `${under - over}px`);
}

/** One tooltip for the whole page, however many figures it has: shows `data-hint` of what is hovered or focused, and copies exact values. */
export function HintLayer() {
  const [shown, setShown] = useState<ShownHint | null>(null);
  const element = useRef<HTMLDivElement>(null);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let current: Element | null = null;
    const hide = () => {
      clearTimeout(timer);
      current?.removeAttribute('aria-describedby');
      current = null;
      setShown(null);
    };
    const show = (target: Element, delayMs: number) => {
      hide();
      current = target;
      timer = setTimeout(() => {
        const text = target.getAttribute('data-hint');
        if (text === null || !target.isConnected) {
          return;
        }
        if (target.matches('a, button, [tabindex]')) {
          target.setAttribute('aria-describedby', HINT_ID);
        }
        setShown({ text, ...placeBeside(target) });
      }, delayMs);
    };
    const hintedFrom = (event: Event) => (event.target instanceof Element ? event.target.closest('[data-hint]') : null);
    const over = (event: Event) => {
      if (event.target instanceof Element && element.current?.contains(event.target)) {
        return;
      }
      const target = hintedFrom(event);
      if (target === null) {
        hide();
      } else if (target !== current) {
        show(target, HOVER_DELAY_MS);
      }
    };
    const focus = (event: Event) => {
      const target = hintedFrom(event);
      if (target?.matches(':focus-visible') === true) {
        show(target, 0);
      }
    };
    const key = (event: KeyboardEvent) => {
      if (event.key === 'Escape') {
        hide();
      }
    };
    const copy = (event: ClipboardEvent) => {
      const text = exactText(document.getSelection());
      if (text !== null && event.clipboardData !== null) {
        event.clipboardData.setData('text/plain', text);
        event.preventDefault();
      }
    };
    const quiet = new AbortController();
    const options = { signal: quiet.signal, passive: true };
    document.addEventListener('pointerover', over, options);
    document.addEventListener('focusin', focus, options);
    document.addEventListener('focusout', hide, options);
    document.addEventListener('keydown', key, options);
    document.addEventListener('scroll', hide, { ...options, capture: true });
    document.addEventListener('pointerdown', hide, options);
    document.addEventListener('copy', copy, { signal: quiet.signal });
    return () => {
      quiet.abort();
      hide();
    };
  }, []);

  useEffect(() => {
    if (shown !== null && element.current !== null) {
      clampInside(element.current);
    }
  }, [shown]);

  return (
    <div
      ref={element}
      id={HINT_ID}
      role="tooltip"
      className={classes.hint}
      data-shown={shown !== null || undefined}
      data-below={shown?.isBelow || undefined}
      style={shown === null ? undefined : { left: shown.left, top: shown.top }}
    >
      {shown?.text}
    </div>
  );
}
