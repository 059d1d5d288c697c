'use client';

import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { ErrorState } from '@/components/ui/error-state';
import { GapsNotice } from '@/components/ui/gaps-notice';
import { Page } from '@/components/ui/page';
import { PageHead } from '@/components/ui/page-head';
import { Tag } from '@/components/ui/tag';
import { clusterQuery } from '@/lib/client/queries';
import { usePathName } from '@/lib/client/use-path-name';
import type { ClusterDetail } from '@/lib/views/schemas/cluster';
import { BrokerTiles } from './broker-tiles';
import { ClusterChanges } from './cluster-changes';
import { useClusterFigures } from './cluster-figures';
import { ClusterTraffic } from './cluster-traffic';
import { CollectorNote } from './collector-note';
import { FiringAlerts } from './firing-alerts';
import { FirstRound } from './first-round';
import { HealthSentence } from './health-sentence';
import { MissingFeatures } from './missing-features';
import classes from './overview.module.css';
import { OverviewSkeleton } from './overview-skeleton';
import { TroubledPartitions } from './troubled-partitions';
import { WorstGroups } from './worst-groups';

/** One cluster at a glance: what is wrong first, then how much there is of everything. */
export function OverviewScreen() {
  const clusterId = usePathName('cluster') ?? '';
  const query = useQuery(clusterQuery(clusterId));
  if (query.data === undefined) {
    return (
      <Page>
        {query.error === null ? (
          <OverviewSkeleton />
        ) : (
          <ErrorState error={query.error} onRetry={() => void query.refetch()} isRetrying={query.isFetching} />
        )}
      </Page>
    );
  }
  return <Overview cluster={query.data} />;
}

function Overview({ cluster }: { readonly cluster: ClusterDetail }) {
  const t = useTranslations('overview');
  const figures = useClusterFigures(cluster);
  const isRead = cluster.capturedAtMs !== null;
  return (
    <Page>
      <PageHead
        noun={t('noun')}
        name={cluster.name}
        {...(cluster.kafkaClusterId === null ? {} : { copyValue: cluster.kafkaClusterId })}
        badges={cluster.kafkaVersion !== null && <Tag>Kafka {cluster.kafkaVersion}</Tag>}
        {...(isRead ? { figures } : {})}
      />
      {isRead ? (
        <>
          <HealthSentence cluster={cluster} />
          <FiringAlerts clusterId={cluster.id} />
          <GapsNotice gaps={cluster.gaps} />
          <WorstGroups cluster={cluster} />
          <BrokerTiles cluster={cluster} />
          <div className={classes.pair}>
            <TroubledPartitions cluster={cluster} />
            <ClusterChanges cluster={cluster} />
          </div>
          <ClusterTraffic clusterId={cluster.id} />
          <MissingFeatures cluster={cluster} />
          <CollectorNote cluster={cluster} />
        </>
      ) : (
        <FirstRound cluster={cluster} />
      )}
    </Page>
  );
}
