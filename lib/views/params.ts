import { z } from 'zod';

/** Path parameters. The segments arrive decoded (see `path-id.ts`); a group may have an empty name. */
export const clusterParam = z.string().min(1).max(100);
export const brokerIdParam = z.coerce.number().int().min(0).max(2147483647);
export const topicParam = z.string().min(1).max(249);
export const groupParam = z.string().max(32767);
export const partitionParam = z.coerce.number().int().min(0).max(1_000_000);
/** Epoch ms; year 2000 to 2100 catches seconds given for milliseconds. */
export const epochMsParam = z.coerce.number().int().min(946_684_800_000).max(4_102_444_800_000);

/** For `refine` of parameters with `from` and `to`: a range that ends before it begins is refused. */
export const rangeProblem = { path: ['from'], message: 'must be before to' };
export function isRange(query: { readonly from?: number | undefined; readonly to?: number | undefined }): boolean {
  return query.from === undefined || query.to === undefined || query.from < query.to;
}
