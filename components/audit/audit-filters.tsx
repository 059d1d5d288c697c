'use client';

import { NativeSelect, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useOperationWords } from '@/components/operation/operation-words';
import { operationsQuery } from '@/lib/client/operations';
import type { Messages } from '@/lib/i18n/en/catalogue';
import { AuditRange } from './audit-range';
import type { AuditState } from './audit-request';

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
  const { operation, result } = state.filters;
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
      <AuditRange state={state} />
    </>
  );
}
