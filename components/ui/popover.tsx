'use client';

import type { PopoverProps } from '@mantine/core';
import { cloneElement, useMemo } from 'react';
import { type LoadedOnce, loadOnce } from './load-once';
import { PressTarget, usePressTarget } from './use-press-target';

const popover = loadOnce(() => import('./mantine-popover'));

interface PopoverButtonProps extends PopoverProps {
  /** What stands in it, where that is loaded on a press too. */
  readonly content?: LoadedOnce<unknown>;
}

function PopoverButton({ children, opened, onChange, content, ...rest }: PopoverButtonProps) {
  const parts = useMemo(() => (content === undefined ? [popover] : [popover, content]), [content]);
  const pressed = usePressTarget({ children, popup: 'dialog', parts, opened, onChange });
  const loaded = popover.read();
  if (!pressed.isLoaded || loaded === null) return pressed.button;
  const { Popover } = loaded;
  return (
    <Popover {...rest} opened={pressed.isOpen} onChange={pressed.setOpened}>
      <Popover.Target>{cloneElement(pressed.button, { onClick: pressed.press })}</Popover.Target>
      {pressed.rest}
    </Popover>
  );
}

function Dropdown(props: React.ComponentProps<typeof import('@mantine/core')['Popover']['Dropdown']>) {
  const loaded = popover.read();
  return loaded === null ? null : <loaded.Popover.Dropdown {...props} />;
}

/** Mantine's popover behind a button, loaded when the button is about to be pressed. */
export const Popover = Object.assign(PopoverButton, { Target: PressTarget, Dropdown });
