import { Skeleton } from '@mantine/core';
import classes from './overview.module.css';

/** Shape of the overview while it is read for the first time. */
export function OverviewSkeleton() {
  return (
    <div className={classes.skeleton} aria-busy="true">
      <Skeleton height={28} width="12rem" />
      <Skeleton height={40} width="70%" />
      <Skeleton height={44} />
      <Skeleton height={200} />
      <Skeleton height={96} />
    </div>
  );
}
