'use client';

import { ComboboxChevron, TextInput } from '@mantine/core';
import { useLayoutEffect, useRef, useState } from 'react';
import { loadOnce } from './load-once';

const parts = loadOnce(() => import('./mantine-select'));

interface SelectProps {
  readonly 'aria-label': string;
  readonly data: readonly { readonly value: string; readonly label: string }[];
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Typing narrows a long list. */
  readonly searchable: boolean;
}

/** One of some values out of a list that opens: Mantine's field, loaded when it is about to be used. One value is always chosen. */
export function Select({ data, value, onChange, searchable, ...rest }: SelectProps) {
  const [isUsed, setUsed] = useState(false);
  const [isLoaded, setLoaded] = useState(false);
  const isPressed = useRef(false);
  const field = useRef<HTMLInputElement>(null);
  // The field of before had the focus, and is gone.
  useLayoutEffect(() => {
    if (isLoaded) field.current?.focus({ preventScroll: true });
  }, [isLoaded]);
  const use = () => {
    if (isUsed) return;
    setUsed(true);
    void parts.load().then(
      () => setLoaded(true),
      () => setUsed(false),
    );
  };
  const loaded = parts.read();
  if (isLoaded && loaded !== null) {
    return (
      <loaded.Select
        {...rest}
        ref={field}
        data={[...data]}
        value={value}
        searchable={searchable}
        allowDeselect={false}
        defaultDropdownOpened={isPressed.current}
        onChange={(next) => onChange(next ?? value)}
      />
    );
  }
  return (
    <TextInput
      {...rest}
      readOnly
      pointer={!searchable}
      role="combobox"
      aria-haspopup="listbox"
      aria-expanded={false}
      value={data.find((one) => one.value === value)?.label ?? ''}
      rightSection={<ComboboxChevron size="xs" />}
      rightSectionPointerEvents="none"
      onPointerEnter={() => void parts.load().catch(() => undefined)}
      onMouseDown={() => {
        isPressed.current = true;
      }}
      onClick={use}
      onFocus={use}
    />
  );
}
