import { paths } from '@/lib/client/paths';

const RUN_ID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

/** The page of what a change was made to. A reassignment names topics, a run that it steers, or the cluster for all topics. */
export function targetHref(clusterId: string, kind: string, name: string): string {
  if (kind === 'topic') return paths.topic(clusterId, name);
  if (kind === 'broker') return paths.broker(clusterId, name);
  if (kind === 'group') return paths.group(clusterId, name);
  if (kind === 'alert') return paths.alerts(clusterId);
  if (kind !== 'reassignment' || name === clusterId) return paths.cluster(clusterId);
  return RUN_ID.test(name) ? paths.changeRun(clusterId, name) : paths.topic(clusterId, name);
}
