'use client';

import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { CopyButton } from '@/components/ui/copy-button';
import { DataTable } from '@/components/ui/data-table';
import { EmptyState } from '@/components/ui/empty-state';
import { ErrorState } from '@/components/ui/error-state';
import { Figure } from '@/components/ui/figure';
import { GapsNotice } from '@/components/ui/gaps-notice';
import { Page } from '@/components/ui/page';
import { type PageFigure, PageHead } from '@/components/ui/page-head';
import { PageSkeleton } from '@/components/ui/page-skeleton';
import { PageTabs } from '@/components/ui/page-tabs';
import { Tag } from '@/components/ui/tag';
import { useTableState } from '@/components/ui/use-table-state';
import { paths } from '@/lib/client/paths';
import { clusterMetadataQuery, quorumReplicasQuery } from '@/lib/client/queries';
import { usePathName } from '@/lib/client/use-path-name';
import { useServerList } from '@/lib/client/use-server-list';
import type { ClusterMetadata } from '@/lib/views/schemas/metadata';
import { FeatureTable } from './feature-table';
import { useQuorumColumns } from './quorum-columns';

function useFigures(clusterId: string, metadata: ClusterMetadata | undefined): readonly PageFigure[] {
  const t = useTranslations('metadata');
  if (metadata === undefined) return [];
  const reason = t('notKnown');
  const { controllerId } = metadata;
  const controller: PageFigure = {
    id: 'controller',
    label: metadata.mode === 'zookeeper' ? t('controller') : t('leader'),
    value: <Figure value={controllerId} reason={reason} />,
    ...(controllerId === null ? {} : { href: paths.broker(clusterId, controllerId) }),
  };
  if (metadata.mode !== 'kraft') return [controller];
  const figure = (id: 'leaderEpoch' | 'voterCount' | 'observerCount' | 'highWatermark' | 'maxVoterLag') => ({
    id,
    label: t(id),
    value: <Figure value={metadata[id]} reason={reason} />,
  });
  return [
    controller,
    figure('leaderEpoch'),
    figure('voterCount'),
    figure('observerCount'),
    figure('highWatermark'),
    figure('maxVoterLag'),
  ];
}

function QuorumReplicas({ clusterId, mode }: { readonly clusterId: string; readonly mode: ClusterMetadata['mode'] }) {
  const t = useTranslations('metadata.replicas');
  const state = useTableState();
  const list = useServerList(state, (page) => quorumReplicasQuery(clusterId, page));
  const columns = useQuorumColumns(clusterId);
  return (
    <DataTable
      label={t('tab')}
      columns={columns}
      list={list}
      state={state}
      rowId={(row) => row.id}
      empty={<EmptyState title={t(`empty.${mode}`)}>{t(`emptyBody.${mode}`)}</EmptyState>}
    />
  );
}

/** Who keeps the cluster's metadata: the quorum with its leader, voters and observers, and the feature levels. */
export function MetadataScreen() {
  const t = useTranslations('metadata');
  const clusterId = usePathName('cluster') ?? '';
  const query = useQuery(clusterMetadataQuery(clusterId));
  const metadata = query.data;
  const figures = useFigures(clusterId, metadata);
  return (
    <Page fill>
      <PageHead
        noun={t('title')}
        badges={
          metadata !== undefined && (
            <>
              <Tag>{t(`mode.${metadata.mode}`)}</Tag>
              {metadata.kafkaVersion !== null && <Tag>Kafka {metadata.kafkaVersion}</Tag>}
              {metadata.kafkaClusterId !== null && (
                <>
                  <Tag>{metadata.kafkaClusterId}</Tag>
                  <CopyButton value={metadata.kafkaClusterId} name={t('clusterId')} />
                </>
              )}
            </>
          )
        }
        figures={figures}
      />
      {metadata !== undefined && <GapsNotice gaps={metadata.gaps} />}
      {metadata !== undefined && (
        <PageTabs
          label={t('parts')}
          tabs={[
            {
              id: 'replicas',
              label: t('replicas.tab'),
              render: () => <QuorumReplicas clusterId={clusterId} mode={metadata.mode} />,
            },
            {
              id: 'features',
              label: t('features.title'),
              ...(metadata.features === null ? {} : { count: metadata.features.length }),
              render: () => <FeatureTable features={metadata.features} />,
            },
          ]}
        />
      )}
      {metadata === undefined && query.error === null && <PageSkeleton />}
      {metadata === undefined && query.error !== null && (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} isRetrying={query.isFetching} />
      )}
    </Page>
  );
}
