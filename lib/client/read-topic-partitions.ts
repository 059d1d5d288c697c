import { encodePathSegment } from '@/lib/views/path-id';
import type { PartitionItem } from '@/lib/views/schemas/topic';
import { readApi } from './api';
import type { ListAnswer } from './list-query';

const PAGE_SIZE = 500;

/** All partitions of a topic, page after page, as the collector last read them. */
export async function readTopicPartitions(clusterId: string, topic: string): Promise<readonly PartitionItem[]> {
  const path = `/clusters/${encodePathSegment(clusterId)}/topics/${encodePathSegment(topic)}/partitions`;
  const partitions: PartitionItem[] = [];
  let cursor: string | null = null;
  do {
    const page: ListAnswer<PartitionItem> = await readApi(path, { sort: 'partition', limit: PAGE_SIZE, cursor });
    partitions.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return partitions;
}
