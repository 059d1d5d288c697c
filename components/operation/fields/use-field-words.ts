'use client';

import { useOperationWords } from '../operation-words';
import type { FieldProps } from './field-props';

/** Label, explanation and problem of a field, as the controls of Mantine take them. */
export function useFieldWords({ field, problem }: Pick<FieldProps, 'field' | 'problem'>) {
  const words = useOperationWords();
  const hint = words.fieldHint(field.name);
  return {
    size: 'xs',
    label: words.field(field.name),
    ...(hint === null ? {} : { description: hint }),
    ...(problem === undefined ? {} : { error: problem }),
    withAsterisk: field.isRequired,
  } as const;
}
