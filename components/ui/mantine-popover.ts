/** Apart from `popover.tsx`, which loads it on the first press. */
export { Popover } from '@mantine/core';
