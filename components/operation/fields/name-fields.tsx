'use client';

import { MultiSelect, Select, TagsInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { brokersQuery, topicsQuery } from '@/lib/client/queries';
import type { BrokerItem } from '@/lib/views/schemas/broker';
import type { FieldProps } from './field-props';
import { useFieldWords } from './use-field-words';

const MOST_OFFERED = 20;
const MOST_BROKERS = 500;
const PAUSE_MS = 150;

/** Names of topics that hold what is typed, as the server finds them. */
function useTopicNames(clusterId: string, typed: string): string[] {
  const [search] = useDebouncedValue(typed.trim(), PAUSE_MS);
  const { data } = useQuery(topicsQuery(clusterId, { search, limit: MOST_OFFERED, internal: 'show' }));
  return (data?.items ?? []).map(({ name }) => name);
}

interface TopicsFieldProps extends FieldProps {
  /** Topics that are offered before all others. */
  readonly offered?: readonly string[];
}

/** Topics by name, offered while one types; pasted lists are split. */
export function TopicsField({ offered = [], ...props }: TopicsFieldProps) {
  const { clusterId, value, onChange } = props;
  const [typed, setTyped] = useState('');
  const names = useTopicNames(clusterId, typed);
  const take = (next: readonly string[]) => {
    const named = [...new Set(next.map((name) => name.trim()).filter((name) => name !== ''))];
    onChange(named.length === 0 ? undefined : named);
  };
  return (
    <TagsInput
      {...useFieldWords(props)}
      data={[...new Set([...offered, ...names])]}
      value={Array.isArray(value) ? value.map(String) : []}
      onChange={take}
      searchValue={typed}
      onSearchChange={setTyped}
      splitChars={[',', ' ', '\n']}
      acceptValueOnBlur
      comboboxProps={{ shadow: 'sm', transitionProps: { duration: 0 } }}
    />
  );
}

/** One topic that exists. */
export function TopicField(props: FieldProps) {
  const { clusterId, value, onChange } = props;
  const [typed, setTyped] = useState('');
  const chosen = typeof value === 'string' && value !== '' ? value : null;
  const names = useTopicNames(clusterId, typed === chosen ? '' : typed);
  return (
    <Select
      {...useFieldWords(props)}
      data={chosen === null || names.includes(chosen) ? names : [chosen, ...names]}
      value={chosen}
      onChange={(next) => onChange(next ?? undefined)}
      searchable
      onSearchChange={setTyped}
    />
  );
}

function brokerLabel({ brokerId, host, port, rack }: BrokerItem): string {
  const place = host === null ? '' : ` · ${host}:${port ?? '—'}`;
  return `${brokerId}${place}${rack === null ? '' : ` · ${rack}`}`;
}

function useBrokerChoices(clusterId: string) {
  const { data } = useQuery(brokersQuery(clusterId, { limit: MOST_BROKERS }));
  return (data?.items ?? []).map((broker) => ({ value: broker.id, label: brokerLabel(broker) }));
}

/** Brokers by number; empty stands for what the field says it does. */
export function BrokersField(props: FieldProps) {
  const { clusterId, value, onChange } = props;
  const choices = useBrokerChoices(clusterId);
  return (
    <MultiSelect
      {...useFieldWords(props)}
      data={choices}
      value={Array.isArray(value) ? value.map(String) : []}
      onChange={(next) => onChange(next.length === 0 ? undefined : next.map(Number))}
      searchable
      comboboxProps={{ shadow: 'sm', transitionProps: { duration: 0 } }}
    />
  );
}

/** One broker. */
export function BrokerField(props: FieldProps) {
  const { clusterId, value, onChange } = props;
  const choices = useBrokerChoices(clusterId);
  const chosen = typeof value === 'number' ? String(value) : null;
  const isOffered = chosen === null || choices.some((choice) => choice.value === chosen);
  return (
    <Select
      {...useFieldWords(props)}
      data={isOffered ? choices : [...choices, { value: chosen, label: chosen }]}
      value={chosen}
      onChange={(next) => onChange(next === null ? undefined : Number(next))}
      searchable
      clearable={!props.field.isRequired}
    />
  );
}
