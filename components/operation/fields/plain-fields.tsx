'use client';

import { NativeSelect, NumberInput, Switch, TagsInput, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { FieldProps } from './field-props';
import { useFieldWords } from './use-field-words';

export function TextField(props: FieldProps) {
  const { value, onChange } = props;
  return (
    <TextInput
      {...useFieldWords(props)}
      value={typeof value === 'string' ? value : ''}
      onChange={(event) => onChange(event.currentTarget.value === '' ? undefined : event.currentTarget.value)}
      spellCheck={false}
      autoComplete="off"
    />
  );
}

export function NumberField(props: FieldProps) {
  const { field, value, onChange } = props;
  return (
    <NumberInput
      {...useFieldWords(props)}
      value={typeof value === 'number' ? value : ''}
      onChange={(next) => onChange(next === '' ? undefined : Number(next))}
      allowDecimal={field.kind === 'number'}
      {...(field.minimum === undefined ? {} : { min: field.minimum })}
      {...(field.maximum === undefined ? {} : { max: field.maximum })}
      clampBehavior="none"
      hideControls
    />
  );
}

export function FlagField(props: FieldProps) {
  const { withAsterisk: _, ...words } = useFieldWords(props);
  return (
    <Switch
      {...words}
      checked={props.value === true}
      onChange={(event) => props.onChange(event.currentTarget.checked)}
    />
  );
}

export function ChoiceField(props: FieldProps) {
  const { field, value, onChange } = props;
  const t = useTranslations('changes');
  const words = (choice: string) => {
    const known = `choice.${choice}` as 'choice.INFO';
    return t.has(known) ? t(known) : choice;
  };
  return (
    <NativeSelect
      {...useFieldWords(props)}
      value={typeof value === 'string' ? value : ''}
      onChange={(event) => onChange(event.currentTarget.value === '' ? undefined : event.currentTarget.value)}
      data={[
        { value: '', label: t('form.choose') },
        ...field.choices.map((choice) => ({ value: choice, label: words(choice) })),
      ]}
    />
  );
}

/** A list of words or numbers, typed or pasted with commas or spaces between. */
export function ListField(props: FieldProps) {
  const { field, value, onChange } = props;
  const texts = Array.isArray(value) ? value.map(String) : [];
  const take = (next: readonly string[]) => {
    const named = next.map((text) => text.trim()).filter((text) => text !== '');
    const values = field.kind === 'integers' ? named.map(Number).filter(Number.isInteger) : named;
    onChange(values.length === 0 ? undefined : values);
  };
  return (
    <TagsInput {...useFieldWords(props)} value={texts} onChange={take} splitChars={[',', ' ']} acceptValueOnBlur />
  );
}

/** What has no control of its own, as JSON. */
export function JsonField(props: FieldProps) {
  const { value, onChange } = props;
  const [text, setText] = useState(() => (value === undefined ? '' : JSON.stringify(value, null, 2)));
  const read = (next: string) => {
    setText(next);
    try {
      onChange(next.trim() === '' ? undefined : (JSON.parse(next) as unknown));
    } catch {
      onChange(next);
    }
  };
  return (
    <Textarea
      {...useFieldWords(props)}
      value={text}
      onChange={(event) => read(event.currentTarget.value)}
      autosize
      minRows={3}
      maxRows={16}
      spellCheck={false}
      ff="monospace"
    />
  );
}
