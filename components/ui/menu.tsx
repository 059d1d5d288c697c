'use client';

import type { Menu as MantineMenu, MenuProps } from '@mantine/core';
import { loadOnce } from './load-once';
import { PressTarget, usePressTarget } from './use-press-target';

const menu = loadOnce(() => import('./mantine-menu'));
const parts = [menu];

/** Drawn within an open menu only, so that the menu is loaded. */
function loadedMenu(): typeof MantineMenu {
  const loaded = menu.read();
  if (loaded === null) throw new Error('what stands in a menu is drawn outside of one');
  return loaded.Menu;
}

function MenuButton({ children, opened, onChange, ...rest }: MenuProps) {
  const pressed = usePressTarget({ children, popup: 'menu', parts, opened, onChange });
  if (!pressed.isLoaded) return pressed.button;
  const Menu = loadedMenu();
  return (
    <Menu {...rest} opened={pressed.isOpen} onChange={pressed.setOpened}>
      <Menu.Target>{pressed.button}</Menu.Target>
      {pressed.rest}
    </Menu>
  );
}

const Dropdown = ((props) => {
  const Menu = loadedMenu();
  return <Menu.Dropdown {...props} />;
}) as typeof MantineMenu.Dropdown;

const Item = ((props: React.ComponentProps<typeof MantineMenu.Item>) => {
  const Menu = loadedMenu();
  return <Menu.Item {...props} />;
}) as typeof MantineMenu.Item;

const Label = ((props) => {
  const Menu = loadedMenu();
  return <Menu.Label {...props} />;
}) as typeof MantineMenu.Label;

const Divider = ((props) => {
  const Menu = loadedMenu();
  return <Menu.Divider {...props} />;
}) as typeof MantineMenu.Divider;

/** Mantine's menu behind a button, loaded when the button is about to be pressed. */
export const Menu = Object.assign(MenuButton, { Target: PressTarget, Dropdown, Item, Label, Divider });
