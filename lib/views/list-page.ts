import type { JudgedRound } from '@/lib/domain/evaluation';
import type { GapItem } from './list';
import { type Cursor, parseCursor, type SortValue, writeCursor } from './list-cursor';

/** How one noun is listed: its sort columns, what `search` looks into, and the column when none is asked for. */
export interface ListShape<Item extends { readonly id: string }> {
  readonly columns: Readonly<Record<string, (item: Item) => SortValue>>;
  readonly searchText: (item: Item) => string;
  readonly defaultSort: string;
}

/** The list parameters of a request, parsed. */
export interface ListRequest {
  readonly search: string;
  readonly sort?: string | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** What a list is made of. Give the same `items` array for the same round: sorted orders are remembered on it. */
export interface ListInput<Item extends { readonly id: string }> {
  readonly shape: ListShape<Item>;
  readonly items: readonly Item[];
  readonly request: ListRequest;
  readonly filter?: (item: Item) => boolean;
  readonly round: JudgedRound | null;
  readonly gaps: readonly GapItem[];
}

interface Entry<Item> {
  readonly item: Item;
  readonly text: string;
  readonly value: SortValue;
}

/**
 * One page of a list: filtered, searched (case-insensitive substring), sorted (nulls last, ties by id) and cut.
 * The cursor names the last item of the page before, so that pages neither repeat nor skip items when items come and go.
 * Throws `invalid_input` naming `cursor` for one that is broken or of another sort order.
 */
export function listPage<Item extends { readonly id: string }>(input: ListInput<Item>) {
  const { shape, items, request, filter } = input;
  const sort = request.sort ?? shape.defaultSort;
  const wanted = request.search.toLowerCase();
  const sorted = sortedEntries(items, shape, sort);
  const matching = sorted.filter((entry) => entry.text.includes(wanted) && (filter?.(entry.item) ?? true));
  const start = request.cursor === undefined ? 0 : indexAfter(matching, sort, parseCursor(request.cursor, sort));
  const page = matching.slice(start, start + request.limit);
  const last = page[page.length - 1];
  const hasMore = start + page.length < matching.length;
  return {
    items: page.map((entry) => entry.item),
    nextCursor: hasMore && last !== undefined ? writeCursor(sort, { value: last.value, id: last.item.id }) : null,
    total: matching.length,
    totalUnfiltered: items.length,
    capturedAtMs: input.round?.snapshot.capturedAtMs ?? null,
    gaps: [...input.gaps],
  };
}

const sortedOrders = new WeakMap<readonly object[], Map<string, readonly Entry<never>[]>>();

function sortedEntries<Item extends { readonly id: string }>(
  items: readonly Item[],
  shape: ListShape<Item>,
  sort: string,
): readonly Entry<Item>[] {
  const orders = sortedOrders.get(items) ?? new Map<string, readonly Entry<never>[]>();
  sortedOrders.set(items, orders);
  const known = orders.get(sort);
  if (known !== undefined) return known as unknown as readonly Entry<Item>[];
  const isDescending = sort.startsWith('-');
  const column = shape.columns[isDescending ? sort.slice(1) : sort];
  const entries = items.map((item) => ({
    item,
    text: shape.searchText(item).toLowerCase(),
    value: column?.(item) ?? null,
  }));
  entries.sort((left, right) => compareKeys(left.value, left.item.id, right.value, right.item.id, isDescending));
  orders.set(sort, entries as unknown as readonly Entry<never>[]);
  return entries;
}

function compareKeys(
  left: SortValue,
  leftId: string,
  right: SortValue,
  rightId: string,
  isDescending: boolean,
): number {
  if (left !== right) {
    if (left === null) return 1;
    if (right === null) return -1;
    return left < right === isDescending ? 1 : -1;
  }
  return leftId === rightId ? 0 : leftId < rightId ? -1 : 1;
}

function indexAfter<Item extends { readonly id: string }>(
  entries: readonly Entry<Item>[],
  sort: string,
  cursor: Cursor,
): number {
  const isDescending = sort.startsWith('-');
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const entry = entries[middle] as Entry<Item>;
    if (compareKeys(entry.value, entry.item.id, cursor.value, cursor.id, isDescending) <= 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Names of sort columns, for the query schema of the list. */
export function columnNames<Columns extends Readonly<Record<string, unknown>>>(columns: Columns) {
  return Object.keys(columns) as [keyof Columns & string, ...(keyof Columns & string)[]];
}
