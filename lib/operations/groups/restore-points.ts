import { z } from 'zod';
import { rule } from '../input-problem';
import type { OperationSettings } from '../operation';
import { type OffsetTable, offsetTable } from './offset-table';

/** A name that a person gives to a restore point. */
export const restorePointName = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .refine((name) => !/\p{Cc}/u.test(name), rule('inputControlCharacters'));

/** Offsets of a group as they were at a time, to go back to. */
const restorePoint = z.object({
  name: restorePointName,
  /** Epoch ms. */
  savedAtMs: z.number(),
  savedBy: z.string(),
  offsets: offsetTable,
});
export type RestorePoint = z.output<typeof restorePoint>;

const stored = z.object({ points: z.array(restorePoint) });

/** At most so many for one group. */
export const MAX_RESTORE_POINTS = 50;

/** Where the restore points of a group are kept, also after the group is gone. */
export const restorePointsSetting = (groupId: string) => `restore-points/${groupId}`;

/** Stored restore points, oldest first; none when nothing was stored. */
export function parseRestorePoints(value: unknown): readonly RestorePoint[] {
  const parsed = stored.safeParse(value);
  return parsed.success ? parsed.data.points : [];
}

/** The restore points of a group, oldest first. */
export async function readRestorePoints(
  settings: OperationSettings,
  groupId: string,
): Promise<readonly RestorePoint[]> {
  return parseRestorePoints(await settings.read(restorePointsSetting(groupId)));
}

/** Stores the restore points of a group in place of those before. */
export async function writeRestorePoints(
  settings: OperationSettings,
  groupId: string,
  points: readonly RestorePoint[],
): Promise<void> {
  await settings.write(restorePointsSetting(groupId), { points });
}

/** Partitions that a table of offsets names. */
export function countPartitions(offsets: OffsetTable): number {
  return Object.values(offsets).reduce((sum, partitions) => sum + Object.keys(partitions).length, 0);
}
