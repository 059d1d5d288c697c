'use client';

import { Autocomplete, TagsInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { groupsQuery } from '@/lib/client/queries';
import type { FieldProps } from './field-props';
import { useFieldWords } from './use-field-words';

const MOST_OFFERED = 20;
const PAUSE_MS = 150;

/** Ids of groups that hold what is typed, as the server finds them. */
function useGroupIds(clusterId: string, typed: string): string[] {
  const [search] = useDebouncedValue(typed.trim(), PAUSE_MS);
  const { data } = useQuery(groupsQuery(clusterId, { search, sort: 'name', limit: MOST_OFFERED }));
  return (data?.items ?? []).map(({ groupId }) => groupId).filter((groupId) => groupId !== '');
}

/** One group; it may be one that does not exist yet. */
export function GroupField(props: FieldProps) {
  const { clusterId, value, onChange } = props;
  const typed = typeof value === 'string' ? value : '';
  return (
    <Autocomplete
      {...useFieldWords(props)}
      data={useGroupIds(clusterId, typed)}
      filter={({ options }) => options}
      value={typed}
      onChange={(next) => onChange(next === '' ? undefined : next)}
      spellCheck={false}
    />
  );
}

/** Groups by id, offered while one types. */
export function GroupsField(props: FieldProps) {
  const { clusterId, value, onChange } = props;
  const [typed, setTyped] = useState('');
  return (
    <TagsInput
      {...useFieldWords(props)}
      data={useGroupIds(clusterId, typed)}
      value={Array.isArray(value) ? value.map(String) : []}
      onChange={(next) => onChange(next.length === 0 ? undefined : next)}
      searchValue={typed}
      onSearchChange={setTyped}
      splitChars={['\n']}
      acceptValueOnBlur
      comboboxProps={{ shadow: 'sm', transitionProps: { duration: 0 } }}
    />
  );
}
