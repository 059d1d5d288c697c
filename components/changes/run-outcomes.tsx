'use client';

import { NativeSelect } from '@mantine/core';
import { parseAsStringLiteral } from 'nuqs';
import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { useOperationWords } from '@/components/operation/operation-words';
import type { DataColumn } from '@/components/ui/data-list';
import { DataTable } from '@/components/ui/data-table';
import { useLocalList } from '@/components/ui/use-local-list';
import { useTableState } from '@/components/ui/use-table-state';
import type { ItemOutcome } from '@/lib/views/schemas/operation-run';
import { OutcomeBadge } from './run-state';

const STATES = ['failed', 'unknown', 'skipped', 'done'] as const;
const FILTERS = { outcome: parseAsStringLiteral(STATES) };
const LOCAL = { error: null, isFetching: false, refetch: () => undefined, data: {} } as const;

/** Up to so many outcomes need no search, pages or export. */
const MOST_PLAIN = 6;

function useColumns(): readonly DataColumn<ItemOutcome>[] {
  const t = useTranslations('changes.run');
  const words = useOperationWords();
  return useMemo(
    () => [
      { id: 'subject', header: t('subject'), text: (row) => row.subject, cell: (row) => <code>{row.subject}</code> },
      {
        id: 'state',
        header: t('outcome'),
        text: (row) => row.state,
        cell: (row) => <OutcomeBadge state={row.state} />,
      },
      {
        id: 'message',
        header: t('message'),
        wraps: true,
        text: (row) => [row.errorName ?? '', words.told(row)].filter((part) => part !== '').join(': ') || null,
        cell: (row) => (
          <>
            {row.errorName !== null && <code>{row.errorName}</code>} {words.told(row)}
          </>
        ),
      },
    ],
    [t, words],
  );
}

/** What became of each item, what did not succeed first. */
export function RunOutcomes({ outcomes }: { readonly outcomes: readonly ItemOutcome[] }) {
  const t = useTranslations('changes');
  const state = useTableState({ prefix: 'outcome', filters: FILTERS });
  const columns = useColumns();
  const wanted = state.filters.outcome;
  const rows = useMemo(
    () =>
      outcomes
        .filter((outcome) => wanted === null || outcome.state === wanted)
        .sort((left, right) => STATES.indexOf(left.state) - STATES.indexOf(right.state)),
    [outcomes, wanted],
  );
  const list = useLocalList(LOCAL, rows, columns, state);
  return (
    <DataTable
      label={t('run.outcomes')}
      columns={columns}
      list={list}
      state={state}
      rowId={(row) => row.subject}
      rowTone={(row) => (row.state === 'failed' ? 'danger' : undefined)}
      empty={t('run.noOutcomes')}
      isPlain={outcomes.length <= MOST_PLAIN}
      filters={
        <NativeSelect
          size="xs"
          aria-label={t('outcome.filter')}
          value={wanted ?? ''}
          onChange={(event) => {
            const chosen = event.currentTarget.value;
            state.setFilters({ outcome: STATES.find((one) => one === chosen) ?? null });
          }}
          data={[
            { value: '', label: t('outcome.all') },
            ...STATES.map((one) => ({ value: one, label: t(`outcome.${one}`) })),
          ]}
        />
      }
    />
  );
}
