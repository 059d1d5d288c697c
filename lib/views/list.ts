import { z } from 'zod';
import { GAP_FACTS } from '@/lib/domain/snapshot';
import { CURSOR_ADVICE, isCursor } from './list-cursor';

/** Something that could not be read and why, as the API tells it. */
export const gapSchema = z.object({
  fact: z.enum(GAP_FACTS),
  brokerId: z.number().nullable(),
  topic: z.string().nullable(),
  partition: z.number().nullable(),
  groupId: z.string().nullable(),
  reason: z.string(),
  message: z.string(),
});
export type GapItem = z.output<typeof gapSchema>;

const MAX_PAGE_SIZE = 500;

/** Query of every list. `sort` is a column of the list, `-column` descending; `cursor` is opaque, from the page before. */
export function listParams<const Columns extends readonly [string, ...string[]]>(columns: Columns) {
  const sorts = columns.flatMap((column) => [column, `-${column}`]) as [string, ...string[]];
  return {
    search: z.string().max(500).default(''),
    sort: z.enum(sorts as unknown as readonly [Columns[number] | `-${Columns[number]}`]).optional(),
    limit: z.coerce.number().int().min(1).max(MAX_PAGE_SIZE).default(50),
    cursor: z.string().max(1000).refine(isCursor, CURSOR_ADVICE).optional(),
  };
}

/** A comma list of words out of a closed set; absent means all of them. */
export function wordsParam<const Words extends readonly [string, ...string[]]>(words: Words) {
  return z
    .string()
    .transform((text) => text.split(',').map((word) => word.trim()))
    .pipe(z.array(z.enum(words)))
    .optional();
}

/** Answer of every list: one page of the filtered, sorted items and how many there are in all. */
export function listResponse<Item extends z.ZodType>(item: Item) {
  return z.object({
    items: z.array(item),
    nextCursor: z.string().nullable(),
    /** Items that match the filter, on all pages. */
    total: z.number().int(),
    /** Items before the filter. */
    totalUnfiltered: z.number().int(),
    /** Epoch ms of the round shown; null before the first round. */
    capturedAtMs: z.number().nullable(),
    gaps: z.array(gapSchema),
  });
}

/** Age and gaps that every single-item answer carries too. */
export const capturedFields = {
  capturedAtMs: z.number().nullable(),
  gaps: z.array(gapSchema),
};
