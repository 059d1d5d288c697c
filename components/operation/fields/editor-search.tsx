'use client';

import { TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';

interface EditorSearchProps {
  readonly className: string | undefined;
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** The search over the rows of an editor within a form. */
export function EditorSearch({ className, label, value, onChange }: EditorSearchProps) {
  return (
    <TextInput
      type="search"
      className={className}
      aria-label={label}
      placeholder={label}
      leftSection={<IconSearch size={14} aria-hidden />}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      // Enter would send the form.
      onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}
    />
  );
}
