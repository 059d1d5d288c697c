'use client';

import { LazyMount } from '@/components/charts/lazy-mount';
import { LazyTrafficChart } from '@/components/traffic/lazy-traffic-chart';

/** What was appended to the whole cluster over time; read and drawn when it is scrolled to: the first view stays small. */
export function ClusterTraffic({ clusterId }: { readonly clusterId: string }) {
  return (
    <LazyMount margin="0px">
      <LazyTrafficChart subject={{ kind: 'cluster', clusterId }} />
    </LazyMount>
  );
}
