import type { GapItem } from '@/lib/views/list';

/** Query of a list of the API, with the filters that this list has. */
export interface ListQuery {
  readonly search?: string;
  readonly sort?: string | null;
  readonly limit?: number;
  readonly cursor?: string | null;
  readonly [filter: string]: string | number | boolean | null | undefined;
}

/** One page of a list, as the API answers it. */
export interface ListAnswer<Item> {
  readonly items: readonly Item[];
  readonly nextCursor: string | null;
  readonly total: number;
  readonly totalUnfiltered: number;
  readonly capturedAtMs: number | null;
  readonly gaps: readonly GapItem[];
}
