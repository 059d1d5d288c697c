'use client';

import { Skeleton } from '@mantine/core';
import dynamic from 'next/dynamic';

/** The chart comes after the screen it stands on. */
export const LazyTrafficChart = dynamic(() => import('./traffic-chart').then((module) => module.TrafficChart), {
  ssr: false,
  loading: () => <Skeleton height="24rem" />,
});
