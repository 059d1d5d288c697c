'use client';

import { useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { operationsQuery } from './operations';

/** Whether the reader may make a change, to offer none that is forbidden. True while it is not known: the server decides in any case. */
export function useMayChange(): (operation: string) => boolean {
  const { data } = useQuery(operationsQuery());
  return useCallback((operation) => data?.items.find(({ name }) => name === operation)?.isPermitted ?? true, [data]);
}
