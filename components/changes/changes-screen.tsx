'use client';

import { NativeSelect } from '@mantine/core';
import { parseAsStringLiteral } from 'nuqs';
import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { useOperationWords } from '@/components/operation/operation-words';
import { Age } from '@/components/ui/age';
import type { DataColumn } from '@/components/ui/data-list';
import { DataTable } from '@/components/ui/data-table';
import { EmptyState } from '@/components/ui/empty-state';
import { Figure } from '@/components/ui/figure';
import { Page } from '@/components/ui/page';
import { PageHead } from '@/components/ui/page-head';
import { TextLink } from '@/components/ui/text-link';
import { useTableState } from '@/components/ui/use-table-state';
import { paths } from '@/lib/client/paths';
import { operationRunsQuery } from '@/lib/client/queries';
import { usePathName } from '@/lib/client/use-path-name';
import { useServerList } from '@/lib/client/use-server-list';
import type { OperationRunItem } from '@/lib/views/schemas/operation-run';
import { RunStateBadge, STATE_NAMES } from './run-state';
import { TargetLinks } from './target-links';

const FILTERS = { state: parseAsStringLiteral(STATE_NAMES) };

function tookSeconds({ createdAtMs, endedAtMs }: OperationRunItem): number | null {
  return endedAtMs === null ? null : (endedAtMs - createdAtMs) / 1000;
}

function useColumns(clusterId: string): readonly DataColumn<OperationRunItem>[] {
  const t = useTranslations('changes.list');
  const words = useOperationWords();
  return useMemo(() => {
    const columns: readonly DataColumn<OperationRunItem>[] = [
      {
        id: 'summary',
        header: t('summary'),
        text: (row) => words.message(row.summary),
        cell: (row) => <TextLink href={paths.changeRun(clusterId, row.runId)}>{words.message(row.summary)}</TextLink>,
      },
      {
        id: 'state',
        header: t('state'),
        text: (row) => row.state,
        cell: (row) => <RunStateBadge state={row.state} isPlain />,
      },
      { id: 'principal', header: t('principal'), text: (row) => row.principal, cell: (row) => row.principal },
      {
        id: 'createdAtMs',
        header: t('createdAtMs'),
        text: (row) => row.createdAtMs,
        cell: (row) => <Age atMs={row.createdAtMs} />,
      },
      {
        id: 'tookSeconds',
        header: t('tookSeconds'),
        isNumeric: true,
        text: tookSeconds,
        cell: (row) => <Figure value={tookSeconds(row)} kind="duration" reason={t('stillGoing')} />,
      },
      {
        id: 'targets',
        header: t('targets'),
        text: (row) => row.targetNames.join(', '),
        cell: (row) => <TargetLinks clusterId={clusterId} kind={row.targetKind} names={row.targetNames} />,
      },
      {
        id: 'operation',
        header: t('operation'),
        isExtra: true,
        text: (row) => row.operation,
        cell: (row) => <code>{row.operation}</code>,
      },
    ];
    return columns.map((column) => ({ ...column, isSortable: false }));
  }, [t, words, clusterId]);
}

/** Every change made through Highwater, newest first. */
export function ChangesScreen() {
  const t = useTranslations('changes');
  const clusterId = usePathName('cluster') ?? '';
  const state = useTableState({ filters: FILTERS });
  const list = useServerList(state, (page) => operationRunsQuery(clusterId, { ...page, ...state.filters }));
  const columns = useColumns(clusterId);
  return (
    <Page fill>
      <PageHead noun={t('list.title')} />
      <DataTable
        label={t('list.title')}
        columns={columns}
        list={list}
        state={state}
        rowId={(row) => row.id}
        rowHref={(row) => paths.changeRun(clusterId, row.runId)}
        rowTone={(row) => (row.state === 'failed' || row.state === 'unknown' ? 'danger' : undefined)}
        filters={
          <NativeSelect
            size="xs"
            aria-label={t('list.filterState')}
            value={state.filters.state ?? ''}
            onChange={(event) => {
              const chosen = event.currentTarget.value;
              state.setFilters({ state: STATE_NAMES.find((one) => one === chosen) ?? null });
            }}
            data={[
              { value: '', label: t('list.allStates') },
              ...STATE_NAMES.map((one) => ({ value: one, label: t(`state.${one}`) })),
            ]}
          />
        }
        empty={<EmptyState title={t('list.empty')}>{t('list.emptyBody')}</EmptyState>}
      />
    </Page>
  );
}
