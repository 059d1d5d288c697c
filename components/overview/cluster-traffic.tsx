'use client';

import { LazyMount } from '@/components/charts/lazy-mount';
import { LazyTrafficChart } from '@/components/traffic/lazy-traffic-chart';

/** What was appended to the whole cluster over time; read and drawn when it comes near the visible part of the page. */
export function ClusterTraffic({ clusterId }: { readonly clusterId: string }) {
  return (
    <LazyMount>
      <LazyTrafficChart subject={{ kind: 'cluster', clusterId }} />
    </LazyMount>
  );
}
