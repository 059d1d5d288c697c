import { z } from 'zod';

/** Path parameters. The segments arrive decoded (see `path-id.ts`); a group may have an empty name. */
export const clusterParam = z.string().min(1).max(100);
export const brokerIdParam = z.coerce.number().int().min(0).max(2147483647);
export const topicParam = z.string().min(1).max(249);
export const groupParam = z.string().max(32767);
export const partitionParam = z.coerce.number().int().min(0).max(1_000_000);
/** Epoch ms; year 2000 to 2100 catches seconds given for milliseconds. */
export const epochMsParam = z.coerce.number().int().min(946_684_800_000).max(4_102_444_800_000);

/** The stretch of time that a history is asked for; to be refined with `isRange`. */
export const rangeParams = { from: epochMsParam.optional(), to: epochMsParam.optional() };

const MAX_POINTS = 600;
/** How many points a history may answer. */
export const pointsParam = z.coerce.number().int().min(2).max(MAX_POINTS).default(MAX_POINTS);

/** The stretch that parameters name: what they leave out ends now, and lasts as long as the default. */
export function describeRange(
  { from, to }: { readonly from?: number | undefined; readonly to?: number | undefined },
  nowMs: number,
  defaultMs: number,
): { readonly fromMs: number; readonly toMs: number } {
  const toMs = to ?? Math.max(nowMs, (from ?? 0) + 1);
  return { fromMs: from ?? toMs - defaultMs, toMs };
}

/** For `refine` of parameters with `from` and `to`: a range that ends before it begins is refused. */
export const rangeProblem = { path: ['from'], message: 'must be before to' };
export function isRange(query: { readonly from?: number | undefined; readonly to?: number | undefined }): boolean {
  return query.from === undefined || query.to === undefined || query.from < query.to;
}
