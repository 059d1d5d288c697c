'use client';

import { useCallback, useMemo, useRef } from 'react';
import type { ConfigWishes } from './config-wishes';
import type { OperationFormProps } from './field-props';

function textsOf(value: unknown): Readonly<Record<string, string>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, string>>) : {};
}

/** Wishes that stand in two fields of an input. The way to change them stays the same, so that rows need not be drawn again. */
export function useWishes({ input, onChange }: Pick<OperationFormProps, 'input' | 'onChange'>, setField = 'set') {
  const { [setField]: set, remove } = input;
  const wishes = useMemo<ConfigWishes>(
    () => ({ set: textsOf(set), remove: Array.isArray(remove) ? (remove as string[]) : [] }),
    [set, remove],
  );
  const latest = useRef({ wishes, onChange });
  latest.current = { wishes, onChange };
  const change = useCallback(
    (update: (wishes: ConfigWishes) => ConfigWishes) => {
      const next = update(latest.current.wishes);
      latest.current.onChange({
        [setField]: Object.keys(next.set).length === 0 ? undefined : next.set,
        remove: next.remove.length === 0 ? undefined : next.remove,
      });
    },
    [setField],
  );
  return { wishes, change };
}
