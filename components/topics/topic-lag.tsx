'use client';

import { NativeSelect, Skeleton } from '@mantine/core';
import dynamic from 'next/dynamic';
import { parseAsString, useQueryState } from 'nuqs';
import { useTranslations } from 'use-intl';
import { EmptyState } from '@/components/ui/empty-state';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/client/paths';
import type { TopicDetail } from '@/lib/views/schemas/topic';
import classes from './topic-lag.module.css';

const LagChart = dynamic(() => import('@/components/lag/lag-chart').then((module) => module.LagChart), {
  ssr: false,
  loading: () => <Skeleton height="24rem" />,
});

/** The group whose lag is looked at first: the one that is furthest behind. */
function worstGroupOf(groups: TopicDetail['groups']): string | null {
  const sorted = [...groups].sort((a, b) => (b.lag ?? -1) - (a.lag ?? -1) || Number(b.isActive) - Number(a.isActive));
  return sorted[0]?.groupId ?? null;
}

/** Lag of one group on this topic over time. */
export function TopicLag({ clusterId, topic }: { readonly clusterId: string; readonly topic: TopicDetail }) {
  const t = useTranslations('topics.lag');
  const [chosen, setChosen] = useQueryState('group', parseAsString.withOptions({ history: 'push' }));
  const groupId = topic.groups.some((group) => group.groupId === chosen) ? chosen : worstGroupOf(topic.groups);
  if (groupId === null) {
    return <EmptyState title={t('empty')} />;
  }
  return (
    <div className={classes.lag}>
      <div className={classes.choice}>
        <NativeSelect
          size="xs"
          aria-label={t('group')}
          value={groupId}
          onChange={(event) => void setChosen(event.currentTarget.value)}
          data={topic.groups.map((group) => group.groupId)}
        />
        <TextLink href={paths.group(clusterId, groupId)}>{t('openGroup')}</TextLink>
      </div>
      <LagChart
        clusterId={clusterId}
        groupId={groupId}
        topic={topic.name}
        topics={[{ topic: topic.name, partitionCount: topic.partitionCount }]}
      />
    </div>
  );
}
