'use client';

import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import type { DataColumn } from '@/components/ui/data-list';
import { DataTable } from '@/components/ui/data-table';
import { EmptyState } from '@/components/ui/empty-state';
import { Figure } from '@/components/ui/figure';
import { Page } from '@/components/ui/page';
import { PageHead } from '@/components/ui/page-head';
import { TextLink } from '@/components/ui/text-link';
import { useTableState } from '@/components/ui/use-table-state';
import { paths } from '@/lib/client/paths';
import { operationRunsQuery, reassignmentsQuery } from '@/lib/client/queries';
import { useMayChange } from '@/lib/client/use-may-change';
import { usePathName } from '@/lib/client/use-path-name';
import { useServerList } from '@/lib/client/use-server-list';
import type { OperationRunItem } from '@/lib/views/schemas/operation-run';
import type { ReassignmentItem } from '@/lib/views/schemas/reassignment';
import { ElectionPanel } from './election-panel';
import classes from './reassignments.module.css';

function useColumns(clusterId: string): readonly DataColumn<ReassignmentItem>[] {
  const t = useTranslations('reassignments.column');
  return useMemo(() => {
    const brokers = (id: 'replicas' | 'addingReplicas' | 'removingReplicas' | 'isr'): DataColumn<ReassignmentItem> => ({
      id,
      header: t(id),
      isSortable: false,
      text: (row) => row[id].join(' '),
      cell: (row) => row[id].join(', '),
    });
    return [
      {
        id: 'topic',
        header: t('topic'),
        text: ({ topic }) => topic,
        cell: ({ topic }) => (
          <TextLink href={paths.topic(clusterId, topic)} isMono isLikely>
            {topic}
          </TextLink>
        ),
      },
      {
        id: 'partition',
        header: t('partition'),
        isNumeric: true,
        text: ({ partition }) => partition,
        cell: ({ partition }) => <Figure value={partition} />,
      },
      brokers('replicas'),
      brokers('addingReplicas'),
      brokers('removingReplicas'),
      brokers('isr'),
      {
        id: 'sizeBytes',
        header: t('sizeBytes'),
        isNumeric: true,
        text: ({ sizeBytes }) => sizeBytes,
        cell: ({ sizeBytes }) => <Figure value={sizeBytes} kind="bytes" reason={t('sizeUnknown')} />,
      },
    ];
  }, [t, clusterId]);
}

/** What is being moved now, whoever started it, and the way to the studio. */
export function ReassignmentsScreen() {
  const t = useTranslations('reassignments');
  const clusterId = usePathName('cluster') ?? '';
  const state = useTableState();
  const list = useServerList(state, (page) => reassignmentsQuery(clusterId, page));
  const columns = useColumns(clusterId);
  const mayChange = useMayChange();
  const running = useQuery(operationRunsQuery(clusterId, { state: 'running' })).data?.items ?? [];
  return (
    <Page fill>
      <PageHead
        noun={t('title')}
        actions={
          <>
            {(list.data?.totalUnfiltered ?? 0) > 0 && running.length === 0 && mayChange('cancel-reassignment') && (
              <Button component={Link} href={paths.change(clusterId, 'cancel-reassignment')}>
                {t('cancelOthers')}
              </Button>
            )}
            {mayChange('reassign-partitions') && (
              <Button component={Link} href={paths.change(clusterId, 'reassign-partitions')} variant="filled">
                {t('plan')}
              </Button>
            )}
          </>
        }
      />
      <RunningRuns clusterId={clusterId} runs={running} />
      <ElectionPanel clusterId={clusterId} />
      <DataTable
        label={t('title')}
        columns={columns}
        list={list}
        state={state}
        rowId={({ id }) => id}
        rowHref={({ topic }) => paths.topic(clusterId, topic)}
        empty={<EmptyState title={t('empty')}>{t('emptyBody')}</EmptyState>}
      />
    </Page>
  );
}

interface RunningRunsProps {
  readonly clusterId: string;
  readonly runs: readonly OperationRunItem[];
}

/** The changes of Highwater that move replicas now. */
function RunningRuns({ clusterId, runs }: RunningRunsProps) {
  const t = useTranslations('reassignments');
  if (runs.length === 0) return null;
  return (
    <div className={classes.actions}>
      {runs.map(({ runId, principal }) => (
        <Button key={runId} component={Link} href={paths.changeRun(clusterId, runId)}>
          {t('followRun', { principal })}
        </Button>
      ))}
    </div>
  );
}
