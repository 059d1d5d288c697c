import { z } from 'zod';
import { clusterDetail, clusterItem } from './cluster-items';
import { listParams, listResponse } from './list';
import { columnNames, type ListShape, listPage } from './list-page';
import { clusterParam } from './params';
import {
  type ClusterItem,
  clusterDetail as clusterDetailSchema,
  clusterItem as clusterItemSchema,
} from './schemas/cluster';
import { requireCluster } from './source';
import { defineView } from './view';

/** Groups that are not well, whatever they lack; null before the first round. */
function troubledGroups({ groupStatusCounts: counts }: ClusterItem): number | null {
  return counts === null ? null : counts.stopped + counts.stalled + counts.slow;
}

const columns = {
  name: (item: ClusterItem) => item.name,
  health: (item: ClusterItem) => item.health,
  kafkaVersion: (item: ClusterItem) => item.kafkaVersion,
  brokerCount: (item: ClusterItem) => item.brokerCount,
  topicCount: (item: ClusterItem) => item.topicCount,
  partitionCount: (item: ClusterItem) => item.partitionCount,
  underReplicatedCount: (item: ClusterItem) => item.underReplicatedCount,
  offlinePartitionCount: (item: ClusterItem) => item.offlinePartitionCount,
  replicaCount: (item: ClusterItem) => item.replicaCount,
  outOfSyncReplicaCount: (item: ClusterItem) => item.outOfSyncReplicaCount,
  groupCount: (item: ClusterItem) => item.groupCount,
  troubledGroups,
  producedPerSecond: (item: ClusterItem) => item.producedPerSecond,
  sizeBytes: (item: ClusterItem) => item.sizeBytes,
};
const shape: ListShape<ClusterItem> = {
  columns,
  searchText: (item) => `${item.name}\n${item.id}\n${item.bootstrapServers.join('\n')}`,
  defaultSort: 'name',
};

export const clustersView = defineView({
  name: 'clusters',
  path: '/clusters',
  summary: 'Every configured cluster; search matches its name, id and bootstrap servers',
  permission: 'cluster:view',
  params: z.strictObject(listParams(columnNames(columns))),
  response: listResponse(clusterItemSchema),
  read: (source, request) => {
    const nowMs = source.nowMs();
    const items = source.clusters().map((cluster) => clusterItem(cluster, source.round(cluster.clusterId), nowMs));
    const page = listPage({ shape, items, request, round: null, gaps: [] });
    return { ...page, capturedAtMs: latestCapture(items) };
  },
});

/** Of the newest round; each cluster tells the age of its own. */
function latestCapture(items: readonly ClusterItem[]): number | null {
  const times = items.flatMap((item) => item.capturedAtMs ?? []);
  return times.length === 0 ? null : Math.max(...times);
}

export const clusterView = defineView({
  name: 'cluster',
  path: '/clusters/{cluster}',
  summary: 'One cluster with everything its overview shows',
  permission: 'cluster:view',
  params: z.strictObject({ cluster: clusterParam }),
  response: clusterDetailSchema,
  read: (source, params) => {
    const cluster = requireCluster(source, params.cluster);
    return clusterDetail(cluster, source.round(params.cluster), source.nowMs());
  },
});
