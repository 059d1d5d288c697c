'use client';

import { type QueryKey, type UseQueryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ListAnswer, ListQuery } from './list-query';

/** What a table keeps in the address about its list. */
interface ListState {
  readonly search: string;
  readonly sort: string | null;
  readonly limit: number;
  readonly cursor: string | null;
}

/**
 * A list that the API searches, sorts and pages: `queryOf` makes the query of one page. The answer is what `DataTable`
 * takes; its `readPage` reads other pages of the same list.
 */
export function useServerList<Item, Key extends QueryKey>(
  state: ListState,
  queryOf: (list: ListQuery) => UseQueryOptions<ListAnswer<Item>, Error, ListAnswer<Item>, Key>,
) {
  const client = useQueryClient();
  const { search, sort, limit, cursor } = state;
  const query = useQuery(queryOf({ search, sort, limit, cursor }));
  return {
    data: query.data,
    error: query.error,
    isFetching: query.isFetching,
    isPlaceholderData: query.isPlaceholderData,
    refetch: query.refetch,
    readPage: (page: { readonly limit: number; readonly cursor: string | null }): Promise<ListAnswer<Item>> =>
      client.fetchQuery({ ...queryOf({ search, sort, ...page }), placeholderData: undefined } as Parameters<
        typeof client.fetchQuery<ListAnswer<Item>, Error, ListAnswer<Item>, Key>
      >[0]),
  };
}
