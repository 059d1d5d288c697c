'use client';

import { NativeSelect, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { parseAsString, parseAsStringLiteral } from 'nuqs';
import { useEffect, useMemo, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useOperationWords } from '@/components/operation/operation-words';
import type { FilteredTableState, FilterValues } from '@/components/ui/use-table-state';
import { operationsQuery } from '@/lib/client/operations';
import type { Messages } from '@/lib/i18n/en/catalogue';

const HOUR_MS = 3_600_000;
const RANGES = { '1h': HOUR_MS, '24h': 24 * HOUR_MS, '7d': 168 * HOUR_MS, '30d': 720 * HOUR_MS } as const;
type Range = keyof typeof RANGES;
const RANGE_NAMES = Object.keys(RANGES) as readonly Range[];

/** Results that are sought for; any other that the API takes can stand in the address. */
const RESULTS = [
  'started',
  'done',
  'partly',
  'failed',
  'unknown',
  'cancelled',
  'precondition_failed',
  'plan_changed',
  'conflict',
  'forbidden',
  'invalid_input',
] as const satisfies readonly (keyof Messages['audit']['result'])[];

const PAUSE_MS = 250;

/** Filters of the audit, named as the API names them; `range` counts back from now, `from` and `to` are epoch ms. */
export const AUDIT_FILTERS = {
  operation: parseAsString,
  result: parseAsString,
  principal: parseAsString,
  range: parseAsStringLiteral(RANGE_NAMES),
  from: parseAsString,
  to: parseAsString,
};
type AuditState = FilteredTableState<FilterValues<typeof AUDIT_FILTERS>>;

/** The filters as the API takes them. A range counts from when it was chosen, so that pages of one list belong together. */
export function useAuditRequest({ filters }: AuditState) {
  const { range, from, to, operation, result, principal } = filters;
  const sinceMs = useMemo(() => (range === null ? null : Date.now() - RANGES[range]), [range]);
  return { operation, result, principal, from: sinceMs ?? from, to: range === null ? to : null };
}

function PrincipalFilter({ state }: { readonly state: AuditState }) {
  const t = useTranslations('audit.filter');
  const chosen = state.filters.principal ?? '';
  const [text, setText] = useState(chosen);
  useEffect(() => setText(chosen), [chosen]);
  const take = useDebouncedCallback(
    (principal: string) => state.setFilters({ principal: principal === '' ? null : principal }),
    PAUSE_MS,
  );
  return (
    <TextInput
      aria-label={t('principal')}
      placeholder={t('anyPrincipal')}
      w="9rem"
      value={text}
      onChange={(event) => {
        setText(event.currentTarget.value);
        take(event.currentTarget.value.trim());
      }}
    />
  );
}

export function AuditFilters({ state }: { readonly state: AuditState }) {
  const t = useTranslations('audit');
  const words = useOperationWords();
  const operations = useQuery(operationsQuery());
  const { operation, result, range, from, to } = state.filters;
  const isCustom = range === null && (from !== null || to !== null);
  const known = (operations.data?.items ?? []).map(({ name }) => name);
  return (
    <>
      <NativeSelect
        size="xs"
        aria-label={t('filter.operation')}
        value={operation ?? ''}
        onChange={(event) => state.setFilters({ operation: event.currentTarget.value || null })}
        data={[
          { value: '', label: t('filter.allOperations') },
          ...[...new Set([...known, ...(operation === null ? [] : [operation])])].map((name) => ({
            value: name,
            label: words.title(name),
          })),
        ]}
      />
      <NativeSelect
        size="xs"
        aria-label={t('filter.result')}
        value={result ?? ''}
        onChange={(event) => state.setFilters({ result: event.currentTarget.value || null })}
        data={[
          { value: '', label: t('filter.allResults') },
          ...RESULTS.map((name) => ({ value: name, label: t(`result.${name}`) })),
        ]}
      />
      <PrincipalFilter state={state} />
      <NativeSelect
        size="xs"
        aria-label={t('filter.range')}
        value={isCustom ? 'custom' : (range ?? '')}
        onChange={(event) => {
          const chosen = event.currentTarget.value;
          state.setFilters({ range: RANGE_NAMES.find((name) => name === chosen) ?? null, from: null, to: null });
        }}
        data={[
          { value: '', label: t('filter.anyTime') },
          ...RANGE_NAMES.map((name) => ({ value: name, label: t(`filter.range${name}`) })),
          ...(isCustom ? [{ value: 'custom', label: t('filter.custom') }] : []),
        ]}
      />
    </>
  );
}
