'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useCallback, useState } from 'react';
import {
  type Confirmation,
  changedPreview,
  createIdempotencyKey,
  executeOperation,
  isOutcomeUnknown,
  type OperationInput,
  previewOperation,
} from '@/lib/client/operations';
import { paths } from '@/lib/client/paths';
import type { OperationPreview } from '@/lib/views/schemas/operation-run';

interface ShownPreview {
  readonly preview: OperationPreview;
  /** The input that it previews. */
  readonly of: OperationInput;
  /** One key a preview: sent again, it is the same execution. */
  readonly idempotencyKey: string;
  /** The preview that this one took the place of, because the cluster changed; null otherwise. */
  readonly before: OperationPreview | null;
}

function merge(input: OperationInput, changes: OperationInput): OperationInput {
  return Object.fromEntries(Object.entries({ ...input, ...changes }).filter(([, value]) => value !== undefined));
}

/** One change on its way: what is filled in, what was previewed, what became of the confirmation. */
export function useChange(clusterId: string, operation: string, initial: OperationInput) {
  const router = useRouter();
  const client = useQueryClient();
  const [input, setInput] = useState(initial);
  const [shown, setShown] = useState<ShownPreview | null>(null);
  const preview = useMutation({
    networkMode: 'always',
    mutationFn: (of: OperationInput) => previewOperation(clusterId, operation, of),
    onSuccess: (made, of) => setShown({ preview: made, of, idempotencyKey: createIdempotencyKey(), before: null }),
    onError: () => setShown(null),
  });
  const execution = useMutation({
    networkMode: 'always',
    mutationFn: ({ confirmed, confirmation }: { confirmed: ShownPreview; confirmation: Confirmation }) =>
      executeOperation(clusterId, { ...confirmed, confirmation }),
    onSuccess: (runId) => {
      void client.invalidateQueries({ queryKey: ['view', clusterId] });
      router.push(paths.changeRun(clusterId, runId));
    },
    onError: (error, { confirmed }) => {
      const changed = changedPreview(error);
      if (changed === null) return;
      const { preview: before, of } = confirmed;
      setShown({ preview: changed, of, idempotencyKey: createIdempotencyKey(), before });
    },
  });
  const { mutate: makePreview } = preview;
  const { reset: forgetExecution } = execution;
  const change = useCallback((changes: OperationInput) => setInput((now) => merge(now, changes)), []);
  const askPreview = useCallback(
    (of: OperationInput) => {
      forgetExecution();
      makePreview(of);
    },
    [forgetExecution, makePreview],
  );
  return {
    input,
    change,
    preview: () => askPreview(input),
    /** For an input that is whole from the start. */
    previewNow: askPreview,
    isPreviewing: preview.isPending,
    previewError: preview.error,
    shown,
    /** The form was changed since. */
    isStale: shown !== null && shown.of !== input,
    confirm: (confirmation: Confirmation) => {
      if (shown !== null) execution.mutate({ confirmed: shown, confirmation });
    },
    /** Sends what was sent before once more, with its key: what happened already does not happen again. */
    askAgain: () => {
      if (execution.variables !== undefined) execution.mutate(execution.variables);
    },
    isExecuting: execution.isPending || execution.isSuccess,
    executionError: changedPreview(execution.error) === null ? execution.error : null,
    isOutcomeUnknown: execution.error !== null && isOutcomeUnknown(execution.error),
  };
}

export type Change = ReturnType<typeof useChange>;
