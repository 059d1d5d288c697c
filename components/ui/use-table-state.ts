'use client';

import { parseAsArrayOf, parseAsInteger, parseAsString, type SingleParserBuilder, useQueryStates } from 'nuqs';
import { useCallback, useMemo } from 'react';

export const PAGE_SIZES = [25, 50, 100, 250, 500] as const;
const DEFAULT_PAGE_SIZE = 50;

/** What a list is asked for. */
export interface ListRequest {
  readonly search: string;
  /** Column id, `-` before it for descending; null for the list's own order. */
  readonly sort: string | null;
  readonly limit: number;
  readonly cursor: string | null;
}

/** Search, sort, page, page size and columns of one table, kept in the address bar so that every view is a link. */
export interface TableState extends ListRequest {
  /** 1-based. */
  readonly page: number;
  /** Ids of the columns chosen; null for the usual ones. */
  readonly columns: readonly string[] | null;
  /** Filters beside the search that are set, so that "clear" knows whether there is anything to clear. */
  readonly isFiltered: boolean;
  readonly setSearch: (search: string) => void;
  readonly setSort: (sort: string | null) => void;
  readonly setLimit: (limit: number) => void;
  readonly setColumns: (columns: readonly string[] | null) => void;
  readonly goTo: (page: number, cursor: string | null) => void;
  /** Back to all rows: no search, no filters. */
  readonly clear: () => void;
  /** Back to the list as it is first seen, whatever the address held. */
  readonly reset: () => void;
}

export interface FilteredTableState<Filters> extends TableState {
  readonly filters: Filters;
  readonly setFilters: (changes: Partial<Filters>) => void;
}

/** One filter: how its value is read from the address. Every parser of nuqs that yields text is one. */
interface FilterParser<Value extends string = string> {
  readonly parse: (text: string) => Value | null;
}
type FilterParsers = Readonly<Record<string, FilterParser>>;
export type FilterValues<Parsers extends FilterParsers> = {
  readonly [Name in keyof Parsers]: Parsers[Name] extends FilterParser<infer Value> ? Value | null : never;
};

type TextParsers = Readonly<Record<string, SingleParserBuilder<string>>>;
const NO_FILTERS = {};

interface TableStateOptions<Parsers extends FilterParsers> {
  /** Keeps the tables of one page apart in the address; lower case letters. */
  readonly prefix?: string;
  readonly filters?: Parsers;
  readonly pageSize?: number;
}

/** State of one table in the URL. A changed search, sort or filter goes back to the first page. `filters` must be a constant. */
export function useTableState<const Parsers extends FilterParsers = Record<never, FilterParser>>({
  prefix,
  filters: filterParsers = NO_FILTERS as Parsers,
  pageSize = DEFAULT_PAGE_SIZE,
}: TableStateOptions<Parsers> = {}): FilteredTableState<FilterValues<Parsers>> {
  const parsers = useMemo(
    () => ({
      q: parseAsString.withDefault(''),
      sort: parseAsString,
      size: parseAsInteger,
      page: parseAsInteger.withDefault(1),
      at: parseAsString,
      cols: parseAsArrayOf(parseAsString),
    }),
    [],
  );
  const urlKeys = useMemo(() => namedKeys(Object.keys(parsers), prefix), [parsers, prefix]);
  const filterKeys = useMemo(() => namedKeys(Object.keys(filterParsers), prefix), [filterParsers, prefix]);
  const [url, setUrl] = useQueryStates(parsers, { urlKeys, history: 'push' });
  const [filters, setFilterUrl] = useQueryStates(filterParsers as unknown as TextParsers, {
    urlKeys: filterKeys,
    history: 'push',
  });
  const firstPage = { page: null, at: null } as const;
  const setFilters = useCallback(
    (changes: Partial<FilterValues<Parsers>>) => {
      void setFilterUrl(changes as Record<string, string | null>);
      void setUrl({ page: null, at: null });
    },
    [setFilterUrl, setUrl],
  );
  const hasFilters = Object.values(filters).some((value) => value !== null);
  return {
    search: url.q,
    sort: url.sort,
    limit: PAGE_SIZES.find((size) => size === url.size) ?? pageSize,
    page: Math.max(1, url.page),
    cursor: url.at,
    columns: url.cols,
    isFiltered: url.q !== '' || hasFilters,
    filters: filters as FilterValues<Parsers>,
    setFilters,
    setSearch: (q) => void setUrl({ q: q === '' ? null : q, ...firstPage }, { history: 'replace' }),
    setSort: (sort) => void setUrl({ sort, ...firstPage }),
    setLimit: (size) => void setUrl({ size: size === pageSize ? null : size, ...firstPage }),
    setColumns: (cols) => void setUrl({ cols: cols === null ? null : [...cols] }, { history: 'replace' }),
    goTo: (page, at) => void setUrl({ page: page <= 1 ? null : page, at: page <= 1 ? null : at }),
    clear: () => {
      void setFilterUrl(null);
      void setUrl({ q: null, ...firstPage });
    },
    reset: () => {
      void setFilterUrl(null);
      void setUrl(null);
    },
  };
}

function namedKeys(keys: readonly string[], prefix: string | undefined): Record<string, string> {
  return Object.fromEntries(keys.map((key) => [key, prefix === undefined ? key : `${prefix}-${key}`]));
}
