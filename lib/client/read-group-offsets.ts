import type { OffsetRow } from '@/lib/domain/offset-reset/offsets-csv';
import { encodePathSegment } from '@/lib/views/path-id';
import type { GroupLagItem } from '@/lib/views/schemas/group';
import type { RestorePointDetail } from '@/lib/views/schemas/restore-point';
import { readApi } from './api';
import type { ListAnswer } from './list-query';

const PAGE_SIZE = 500;

const groupPath = (clusterId: string, groupId: string) =>
  `/clusters/${encodePathSegment(clusterId)}/groups/${encodePathSegment(groupId)}`;

/** All committed offsets of a group, page after page, as the collector last read them. */
export async function readGroupOffsetRows(clusterId: string, groupId: string): Promise<readonly OffsetRow[]> {
  const rows: OffsetRow[] = [];
  let cursor: string | null = null;
  do {
    const query = { sort: 'topic', limit: PAGE_SIZE, cursor };
    const page: ListAnswer<GroupLagItem> = await readApi(`${groupPath(clusterId, groupId)}/lag`, query);
    for (const { topic, partition, committedOffset } of page.items) {
      if (committedOffset !== null) rows.push({ groupId: null, topic, partition, offset: committedOffset });
    }
    cursor = page.nextCursor;
  } while (cursor !== null);
  return rows;
}

/** The offsets of a restore point. */
export async function readRestorePointRows(
  clusterId: string,
  groupId: string,
  name: string,
): Promise<readonly OffsetRow[]> {
  const path = `${groupPath(clusterId, groupId)}/restore-points/${encodePathSegment(name)}`;
  const { offsets } = await readApi<RestorePointDetail>(path);
  return offsets.map((one) => ({ groupId: null, ...one }));
}
