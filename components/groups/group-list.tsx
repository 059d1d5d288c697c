'use client';

import { parseAsString } from 'nuqs';
import { useMemo, useState } from 'react';
import { useTranslations } from 'use-intl';
import { DataTable } from '@/components/ui/data-table';
import { EmptyState } from '@/components/ui/empty-state';
import { Page } from '@/components/ui/page';
import { PageHead } from '@/components/ui/page-head';
import { useTableState } from '@/components/ui/use-table-state';
import { paths } from '@/lib/client/paths';
import { groupsQuery } from '@/lib/client/queries';
import { usePathName } from '@/lib/client/use-path-name';
import { useServerList } from '@/lib/client/use-server-list';
import { GROUP_KINDS } from '@/lib/domain/group-kind';
import { VERDICTS } from '@/lib/domain/verdict/verdicts';
import { GroupBulkActions } from './group-actions';
import { useGroupColumns } from './group-columns';
import { useGroupWords } from './group-words';
import { WordFilter } from './word-filter';

const FILTERS = { status: parseAsString, verdict: parseAsString, type: parseAsString, state: parseAsString };
const STATUSES = ['stopped', 'stalled', 'slow', 'unknown', 'ok'] as const;
const STATES = [
  'Stable',
  'Empty',
  'PreparingRebalance',
  'CompletingRebalance',
  'Assigning',
  'Reconciling',
  'NotReady',
  'Dead',
  'Unknown',
] as const;

/** Screen of all groups of a cluster, of every type and state. */
export function GroupList() {
  const clusterId = usePathName('cluster') ?? '';
  const t = useTranslations('groups');
  const words = useGroupWords();
  const columns = useGroupColumns(clusterId);
  const state = useTableState({ filters: FILTERS });
  const list = useServerList(state, (request) => groupsQuery(clusterId, { ...request, ...state.filters }));
  const [chosen, setChosen] = useState<ReadonlySet<string>>(() => new Set());
  const selection = useMemo(
    () => ({
      ids: chosen,
      onChange: setChosen,
      actions: <GroupBulkActions clusterId={clusterId} groups={[...chosen]} />,
    }),
    [chosen, clusterId],
  );
  return (
    <Page fill>
      <PageHead noun={t('title')} />
      <DataTable
        label={t('title')}
        columns={columns}
        list={list}
        state={state}
        rowId={(group) => group.groupId}
        selection={selection}
        rowHref={(group) => paths.group(clusterId, group.groupId)}
        empty={<EmptyState title={t('none')}>{t('noneBody')}</EmptyState>}
        filters={
          <>
            <WordFilter
              name={t('status')}
              options={STATUSES.map((value) => ({ value, label: words.status(value) }))}
              value={state.filters.status}
              onChange={(status) => state.setFilters({ status })}
            />
            <WordFilter
              name={t('verdict')}
              options={VERDICTS.map((value) => ({ value, label: words.verdict(value) }))}
              value={state.filters.verdict}
              onChange={(verdict) => state.setFilters({ verdict })}
            />
            <WordFilter
              name={t('type')}
              options={GROUP_KINDS.map((kind) => ({ value: kind, label: words.type({ kind }) }))}
              value={state.filters.type}
              onChange={(type) => state.setFilters({ type })}
            />
            <WordFilter
              name={t('state')}
              options={STATES.map((value) => ({ value, label: t(`states.${value}`) }))}
              value={state.filters.state}
              onChange={(value) => state.setFilters({ state: value })}
            />
          </>
        }
      />
    </Page>
  );
}
