import { z } from 'zod';
import { AppError } from '@/lib/domain/errors';
import { listOffsets } from '@/lib/operations/groups/offset-table';
import {
  countPartitions,
  parseRestorePoints,
  type RestorePoint,
  restorePointsSetting,
} from '@/lib/operations/groups/restore-points';
import { listParams, listResponse } from './list';
import { columnNames, type ListShape, listPage } from './list-page';
import { clusterParam, groupParam } from './params';
import { toPathId } from './path-id';
import { type RestorePointItem, restorePointDetail, restorePointItem } from './schemas/restore-point';
import { requireCluster } from './source';
import { defineView, type ViewSource } from './view';

const columns = {
  name: (item: RestorePointItem) => item.name,
  savedAtMs: (item: RestorePointItem) => item.savedAtMs,
  savedBy: (item: RestorePointItem) => item.savedBy,
  topics: (item: RestorePointItem) => item.topics.length,
  partitionCount: (item: RestorePointItem) => item.partitionCount,
};
const shape: ListShape<RestorePointItem> = {
  columns,
  searchText: (item) => `${item.name}\n${item.savedBy}\n${item.topics.join('\n')}`,
  defaultSort: '-savedAtMs',
};

function itemOf({ name, savedAtMs, savedBy, offsets }: RestorePoint): RestorePointItem {
  const topics = Object.keys(offsets).sort();
  return { id: toPathId(name), name, savedAtMs, savedBy, topics, partitionCount: countPartitions(offsets) };
}

async function readPoints(
  source: ViewSource,
  { cluster, group }: { readonly cluster: string; readonly group: string },
): Promise<readonly RestorePoint[]> {
  requireCluster(source, cluster);
  return parseRestorePoints(await source.readClusterSetting(cluster, restorePointsSetting(group)));
}

const inGroup = { cluster: clusterParam, group: groupParam };

/** They outlive their group, so a group that is gone has them too. */
export const groupRestorePointsView = defineView({
  name: 'groupRestorePoints',
  path: '/clusters/{cluster}/groups/{group}/restore-points',
  summary: 'Offsets of a group that were kept to go back to, the newest first; also of a group that is gone',
  permission: 'group:view',
  params: z.strictObject({ ...inGroup, ...listParams(columnNames(columns)) }),
  response: listResponse(restorePointItem),
  read: async (source, request) => {
    const items = (await readPoints(source, request)).map(itemOf);
    return listPage({ shape, items, request, round: null, gaps: [] });
  },
});

export const groupRestorePointView = defineView({
  name: 'groupRestorePoint',
  path: '/clusters/{cluster}/groups/{group}/restore-points/{restorePoint}',
  summary: 'One restore point with its offsets',
  permission: 'group:view',
  params: z.strictObject({ ...inGroup, restorePoint: z.string().min(1).max(100) }),
  response: restorePointDetail,
  read: async (source, request) => {
    const found = (await readPoints(source, request)).find(({ name }) => name === request.restorePoint);
    if (found === undefined) {
      throw new AppError('not_found', `Group "${request.group}" has no restore point "${request.restorePoint}"`);
    }
    const offsets = listOffsets(found.offsets).flatMap(({ offset, ...place }) =>
      offset === null ? [] : [{ ...place, offset }],
    );
    return { ...itemOf(found), offsets };
  },
});
