'use client';

import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { LazyTrafficChart } from '@/components/traffic/lazy-traffic-chart';
import { ErrorState } from '@/components/ui/error-state';
import { Figure } from '@/components/ui/figure';
import { GapsNotice } from '@/components/ui/gaps-notice';
import { Page } from '@/components/ui/page';
import { type PageFigure, PageHead } from '@/components/ui/page-head';
import { PageSkeleton } from '@/components/ui/page-skeleton';
import { PageTabs } from '@/components/ui/page-tabs';
import { Tag } from '@/components/ui/tag';
import { paths } from '@/lib/client/paths';
import { brokerQuery } from '@/lib/client/queries';
import { usePathName } from '@/lib/client/use-path-name';
import type { BrokerDetail } from '@/lib/views/schemas/broker';
import { BrokerActions } from './broker-actions';
import { listenerOf, ProducedRate } from './broker-columns';
import { BrokerConfigs } from './broker-configs';
import { BrokerListeners } from './broker-listeners';
import { BrokerLoggers } from './broker-loggers';
import { BrokerMetrics } from './broker-metrics';
import { BrokerReplicas } from './broker-replicas';
import { BrokerStatus } from './broker-status';
import { BrokerTopics } from './broker-topics';
import { LogDirs } from './log-dirs';

function useBrokerFigures(broker: BrokerDetail | undefined): readonly PageFigure[] {
  const t = useTranslations('brokers');
  if (broker === undefined) {
    return [];
  }
  const under = broker.underReplicatedCount;
  return [
    { id: 'partitions', label: t('column.partitionCount'), value: <Figure value={broker.partitionCount} /> },
    { id: 'leaders', label: t('column.leaderCount'), value: <Figure value={broker.leaderCount} /> },
    {
      id: 'under',
      label: t('column.underReplicatedCount'),
      value: <Figure value={under} />,
      ...(under > 0 ? { tone: 'stopped' as const } : {}),
    },
    {
      id: 'skew',
      label: t('column.skewPercent'),
      value: <Figure value={broker.skewPercent} kind="percent" reason={t('noPartitions')} />,
    },
    {
      id: 'produced',
      label: t('column.producedPerSecond'),
      value: <ProducedRate broker={broker} reason={t('rateUnknown')} />,
    },
    {
      id: 'size',
      label: t('column.sizeBytes'),
      value: <Figure value={broker.sizeBytes} kind="bytes" reason={t('sizeUnknown')} />,
    },
  ];
}

function BrokerTabs({ clusterId, broker }: { readonly clusterId: string; readonly broker: BrokerDetail }) {
  const t = useTranslations('brokers.tab');
  const parts = useTranslations('brokerParts');
  const metrics = useTranslations('brokerMetrics');
  const traffic = useTranslations('traffic');
  const logDirs = useMemo(() => (broker.logDirs ?? []).map(({ path }) => path), [broker.logDirs]);
  return (
    <PageTabs
      label={t('label')}
      tabs={[
        {
          id: 'topics',
          label: t('topics'),
          render: () => <BrokerTopics clusterId={clusterId} brokerId={broker.brokerId} />,
        },
        {
          id: 'traffic',
          label: traffic('tab'),
          render: () => <LazyTrafficChart subject={{ kind: 'broker', clusterId, brokerId: broker.brokerId }} />,
        },
        {
          id: 'metrics',
          label: metrics('tab'),
          render: () => <BrokerMetrics clusterId={clusterId} brokerId={broker.brokerId} />,
        },
        {
          id: 'log-dirs',
          label: t('logDirs'),
          ...(broker.logDirs === null ? {} : { count: broker.logDirs.length }),
          render: () => <LogDirs logDirs={broker.logDirs} />,
        },
        {
          id: 'replicas',
          label: parts('replicas.tab'),
          render: () => <BrokerReplicas clusterId={clusterId} brokerId={broker.brokerId} logDirs={logDirs} />,
        },
        {
          id: 'listeners',
          label: parts('listeners.tab'),
          ...(broker.listeners === null ? {} : { count: broker.listeners.length }),
          render: () => <BrokerListeners listeners={broker.listeners} />,
        },
        { id: 'configs', label: t('configs'), render: () => <BrokerConfigs clusterId={clusterId} broker={broker} /> },
        {
          id: 'loggers',
          label: parts('loggers.tab'),
          render: () => <BrokerLoggers clusterId={clusterId} brokerId={broker.brokerId} />,
        },
      ]}
    />
  );
}

/** One broker: how it does, what it holds, where it keeps it, how it is set. */
export function BrokerScreen() {
  const t = useTranslations('brokers');
  const clusterId = usePathName('cluster') ?? '';
  const segment = usePathName('broker') ?? '';
  const query = useQuery(brokerQuery(clusterId, segment));
  const broker = query.data;
  const figures = useBrokerFigures(broker);
  const listener = broker === undefined ? null : listenerOf(broker);
  return (
    <Page fill>
      <PageHead
        noun={t('noun')}
        nounHref={paths.brokers(clusterId)}
        name={segment}
        isNameMono
        {...(listener === null ? {} : { copyValue: listener })}
        badges={
          broker !== undefined && (
            <>
              <BrokerStatus broker={broker} />
              {broker.isController && <Tag>{t('controller')}</Tag>}
              {listener !== null && <Tag>{listener}</Tag>}
              {broker.rack !== null && <Tag>{broker.rack}</Tag>}
              {broker.roles?.includes('controller') && <Tag>{t('quorumVoter')}</Tag>}
            </>
          )
        }
        figures={figures}
        actions={<BrokerActions clusterId={clusterId} brokerId={segment} isUp={broker?.isUp ?? true} />}
      />
      {broker !== undefined && <GapsNotice gaps={broker.gaps} />}
      {broker !== undefined && <BrokerTabs clusterId={clusterId} broker={broker} />}
      {broker === undefined && query.error === null && <PageSkeleton />}
      {broker === undefined && query.error !== null && (
        <ErrorState
          error={query.error}
          onRetry={() => void query.refetch()}
          isRetrying={query.isFetching}
          action={
            <Button component={Link} href={paths.brokers(clusterId)}>
              {t('backToList')}
            </Button>
          }
        />
      )}
    </Page>
  );
}
