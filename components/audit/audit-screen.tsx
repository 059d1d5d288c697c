'use client';

import { usePathname, useRouter, useSearchParams } from 'next/navigation';
import { useCallback } from 'react';
import { useTranslations } from 'use-intl';
import { DataTable } from '@/components/ui/data-table';
import { EmptyState } from '@/components/ui/empty-state';
import { Page } from '@/components/ui/page';
import { PageHead } from '@/components/ui/page-head';
import { useTableState } from '@/components/ui/use-table-state';
import { auditQuery } from '@/lib/client/queries';
import { usePathName } from '@/lib/client/use-path-name';
import { useServerList } from '@/lib/client/use-server-list';
import type { AuditEventItem } from '@/lib/views/schemas/audit';
import { useAuditColumns } from './audit-columns';
import { AuditDetail } from './audit-detail';
import { AuditFilters } from './audit-filters';
import { AUDIT_FILTERS, useAuditRequest } from './audit-request';

/** The row that stands open, in the address beside everything else that does. */
function useOpenRow() {
  const router = useRouter();
  const pathname = usePathname();
  const search = useSearchParams().toString();
  const hrefOf = useCallback(
    (row: Pick<AuditEventItem, 'id'> | null) => {
      const query = new URLSearchParams(search);
      query.delete('event');
      if (row !== null) query.set('event', row.id);
      return query.size === 0 ? pathname : `${pathname}?${query}`;
    },
    [pathname, search],
  );
  return {
    eventId: new URLSearchParams(search).get('event'),
    hrefOf,
    close: () => router.push(hrefOf(null), { scroll: false }),
  };
}

/** Who changed or tried to change what, newest first. */
export function AuditScreen() {
  const t = useTranslations('audit');
  const clusterId = usePathName('cluster') ?? '';
  const state = useTableState({ filters: AUDIT_FILTERS });
  const request = useAuditRequest(state);
  const list = useServerList(state, (page) => auditQuery(clusterId, { ...page, ...request }));
  const openRow = useOpenRow();
  const columns = useAuditColumns(clusterId, openRow.hrefOf);
  return (
    <Page fill>
      <PageHead noun={t('title')} />
      <DataTable
        label={t('title')}
        columns={columns}
        list={list}
        state={state}
        rowId={(row) => row.id}
        rowHref={openRow.hrefOf}
        rowTone={(row) => (row.result === 'failed' || row.result === 'unknown' ? 'danger' : undefined)}
        filters={<AuditFilters state={state} />}
        empty={<EmptyState title={t('empty')}>{t('emptyBody')}</EmptyState>}
      />
      <AuditDetail clusterId={clusterId} eventId={openRow.eventId} onClose={openRow.close} />
    </Page>
  );
}
