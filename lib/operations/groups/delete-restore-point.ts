import { z } from 'zod';
import { groupId } from '../input';
import { defineOperation } from '../operation';
import {
  countPartitions,
  type RestorePoint,
  readRestorePoints,
  restorePointName,
  writeRestorePoints,
} from './restore-points';

const input = z.strictObject({ group: groupId, name: restorePointName });

interface DeletePointPlan {
  readonly groupId: string;
  readonly name: string;
  readonly savedAtMs: number;
  readonly partitionCount: number;
}

/** Forgets a restore point of a group. Kafka is not touched. */
export const deleteRestorePoint = defineOperation<typeof input, readonly RestorePoint[], DeletePointPlan>({
  name: 'delete-restore-point',
  permission: 'group:offsets.reset',
  risk: 'disruptive',
  isOwnSetting: true,
  input,
  target: ({ group }) => ({ kind: 'group', names: [group] }),
  read: ({ settings }, { group }) => readRestorePoints(settings, group),
  plan: ({ group, name }, points) => {
    const point = points.find((one) => one.name === name);
    if (point === undefined) return { refusals: [{ key: 'noRestorePoint', values: { name, group } }] };
    const { savedAtMs, offsets } = point;
    return { plan: { groupId: group, name, savedAtMs, partitionCount: countPartitions(offsets) }, inverse: null };
  },
  describe: ({ groupId: group, name, savedAtMs, partitionCount }) => ({
    summary: { key: 'deleteRestorePoint', values: { group, name } },
    changes: [{ subject: name, aspect: 'savedOffsets', before: String(partitionCount), after: null }],
    warnings: [{ key: 'restorePointGone', values: { savedAt: new Date(savedAtMs).toISOString() } }],
    commandLines: [],
  }),
  execute: async ({ settings }, { groupId: group, name }) => {
    const points = await readRestorePoints(settings, group);
    await writeRestorePoints(
      settings,
      group,
      points.filter((point) => point.name !== name),
    );
    return [{ subject: name, state: 'done', told: null, errorName: null }];
  },
  verify: async ({ settings }, { groupId: group, name }) => {
    const points = await readRestorePoints(settings, group);
    const isGone = !points.some((point) => point.name === name);
    const differences = isGone ? [] : [{ subject: name, aspect: 'restorePoint', before: null, after: name }];
    return { isVerified: isGone, differences };
  },
});
