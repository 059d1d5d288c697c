import { useMemo } from 'react';
import { ApiProblem } from '@/lib/client/api';
import { useOperationWords } from './operation-words';

/** One field that was not accepted, and why, in the reader's language. */
export interface FieldRefusal {
  readonly field: string;
  readonly message: string;
}

/** The fields that a failed request names; empty for any other failure. */
export function useFieldProblems(error: Error | null): readonly FieldRefusal[] {
  const words = useOperationWords();
  return useMemo(
    () =>
      error instanceof ApiProblem
        ? error.fields.map((problem) => ({ field: problem.field, message: words.told(problem) }))
        : [],
    [error, words],
  );
}
