'use client';

import { Button, SegmentedControl, Switch } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { parseAsBoolean, parseAsInteger, parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import type { DataColumn } from '@/components/ui/data-list';
import { EmptyState } from '@/components/ui/empty-state';
import { ErrorState } from '@/components/ui/error-state';
import { Figure } from '@/components/ui/figure';
import { GapsNotice } from '@/components/ui/gaps-notice';
import { PageSkeleton } from '@/components/ui/page-skeleton';
import { PlainTable } from '@/components/ui/plain-table';
import { SearchField } from '@/components/ui/search-field';
import { StatusShape } from '@/components/ui/status-badge';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/client/paths';
import { topologyQuery } from '@/lib/client/queries';
import type { Topology } from '@/lib/views/schemas/topology';
import { LinkPicture } from './link-picture';
import classes from './topology.module.css';

/** Topics that one picture shows. */
const PAGE = 200;
const VIEWS = ['picture', 'table'] as const;

const topicNode = (topic: string) => `t ${topic}`;
const groupNode = (groupId: string) => `g ${groupId}`;

function TopicGroupLinks({ clusterId, data }: { readonly clusterId: string; readonly data: Topology }) {
  const t = useTranslations('topology');
  const verdicts = useTranslations('verdict');
  const left = data.topics.map(({ topic, producedPerSecond }) => ({
    id: topicNode(topic),
    name: topic,
    href: paths.topic(clusterId, topic),
    note: <Figure value={producedPerSecond} kind="rate" reason={t('rateUnknown')} />,
  }));
  const right = data.groups.map(({ groupId, status, verdict, totalLag }) => ({
    id: groupNode(groupId),
    name: groupId,
    href: paths.group(clusterId, groupId),
    mark: <StatusShape tone={status} label={verdicts(verdict)} />,
    note: <Figure value={totalLag} reason={t('lagUnknown')} />,
  }));
  const links = data.links.map(({ topic, groupId, isSubscribed }) => ({
    from: topicNode(topic),
    to: groupNode(groupId),
    isLoose: !isSubscribed,
  }));
  return (
    <LinkPicture
      label={t('pictureLabel')}
      leftTitle={t('topicsTitle')}
      rightTitle={t('groupsTitle')}
      left={left}
      right={right}
      links={links}
    />
  );
}

function LinkTable({ clusterId, data }: { readonly clusterId: string; readonly data: Topology }) {
  const t = useTranslations('topology');
  const columns = useMemo(
    (): readonly DataColumn<Topology['links'][number]>[] => [
      {
        id: 'topic',
        header: t('topic'),
        text: (row) => row.topic,
        cell: (row) => (
          <TextLink href={paths.topic(clusterId, row.topic)} isMono>
            {row.topic}
          </TextLink>
        ),
      },
      {
        id: 'group',
        header: t('group'),
        text: (row) => row.groupId,
        cell: (row) => (
          <TextLink href={paths.group(clusterId, row.groupId)} isMono>
            {row.groupId}
          </TextLink>
        ),
      },
      {
        id: 'lag',
        header: t('lag'),
        isNumeric: true,
        text: (row) => row.lag,
        cell: (row) => <Figure value={row.lag} reason={t('lagUnknown')} />,
      },
      {
        id: 'isSubscribed',
        header: t('reads'),
        text: (row) => row.isSubscribed,
        cell: (row) => (row.isSubscribed ? t('readsNow') : t('readsNoMore')),
      },
    ],
    [t, clusterId],
  );
  return (
    <PlainTable
      label={t('pictureLabel')}
      columns={columns}
      rows={data.links}
      rowId={(row) => `${row.topic}\n${row.groupId}`}
      empty={<EmptyState title={t('none')} />}
    />
  );
}

/** Which groups read which topics, as a picture or as a table. */
export function TopicGroupPicture({ clusterId }: { readonly clusterId: string }) {
  const t = useTranslations('topology');
  const [url, setUrl] = useQueryStates({
    q: parseAsString.withDefault(''),
    all: parseAsBoolean.withDefault(false),
    view: parseAsStringLiteral(VIEWS).withDefault('picture'),
    offset: parseAsInteger.withDefault(0),
  });
  const query = useQuery(
    topologyQuery(clusterId, {
      search: url.q,
      groups: url.all ? 'all' : 'active',
      limit: PAGE,
      offset: url.offset,
    }),
  );
  const { data } = query;
  const until = url.offset + (data?.topics.length ?? 0);
  return (
    <>
      <div className={classes.tools}>
        <SearchField label={t('search')} value={url.q} onSearch={(q) => void setUrl({ q, offset: 0 })} />
        <Switch
          label={t('all')}
          checked={url.all}
          onChange={(event) => void setUrl({ all: event.currentTarget.checked, offset: 0 })}
        />
        <SegmentedControl
          aria-label={t('as')}
          value={url.view}
          onChange={(view) => void setUrl({ view: view as (typeof VIEWS)[number] })}
          data={VIEWS.map((value) => ({ value, label: t(value) }))}
        />
      </div>
      {data !== undefined && <GapsNotice gaps={data.gaps} />}
      {data !== undefined && data.topics.length === 0 && (
        <EmptyState title={t('none')}>{url.q === '' ? t('noneBody') : t('noMatch')}</EmptyState>
      )}
      {data !== undefined && data.topics.length > 0 && (
        <>
          {url.view === 'picture' ? (
            <TopicGroupLinks clusterId={clusterId} data={data} />
          ) : (
            <LinkTable clusterId={clusterId} data={data} />
          )}
          <div className={classes.tools}>
            <p className={classes.count}>{t('count', { from: url.offset + 1, until, total: data.topicTotal })}</p>
            {url.offset > 0 && (
              <Button size="compact-sm" onClick={() => void setUrl({ offset: Math.max(0, url.offset - PAGE) })}>
                {t('before')}
              </Button>
            )}
            {until < data.topicTotal && (
              <Button size="compact-sm" onClick={() => void setUrl({ offset: url.offset + PAGE })}>
                {t('next')}
              </Button>
            )}
          </div>
        </>
      )}
      {data === undefined && query.error === null && <PageSkeleton />}
      {data === undefined && query.error !== null && (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} isRetrying={query.isFetching} />
      )}
    </>
  );
}
