'use client';

import { Button } from '@mantine/core';
import { IconBookmarkPlus, IconDownload, IconUpload } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { Age } from '@/components/ui/age';
import type { DataColumn } from '@/components/ui/data-list';
import { DataTable } from '@/components/ui/data-table';
import { downloadText } from '@/components/ui/download';
import { EmptyState } from '@/components/ui/empty-state';
import { ErrorState } from '@/components/ui/error-state';
import { Figure } from '@/components/ui/figure';
import { TextLink } from '@/components/ui/text-link';
import { useLocalList } from '@/components/ui/use-local-list';
import { useTableState } from '@/components/ui/use-table-state';
import { paths } from '@/lib/client/paths';
import { restorePointsQuery } from '@/lib/client/queries';
import { readGroupOffsetRows, readRestorePointRows } from '@/lib/client/read-group-offsets';
import { useMayChange } from '@/lib/client/use-may-change';
import { formatOffsetsCsv, type OffsetRow } from '@/lib/domain/offset-reset/offsets-csv';
import type { RestorePointItem } from '@/lib/views/schemas/restore-point';
import classes from './groups.module.css';

const MOST_POINTS = 100;

interface GroupOffsetsProps {
  readonly clusterId: string;
  readonly groupId: string;
}

type Translate = ReturnType<typeof useTranslations<'groupOperations.points'>>;
type Save = (name: string, read: () => Promise<readonly OffsetRow[]>) => void;

/** A file name without what file systems do not take. */
const fileName = (...parts: readonly string[]) => `${parts.join('-').replaceAll(/[^\w.-]+/g, '_')}.csv`;

interface PointActionsProps extends GroupOffsetsProps {
  readonly name: string;
  readonly save: Save;
}

/** What can be done with one restore point. */
function PointActions({ clusterId, groupId, name, save }: PointActionsProps) {
  const t = useTranslations('groupOperations.points');
  const mayChange = useMayChange();
  const change = (operation: string, prefill: Readonly<Record<string, string>>) =>
    paths.change(clusterId, operation, { group: groupId, ...prefill });
  return (
    <span className={classes.beside}>
      {mayChange('reset-group-offsets') && (
        <TextLink
          href={change('reset-group-offsets', { to: JSON.stringify({ kind: 'restorePoint', name }) })}
          aria-label={t('restoreOf', { name })}
        >
          {t('restore')}
        </TextLink>
      )}
      <Button
        size="compact-xs"
        variant="subtle"
        aria-label={t('downloadOf', { name })}
        onClick={() => save(fileName(groupId, name), () => readRestorePointRows(clusterId, groupId, name))}
      >
        {t('download')}
      </Button>
      {mayChange('delete-restore-point') && (
        <TextLink href={change('delete-restore-point', { name })} aria-label={t('deleteOf', { name })}>
          {t('delete')}
        </TextLink>
      )}
    </span>
  );
}

function columnsOf(
  { clusterId, groupId }: GroupOffsetsProps,
  t: Translate,
  save: Save,
): DataColumn<RestorePointItem>[] {
  return [
    {
      id: 'name',
      header: t('name'),
      isSortable: true,
      isWide: true,
      text: ({ name }) => name,
      cell: ({ name }) => name,
    },
    {
      id: 'savedAtMs',
      header: t('saved'),
      isSortable: true,
      text: ({ savedAtMs }) => savedAtMs,
      cell: ({ savedAtMs }) => <Age atMs={savedAtMs} />,
    },
    {
      id: 'savedBy',
      header: t('by'),
      isSortable: true,
      text: ({ savedBy }) => savedBy,
      cell: ({ savedBy }) => savedBy,
    },
    {
      id: 'topics',
      header: t('topics'),
      isSortable: true,
      isNumeric: true,
      text: ({ topics }) => topics.length,
      cell: ({ topics }) => <Figure value={topics.length} note={topics.join('\n')} />,
    },
    {
      id: 'partitionCount',
      header: t('offsets'),
      isSortable: true,
      isNumeric: true,
      text: ({ partitionCount }) => partitionCount,
      cell: ({ partitionCount }) => <Figure value={partitionCount} />,
    },
    {
      id: 'actions',
      header: t('actions'),
      text: () => null,
      cell: ({ name }) => <PointActions clusterId={clusterId} groupId={groupId} name={name} save={save} />,
    },
  ];
}

/** What a group's offsets can be taken back to, and the same as a file of Kafka's own tool. */
export function GroupOffsets({ clusterId, groupId }: GroupOffsetsProps) {
  const t = useTranslations('groupOperations.points');
  const mayChange = useMayChange();
  const query = useQuery(restorePointsQuery(clusterId, groupId, { limit: MOST_POINTS }));
  const download = useMutation({
    mutationFn: async ({ name, read }: { name: string; read: () => Promise<readonly OffsetRow[]> }) =>
      downloadText(name, 'text/csv', formatOffsetsCsv(await read())),
  });
  const { mutate } = download;
  const columns = useMemo(
    () => columnsOf({ clusterId, groupId }, t, (name, read) => mutate({ name, read })),
    [clusterId, groupId, t, mutate],
  );
  const state = useTableState({ prefix: 'points' });
  const list = useLocalList(query, query.data?.items, columns, state);
  const to = (operation: string, prefill: Readonly<Record<string, string>> = {}) =>
    paths.change(clusterId, operation, { group: groupId, ...prefill });
  return (
    <>
      <div className={classes.tools}>
        {mayChange('save-restore-point') && (
          <Button
            component={Link}
            href={to('save-restore-point')}
            leftSection={<IconBookmarkPlus size={14} aria-hidden />}
          >
            {t('save')}
          </Button>
        )}
        <Button
          leftSection={<IconDownload size={14} aria-hidden />}
          loading={download.isPending}
          onClick={() =>
            mutate({ name: fileName(groupId, 'offsets'), read: () => readGroupOffsetRows(clusterId, groupId) })
          }
        >
          {t('export')}
        </Button>
        {mayChange('reset-group-offsets') && (
          <Button
            component={Link}
            href={to('reset-group-offsets', { to: JSON.stringify({ kind: 'csv' }) })}
            leftSection={<IconUpload size={14} aria-hidden />}
          >
            {t('import')}
          </Button>
        )}
      </div>
      {download.error !== null && <ErrorState error={download.error} onRetry={() => download.reset()} />}
      <DataTable
        label={t('title')}
        columns={columns}
        list={list}
        state={state}
        rowId={(point) => point.id}
        empty={<EmptyState title={t('none')}>{t('noneBody')}</EmptyState>}
      />
    </>
  );
}
