/** Apart from `menu.tsx`, which loads it on the first press: menus and what places them are a tenth of a first view. */
export { Menu } from '@mantine/core';
