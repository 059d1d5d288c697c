'use client';

import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { Age } from '@/components/ui/age';
import type { DataColumn } from '@/components/ui/data-list';
import { Figure } from '@/components/ui/figure';
import { hint } from '@/components/ui/hint';
import { Named } from '@/components/ui/named';
import { Tag } from '@/components/ui/tag';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/client/paths';
import type { QuorumReplicaItem } from '@/lib/views/schemas/metadata';

type Column = DataColumn<QuorumReplicaItem>;
type Translate = ReturnType<typeof useTranslations<'metadata.replicas'>>;

function progressColumns(t: Translate): readonly Column[] {
  const time = (id: 'lastFetchAtMs' | 'lastCaughtUpAtMs'): Column => ({
    id,
    header: t(id),
    hint: t(`${id}Hint`),
    isNumeric: true,
    text: (row) => row[id],
    cell: (row) =>
      row[id] === null ? (
        <Figure value={null} reason={row.role === 'leader' ? t('leads') : t('notTold')} />
      ) : (
        <Age atMs={row[id]} />
      ),
  });
  return [
    {
      id: 'logEndOffset',
      header: t('logEndOffset'),
      isNumeric: true,
      text: (row) => row.logEndOffset,
      cell: (row) => <Figure value={row.logEndOffset} reason={t('notTold')} />,
    },
    {
      id: 'lag',
      header: t('lag'),
      hint: t('lagHint'),
      isNumeric: true,
      text: (row) => row.lag,
      cell: (row) => <Figure value={row.lag} reason={t('notTold')} />,
    },
    time('lastFetchAtMs'),
    time('lastCaughtUpAtMs'),
  ];
}

const endpointText = ({ host, port }: QuorumReplicaItem['endpoints'][number]) => `${host}:${port}`;

/** Columns of the nodes that keep the metadata log. */
export function useQuorumColumns(clusterId: string): readonly Column[] {
  const t = useTranslations('metadata.replicas');
  return useMemo(
    () => [
      {
        id: 'nodeId',
        header: t('nodeId'),
        text: (row) => row.nodeId,
        cell: (row) => (
          <Named>
            {row.isBroker ? <TextLink href={paths.broker(clusterId, row.nodeId)}>{row.nodeId}</TextLink> : row.nodeId}
            {!row.isBroker && <Tag>{t('controllerOnly')}</Tag>}
          </Named>
        ),
      },
      { id: 'role', header: t('role'), text: (row) => row.role, cell: (row) => t(`roles.${row.role}`) },
      ...progressColumns(t),
      {
        id: 'endpoints',
        header: t('endpoints'),
        isSortable: false,
        isWide: true,
        text: (row) => row.endpoints.map(endpointText).join(','),
        cell: (row) => {
          const text = row.endpoints.map(endpointText).join(', ');
          return text === '' ? <Figure value={null} reason={t('noEndpoint')} /> : <code {...hint(text)}>{text}</code>;
        },
      },
      {
        id: 'directoryId',
        header: t('directoryId'),
        isSortable: false,
        isExtra: true,
        text: (row) => row.directoryId,
        cell: (row) =>
          row.directoryId === null ? <Figure value={null} reason={t('notTold')} /> : <code>{row.directoryId}</code>,
      },
    ],
    [t, clusterId],
  );
}
