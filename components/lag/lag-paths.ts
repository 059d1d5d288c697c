import { paths } from '@/lib/client/paths';

/** Address of a group's chart, of one topic or one partition of it where they are given. */
export function lagChartPath(
  clusterId: string,
  groupId: string,
  part: { readonly topic?: string; readonly partition?: number } = {},
): string {
  const path = paths.group(clusterId, groupId, part.topic === undefined ? {} : { topic: part.topic });
  return part.topic === undefined || part.partition === undefined ? path : `${path}&partition=${part.partition}`;
}
