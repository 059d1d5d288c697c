'use client';

import { CloseButton, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import classes from './search-field.module.css';

interface SearchFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onSearch: (text: string) => void;
}

const PAUSE_MS = 200;

/** Searches while one types, a short pause behind the keys. `/` anywhere on the page leads here. */
export function SearchField({ label, value, onSearch }: SearchFieldProps) {
  const t = useTranslations('ui.table');
  const [text, setText] = useState(value);
  const search = useDebouncedCallback(onSearch, PAUSE_MS);
  // The address may change under us: back, or "clear filters".
  useEffect(() => setText(value), [value]);
  return (
    <TextInput
      className={classes.field}
      type="search"
      data-page-search
      aria-label={label}
      placeholder={label}
      value={text}
      leftSection={<IconSearch size={14} aria-hidden />}
      rightSection={
        text === '' ? null : (
          <CloseButton
            size="xs"
            aria-label={t('clearSearch')}
            onClick={() => {
              setText('');
              onSearch('');
            }}
          />
        )
      }
      onChange={(event) => {
        setText(event.currentTarget.value);
        search(event.currentTarget.value);
      }}
    />
  );
}
