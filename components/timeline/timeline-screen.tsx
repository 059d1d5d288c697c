'use client';

import { useTranslations } from 'use-intl';
import { DataTable } from '@/components/ui/data-table';
import { EmptyState } from '@/components/ui/empty-state';
import { Page } from '@/components/ui/page';
import { PageHead } from '@/components/ui/page-head';
import { useTableState } from '@/components/ui/use-table-state';
import { eventsQuery } from '@/lib/client/queries';
import { usePathName } from '@/lib/client/use-path-name';
import { useServerList } from '@/lib/client/use-server-list';
import { useTimelineColumns } from './timeline-columns';
import { TIMELINE_FILTERS, TimelineFilters, useTimelineRequest } from './timeline-filters';

/** What changed in a cluster, newest first, as far back as the history goes. */
export function TimelineScreen() {
  const t = useTranslations('events');
  const clusterId = usePathName('cluster') ?? '';
  const state = useTableState({ filters: TIMELINE_FILTERS });
  const request = useTimelineRequest(state);
  const list = useServerList(state, (page) => eventsQuery(clusterId, { ...page, ...request }));
  const columns = useTimelineColumns(clusterId);
  return (
    <Page fill>
      <PageHead noun={t('title')} />
      <DataTable
        label={t('title')}
        columns={columns}
        list={list}
        state={state}
        rowId={(event) => event.id}
        rowTone={(event) => (event.kind === 'broker-down' || event.kind === 'log-truncated' ? 'danger' : undefined)}
        filters={<TimelineFilters state={state} />}
        empty={<EmptyState title={t('empty')}>{t('emptyBody')}</EmptyState>}
      />
    </Page>
  );
}
