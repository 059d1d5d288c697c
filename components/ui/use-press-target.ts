'use client';

import {
  Children,
  cloneElement,
  isValidElement,
  type ReactElement,
  type ReactNode,
  type RefAttributes,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import type { LoadedOnce } from './load-once';

type ButtonElement = ReactElement<React.HTMLAttributes<HTMLElement> & RefAttributes<HTMLElement>>;

/** Marks the button among the children of something that opens. */
export function PressTarget({ children }: { readonly children: ReactElement }) {
  return children;
}

interface OpensOnPress {
  readonly children: ReactNode;
  readonly popup: 'menu' | 'dialog';
  /** Everything that must be there before it can open. */
  readonly parts: readonly LoadedOnce<unknown>[];
  /** Given by who decides on it from outside. */
  readonly opened: boolean | undefined;
  readonly onChange: ((opened: boolean) => void) | undefined;
}

function splitChildren(children: ReactNode): { readonly button: ButtonElement; readonly rest: readonly ReactNode[] } {
  const all = Children.toArray(children);
  const target = all.find((child) => isValidElement(child) && child.type === PressTarget) as
    | ReactElement<{ readonly children: ButtonElement }>
    | undefined;
  if (target === undefined) throw new Error('what opens on a press needs a Target with a button in it');
  return { button: target.props.children, rest: all.filter((child) => child !== target) };
}

/**
 * State of something whose code is loaded when its button is about to be pressed. Until then `button` stands alone; then
 * it stands within what was loaded, has the focus again and opens.
 */
export function usePressTarget({ children, popup, parts, opened, onChange }: OpensOnPress) {
  const [isOwnOpen, setOwnOpen] = useState(false);
  const [isLoaded, setLoaded] = useState(false);
  const [isPlaced, setPlaced] = useState(false);
  const target = useRef<HTMLElement>(null);
  const { button, rest } = splitChildren(children);
  const isWanted = opened ?? isOwnOpen;
  const setOpened = onChange ?? setOwnOpen;
  const load = () => Promise.all(parts.map((part) => part.load()));
  // Without the server nothing comes: the page says so, and the press tries again.
  const prepare = () => void load().catch(() => undefined);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the parts of one place in the page stay the same
  useEffect(() => {
    if (!isWanted || isLoaded) return;
    load().then(
      () => setLoaded(true),
      () => setOpened(false),
    );
  }, [isWanted, isLoaded]);
  // The button of before is gone with its focus, and what opens gives the focus back to whatever had it.
  useLayoutEffect(() => {
    if (!isLoaded) return;
    target.current?.focus({ preventScroll: true });
    setPlaced(true);
  }, [isLoaded]);
  const press = (event: React.MouseEvent<HTMLElement>) => {
    button.props.onClick?.(event);
    if (opened === undefined) setOpened(!isWanted);
  };
  const waiting = {
    'aria-haspopup': popup,
    'aria-expanded': false,
    onClick: press,
    onPointerEnter: prepare,
    onFocus: prepare,
  } as const;
  return {
    isLoaded,
    isOpen: isWanted && isPlaced,
    setOpened,
    press,
    button: cloneElement(button, isLoaded ? { ref: target } : waiting),
    rest,
  };
}
