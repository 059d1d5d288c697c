'use client';

import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useTranslations } from 'use-intl';
import { LazyTrafficChart } from '@/components/traffic/lazy-traffic-chart';
import { ErrorState } from '@/components/ui/error-state';
import { FactLine } from '@/components/ui/fact-line';
import { GapsNotice } from '@/components/ui/gaps-notice';
import { Page } from '@/components/ui/page';
import { PageHead } from '@/components/ui/page-head';
import { PageSkeleton } from '@/components/ui/page-skeleton';
import { PageTabs } from '@/components/ui/page-tabs';
import { Tag } from '@/components/ui/tag';
import { paths } from '@/lib/client/paths';
import { topicQuery } from '@/lib/client/queries';
import { usePathName } from '@/lib/client/use-path-name';
import type { TopicDetail } from '@/lib/views/schemas/topic';
import { ReassigningTag } from './reassigning-tag';
import { TopicActions } from './topic-actions';
import { TopicBrokers } from './topic-brokers';
import { TopicConfigs } from './topic-configs';
import { useTopicFacts, useTopicFigures } from './topic-figures';
import { TopicGroups } from './topic-groups';
import { TopicLag } from './topic-lag';
import { TopicMetrics } from './topic-metrics';
import { TopicPartitions } from './topic-partitions';
import { TopicProducers } from './topic-producers';

function TopicTabs({ clusterId, topic }: { readonly clusterId: string; readonly topic: TopicDetail }) {
  const t = useTranslations('topics.tab');
  const metrics = useTranslations('brokerMetrics');
  const traffic = useTranslations('traffic');
  const producers = useTranslations('topics.producers');
  const { name } = topic;
  return (
    <PageTabs
      label={t('label')}
      tabs={[
        {
          id: 'partitions',
          label: t('partitions'),
          count: topic.partitionCount,
          render: () => <TopicPartitions clusterId={clusterId} topic={name} />,
        },
        {
          id: 'brokers',
          label: t('brokers'),
          count: topic.partitionsByBroker.length,
          render: () => <TopicBrokers clusterId={clusterId} brokers={topic.partitionsByBroker} />,
        },
        {
          id: 'groups',
          label: t('groups'),
          count: topic.groupCount,
          render: () => <TopicGroups clusterId={clusterId} topic={name} />,
        },
        {
          id: 'producers',
          label: producers('tab'),
          render: () => <TopicProducers clusterId={clusterId} topic={name} />,
        },
        {
          id: 'traffic',
          label: traffic('tab'),
          render: () => <LazyTrafficChart subject={{ kind: 'topic', clusterId, topic: name }} />,
        },
        { id: 'lag', label: t('lag'), render: () => <TopicLag clusterId={clusterId} topic={topic} /> },
        { id: 'metrics', label: metrics('tab'), render: () => <TopicMetrics clusterId={clusterId} topic={name} /> },
        { id: 'configs', label: t('configs'), render: () => <TopicConfigs clusterId={clusterId} topic={name} /> },
      ]}
    />
  );
}

function TopicBody({ clusterId, topic }: { readonly clusterId: string; readonly topic: TopicDetail }) {
  const t = useTranslations('topics');
  const figures = useTopicFigures(clusterId, topic);
  const facts = useTopicFacts(topic);
  return (
    <>
      <PageHead
        noun={t('noun')}
        nounHref={paths.topics(clusterId)}
        name={topic.name}
        isNameMono
        copyValue={topic.name}
        badges={
          <>
            {topic.isInternal && <Tag>{t('internal')}</Tag>}
            {(topic.reassigningCount ?? 0) > 0 && (
              <ReassigningTag clusterId={clusterId} count={topic.reassigningCount ?? 0} />
            )}
          </>
        }
        figures={figures}
        actions={<TopicActions clusterId={clusterId} topic={topic.name} isInternal={topic.isInternal} />}
      />
      <FactLine facts={facts} />
      <GapsNotice gaps={topic.gaps} />
      <TopicTabs clusterId={clusterId} topic={topic} />
    </>
  );
}

/** One topic: CMAK's summary, then its partitions, brokers, groups, lag and configuration. */
export function TopicScreen() {
  const t = useTranslations('topics');
  const clusterId = usePathName('cluster') ?? '';
  const name = usePathName('topic') ?? '';
  const query = useQuery(topicQuery(clusterId, name));
  return (
    <Page fill>
      {query.data === undefined ? (
        <>
          <PageHead noun={t('noun')} nounHref={paths.topics(clusterId)} name={name} isNameMono />
          {query.error === null && <PageSkeleton />}
          {query.error !== null && (
            <ErrorState
              error={query.error}
              onRetry={() => void query.refetch()}
              isRetrying={query.isFetching}
              action={
                <Button component={Link} href={paths.topics(clusterId)}>
                  {t('backToList')}
                </Button>
              }
            />
          )}
        </>
      ) : (
        <TopicBody clusterId={clusterId} topic={query.data} />
      )}
    </Page>
  );
}
