'use client';

import { useTranslations } from 'use-intl';
import { Figure } from '@/components/ui/figure';
import type { PageFigure } from '@/components/ui/page-head';
import { paths } from '@/lib/client/paths';
import type { ClusterDetail } from '@/lib/views/schemas/cluster';

/** The figures of a cluster, each a door to what it counts. */
export function useClusterFigures(cluster: ClusterDetail): readonly PageFigure[] {
  const t = useTranslations('overview');
  const unread = useTranslations('clusters');
  const down = cluster.brokersDownCount ?? 0;
  const up = cluster.brokerCount ?? 0;
  const replicas = cluster.replicaCount ?? 0;
  const outOfSync = cluster.outOfSyncReplicaCount ?? 0;
  return [
    {
      id: 'brokers',
      label: t('figure.brokers'),
      href: paths.brokers(cluster.id),
      ...(down > 0 ? { tone: 'stopped' as const } : {}),
      value: down > 0 ? t('ofTotal', { up, total: up + down }) : <Figure value={cluster.brokerCount} />,
    },
    {
      id: 'topics',
      label: t('figure.topics'),
      href: paths.topics(cluster.id),
      value: <Figure value={cluster.topicCount} reason={unread('notRead')} />,
    },
    {
      id: 'partitions',
      label: t('figure.partitions'),
      href: paths.topics(cluster.id),
      value: <Figure value={cluster.partitionCount} reason={unread('notRead')} />,
    },
    {
      id: 'replicas',
      label: t('figure.replicas'),
      href: paths.topics(cluster.id, outOfSync > 0 ? { health: 'under-replicated' } : {}),
      ...(outOfSync > 0 ? { tone: 'slow' as const } : {}),
      value:
        outOfSync > 0 ? (
          t('ofTotal', { up: replicas - outOfSync, total: replicas })
        ) : (
          <Figure value={cluster.replicaCount} reason={unread('notRead')} />
        ),
    },
    {
      id: 'groups',
      label: t('figure.groups'),
      href: paths.groups(cluster.id),
      value: <Figure value={cluster.groupCount} reason={unread('notRead')} />,
    },
    {
      id: 'produced',
      label: t('figure.produced'),
      href: paths.topics(cluster.id, { sort: '-producerRatePerSecond' }),
      value: (
        <Figure
          value={cluster.producedPerSecond}
          kind="rate"
          isAtLeast={cluster.producedPerSecondIsAtLeast}
          reason={unread('rateUnknown')}
        />
      ),
    },
    {
      id: 'size',
      label: t('figure.size'),
      href: paths.brokers(cluster.id),
      value: (
        <Figure
          value={cluster.sizeBytes}
          kind="bytes"
          isAtLeast={cluster.sizeBytesIsAtLeast}
          reason={unread('sizeUnknown')}
        />
      ),
    },
  ];
}
