'use client';

import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { OperationInput, OperationItem } from '@/lib/client/operations';
import { operationRunQuery, topicConfigsQuery, topicQuery } from '@/lib/client/queries';
import { describeFields, parsePrefill } from './input-fields';

const MOST_KEYS = 500;

interface InitialInput {
  /** Null where the address names a change that cannot be undone this way. */
  readonly input: OperationInput | null;
  readonly isLoading: boolean;
  readonly error: Error | null;
  readonly refetch: () => void;
}

/** What puts back the change that `?undo=` names. */
function useUndoInput(clusterId: string, operation: string, runId: string | null) {
  const query = useQuery({
    ...operationRunQuery(clusterId, runId ?? ''),
    enabled: runId !== null,
    // An input that changes under the form would lose what is typed.
    staleTime: Number.POSITIVE_INFINITY,
  });
  const inverse = query.data?.inverse;
  const input = inverse?.operation === operation ? (inverse.input as OperationInput) : null;
  return { query, input };
}

/** What makes a topic like the one that `?clone=` names: its counts and its own configs. */
function useCloneInput(clusterId: string, topic: string | null) {
  const options = { enabled: topic !== null, staleTime: Number.POSITIVE_INFINITY };
  const detail = useQuery({ ...topicQuery(clusterId, topic ?? ''), ...options });
  const configs = useQuery({ ...topicConfigsQuery(clusterId, topic ?? '', { limit: MOST_KEYS }), ...options });
  const input = useMemo(() => {
    if (detail.data === undefined || configs.data === undefined) return null;
    const own = configs.data.items.filter((entry) => entry.isOverridden && !entry.isSensitive && entry.value !== null);
    return {
      partitionCount: detail.data.partitionCount,
      replicationFactor: detail.data.replicationFactor,
      ...(own.length === 0 ? {} : { configs: Object.fromEntries(own.map(({ name, value }) => [name, value])) }),
    };
  }, [detail.data, configs.data]);
  return { queries: [detail, configs], input };
}

/** The input that the form starts with: what the address holds, over what it names. */
export function useInitialInput(clusterId: string, operation: OperationItem, search: URLSearchParams): InitialInput {
  const undo = search.get('undo');
  const clone = search.get('clone');
  const undone = useUndoInput(clusterId, operation.name, undo);
  const cloned = useCloneInput(clusterId, clone);
  const prefill = useMemo(() => parsePrefill(describeFields(operation.inputSchema), search), [operation, search]);
  const queries = [...(undo === null ? [] : [undone.query]), ...(clone === null ? [] : cloned.queries)];
  const input = useMemo(
    () => (undo === null ? (clone === null ? prefill : { ...cloned.input, ...prefill }) : undone.input),
    [undo, clone, prefill, cloned.input, undone.input],
  );
  return {
    input,
    isLoading: queries.some((query) => query.isPending),
    error: queries.find((query) => query.error !== null)?.error ?? null,
    refetch: () => {
      for (const query of queries) void query.refetch();
    },
  };
}
