/** Apart from `select.tsx`, which loads it when the field is about to be used. */
export { Select } from '@mantine/core';
