'use client';

import { useQuery } from '@tanstack/react-query';
import { type OperationItem, operationsQuery } from './operations';

/** Where the result of an operation lives; null while that is not known. Kafka for one that this Highwater no longer has. */
export function useResultPlace(operation: string): OperationItem['resultPlace'] | null {
  const { data } = useQuery(operationsQuery());
  if (data === undefined) return null;
  return data.items.find(({ name }) => name === operation)?.resultPlace ?? 'kafka';
}
