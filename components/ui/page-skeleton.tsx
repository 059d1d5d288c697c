import { Skeleton } from '@mantine/core';
import classes from './page.module.css';

/** Shape of a screen under its head while it is read for the first time: figures, tabs, rows. */
export function PageSkeleton() {
  return (
    <div className={classes.skeleton} aria-busy="true">
      <Skeleton height={44} width="60%" />
      <Skeleton height={36} />
      <Skeleton height={280} />
    </div>
  );
}
