import { z } from 'zod';

/** Offsets of a group that were kept to go back to. */
export const restorePointItem = z.object({
  /** The name as it stands in a path. */
  id: z.string(),
  name: z.string(),
  savedAtMs: z.number(),
  /** Who saved it. */
  savedBy: z.string(),
  topics: z.array(z.string()),
  partitionCount: z.number().int(),
});
export type RestorePointItem = z.output<typeof restorePointItem>;

/** `GET …/groups/{group}/restore-points/{name}`. */
export const restorePointDetail = restorePointItem.extend({
  offsets: z.array(z.object({ topic: z.string(), partition: z.number().int(), offset: z.number() })),
});
export type RestorePointDetail = z.output<typeof restorePointDetail>;
