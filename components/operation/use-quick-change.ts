'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { createIdempotencyKey, executeOperation, type OperationInput, previewOperation } from '@/lib/client/operations';
import { useOperationWords } from './operation-words';

/** A routine change in one click: previewed and executed as it was previewed. Rejects with the refusals in words. */
export function useQuickChange(clusterId: string, operation: string) {
  const client = useQueryClient();
  const words = useOperationWords();
  return useMutation({
    networkMode: 'always',
    mutationFn: async (input: OperationInput) => {
      const preview = await previewOperation(clusterId, operation, input);
      if (preview.fingerprint === null) throw new Error(preview.refusals.map(words.message).join(' '));
      return executeOperation(clusterId, { preview, confirmation: {}, idempotencyKey: createIdempotencyKey() });
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['view', clusterId] }),
  });
}
