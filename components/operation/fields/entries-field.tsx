'use client';

import { ActionIcon, Button, Input, NativeSelect, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import classes from '../operation.module.css';
import type { FieldProps } from './field-props';
import { useFieldWords } from './use-field-words';

interface Entry {
  readonly id: number;
  readonly key: string;
  readonly value: string;
}

function entriesOf(value: unknown): Entry[] {
  return typeof value === 'object' && value !== null
    ? Object.entries(value).map(([key, text], id) => ({ id, key, value: String(text) }))
    : [];
}

interface EntryValueProps {
  readonly label: string;
  readonly choices: readonly string[];
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function EntryValue({ label, choices, value, onChange }: EntryValueProps) {
  return choices.length === 0 ? (
    <TextInput aria-label={label} value={value} onChange={(event) => onChange(event.currentTarget.value)} />
  ) : (
    <NativeSelect
      size="xs"
      aria-label={label}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      data={[...choices]}
    />
  );
}

/** Keys with values, one line each. Lines without a key are not sent. */
export function EntriesField(props: FieldProps) {
  const t = useTranslations('changes.form');
  const { label, description, error } = { description: undefined, error: undefined, ...useFieldWords(props) };
  const [entries, setEntries] = useState(() => entriesOf(props.value));
  const [nextId, setNextId] = useState(entries.length);
  const take = (next: readonly Entry[]) => {
    setEntries([...next]);
    const kept = next.filter(({ key }) => key !== '');
    props.onChange(kept.length === 0 ? undefined : Object.fromEntries(kept.map(({ key, value }) => [key, value])));
  };
  const edit = (id: number, change: Partial<Entry>) =>
    take(entries.map((entry) => (entry.id === id ? { ...entry, ...change } : entry)));
  return (
    <Input.Wrapper label={label} description={description} error={error} labelElement="div" size="xs">
      <div className={classes.entries}>
        {entries.map((entry) => (
          <div key={entry.id} className={classes.entry}>
            <TextInput
              aria-label={t('entryKey')}
              placeholder={t('entryKey')}
              value={entry.key}
              onChange={(event) => edit(entry.id, { key: event.currentTarget.value })}
            />
            <EntryValue
              label={t('entryValue', { key: entry.key })}
              choices={props.field.choices}
              value={entry.value}
              onChange={(value) => edit(entry.id, { value })}
            />
            <ActionIcon
              aria-label={t('entryRemove', { key: entry.key })}
              onClick={() => take(entries.filter(({ id }) => id !== entry.id))}
            >
              <IconX size={14} />
            </ActionIcon>
          </div>
        ))}
        <Button
          size="compact-xs"
          variant="subtle"
          leftSection={<IconPlus size={14} />}
          onClick={() => {
            take([...entries, { id: nextId, key: '', value: props.field.choices[0] ?? '' }]);
            setNextId(nextId + 1);
          }}
        >
          {t('entryAdd')}
        </Button>
      </div>
    </Input.Wrapper>
  );
}
