'use client';

import { parseAsString, parseAsStringLiteral } from 'nuqs';
import { useMemo } from 'react';
import type { FilteredTableState, FilterValues } from '@/components/ui/use-table-state';

const HOUR_MS = 3_600_000;
const RANGES = { '1h': HOUR_MS, '24h': 24 * HOUR_MS, '7d': 168 * HOUR_MS, '30d': 720 * HOUR_MS } as const;
type Range = keyof typeof RANGES;
export const RANGE_NAMES = Object.keys(RANGES) as readonly Range[];

/** Filters of the audit, named as the API names them; `range` counts back from now, `from` and `to` are epoch ms. */
export const AUDIT_FILTERS = {
  operation: parseAsString,
  result: parseAsString,
  principal: parseAsString,
  range: parseAsStringLiteral(RANGE_NAMES),
  from: parseAsString,
  to: parseAsString,
};
export type AuditState = FilteredTableState<FilterValues<typeof AUDIT_FILTERS>>;

/** The filters as the API takes them. A range counts from when it was chosen, so that pages of one list belong together. */
export function useAuditRequest({ filters }: AuditState) {
  const { range, from, to, operation, result, principal } = filters;
  const sinceMs = useMemo(() => (range === null ? null : Date.now() - RANGES[range]), [range]);
  return { operation, result, principal, from: sinceMs ?? from, to: range === null ? to : null };
}
