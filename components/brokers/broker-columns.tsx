'use client';

import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { Age } from '@/components/ui/age';
import type { DataColumn } from '@/components/ui/data-list';
import { Figure, type FigureKind } from '@/components/ui/figure';
import { Named } from '@/components/ui/named';
import { Tag } from '@/components/ui/tag';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/client/paths';
import { clusterMetricsQuery } from '@/lib/client/queries';
import type { BrokerItem } from '@/lib/views/schemas/broker';
import { BrokerStatus } from './broker-status';

type NumberField =
  | 'partitionCount'
  | 'leaderCount'
  | 'skewPercent'
  | 'leaderSkewPercent'
  | 'underReplicatedCount'
  | 'producedPerSecond';

type Translate = ReturnType<typeof useTranslations<'brokers'>>;

/** host:port, or null for a broker that is only known from replica lists. */
export function listenerOf(broker: Pick<BrokerItem, 'host' | 'port'>): string | null {
  return broker.host === null ? null : `${broker.host}:${broker.port ?? ''}`;
}

/** Records per second into the partitions that a broker leads. */
export function ProducedRate({ broker, reason }: { readonly broker: BrokerItem; readonly reason: string }) {
  return (
    <Figure
      value={broker.producedPerSecond}
      kind="rate"
      isAtLeast={broker.producedPerSecondIsAtLeast}
      reason={reason}
    />
  );
}

function numberColumn(
  t: Translate,
  id: NumberField,
  kind: FigureKind,
  reason?: string,
  clusterId?: string,
): DataColumn<BrokerItem> {
  return {
    id,
    header: t(`column.${id}`),
    hint: t(`hint.${id}`),
    isNumeric: true,
    text: (row) => row[id],
    cell: (row) => {
      const figure = <Figure value={row[id]} kind={kind} {...(reason === undefined ? {} : { reason })} />;
      return clusterId === undefined ? (
        figure
      ) : (
        <TextLink href={paths.broker(clusterId, row.brokerId)} c="inherit">
          {figure}
        </TextLink>
      );
    },
  };
}

function identityColumns(t: Translate, clusterId: string): DataColumn<BrokerItem>[] {
  return [
    {
      id: 'brokerId',
      header: t('column.brokerId'),
      text: (row) => row.brokerId,
      cell: (row) => (
        <Named>
          <TextLink href={paths.broker(clusterId, row.brokerId)} isMono fw={500} isLikely>
            {row.brokerId}
          </TextLink>
          {row.isController && <Tag>{t('controller')}</Tag>}
        </Named>
      ),
    },
    {
      id: 'isUp',
      header: t('column.isUp'),
      text: (row) => (row.isUp ? 'up' : 'down'),
      cell: (row) => <BrokerStatus broker={row} />,
    },
    {
      id: 'host',
      header: t('column.host'),
      text: listenerOf,
      cell: (row) => listenerOf(row) ?? <Figure value={null} reason={t('unknownAddress')} />,
    },
    { id: 'rack', header: t('column.rack'), text: (row) => row.rack, cell: (row) => row.rack },
  ];
}

/** CMAK's Bytes In and Bytes Out: not shown where nobody reads them. */
function trafficColumn(
  t: Translate,
  id: 'bytesInPerSecond' | 'bytesOutPerSecond',
  hasMetrics: boolean,
): DataColumn<BrokerItem> {
  return {
    id,
    header: t(`column.${id}`),
    hint: t(`hint.${id}`),
    isNumeric: true,
    isExtra: !hasMetrics,
    text: (row) => row[id],
    cell: (row) => <Figure value={row[id]} kind="byteRate" reason={t('trafficUnknown')} />,
  };
}

export function useBrokerColumns(clusterId: string): readonly DataColumn<BrokerItem>[] {
  const t = useTranslations('brokers');
  const { data: metrics } = useQuery(clusterMetricsQuery(clusterId));
  const hasMetrics = (metrics?.source ?? null) !== null;
  return useMemo(
    () => [
      ...identityColumns(t, clusterId),
      numberColumn(t, 'partitionCount', 'integer', undefined, clusterId),
      numberColumn(t, 'leaderCount', 'integer', undefined, clusterId),
      numberColumn(t, 'skewPercent', 'percent', t('noPartitions')),
      numberColumn(t, 'leaderSkewPercent', 'percent', t('noPartitions')),
      numberColumn(t, 'underReplicatedCount', 'integer', undefined, clusterId),
      {
        ...numberColumn(t, 'producedPerSecond', 'rate'),
        cell: (row) => <ProducedRate broker={row} reason={t('rateUnknown')} />,
      },
      trafficColumn(t, 'bytesInPerSecond', hasMetrics),
      trafficColumn(t, 'bytesOutPerSecond', hasMetrics),
      {
        id: 'sizeBytes',
        header: t('column.sizeBytes'),
        isNumeric: true,
        text: (row) => row.sizeBytes,
        cell: (row) => <Figure value={row.sizeBytes} kind="bytes" reason={t('sizeUnknown')} />,
      },
      {
        id: 'logDirs',
        header: t('column.logDirs'),
        isNumeric: true,
        isSortable: false,
        isExtra: true,
        text: (row) => row.logDirs?.length ?? null,
        cell: (row) => <Figure value={row.logDirs?.length} reason={t('sizeUnknown')} />,
      },
      {
        id: 'lastSeenAtMs',
        header: t('column.lastSeenAtMs'),
        isNumeric: true,
        isSortable: false,
        isExtra: true,
        text: (row) => row.lastSeenAtMs,
        cell: (row) => <Age atMs={row.lastSeenAtMs} />,
      },
    ],
    [t, clusterId, hasMetrics],
  );
}
