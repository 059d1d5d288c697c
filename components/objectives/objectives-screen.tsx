'use client';

import { Button } from '@mantine/core';
import Link from 'next/link';
import { useTranslations } from 'use-intl';
import { DataTable } from '@/components/ui/data-table';
import { EmptyState } from '@/components/ui/empty-state';
import { Page } from '@/components/ui/page';
import { PageHead } from '@/components/ui/page-head';
import { useTableState } from '@/components/ui/use-table-state';
import { paths } from '@/lib/client/paths';
import { freshnessObjectivesQuery } from '@/lib/client/queries';
import { usePathName } from '@/lib/client/use-path-name';
import { useServerList } from '@/lib/client/use-server-list';
import { useObjectiveColumns } from './objective-columns';
import { objectiveFormPath } from './objective-words';

/** Screen of the freshness objectives of a cluster, the worst budget first. */
export function ObjectivesScreen() {
  const clusterId = usePathName('cluster') ?? '';
  const t = useTranslations('objectives');
  const columns = useObjectiveColumns(clusterId);
  const state = useTableState();
  const list = useServerList(state, (request) => freshnessObjectivesQuery(clusterId, request));
  const set = (
    <Button component={Link} href={objectiveFormPath(clusterId, null, null)}>
      {t('set')}
    </Button>
  );
  return (
    <Page fill>
      <PageHead noun={t('title')} actions={set} />
      <DataTable
        label={t('title')}
        columns={columns}
        list={list}
        state={state}
        rowId={(item) => item.id}
        rowHref={(item) => paths.group(clusterId, item.groupId, { tab: 'freshness' })}
        empty={<EmptyState title={t('none')}>{t('noneBody')}</EmptyState>}
      />
    </Page>
  );
}
