'use client';

import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { parseAsArrayOf, parseAsString, useQueryState } from 'nuqs';
import { useMemo, useState } from 'react';
import { useTranslations } from 'use-intl';
import { EmptyState } from '@/components/ui/empty-state';
import { Page } from '@/components/ui/page';
import { PageHead } from '@/components/ui/page-head';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/client/paths';
import { clusterQuery, groupQuery } from '@/lib/client/queries';
import { usePathName } from '@/lib/client/use-path-name';
import { GroupPicker, MOST_COMPARED } from './group-picker';
import classes from './lag.module.css';
import { LagChart } from './lag-chart';
import { LagCompare } from './lag-compare';
import { type LagView, useLagView } from './use-lag-view';

/** The first of its values that is known: a chart that nobody chose does not change under the eyes of who reads it. */
function useFirstKnown(value: string | undefined): string | undefined {
  const [first, setFirst] = useState(value);
  if (first === undefined && value !== undefined) setFirst(value);
  return first ?? value;
}

const GROUPS = parseAsArrayOf(parseAsString).withDefault([]).withOptions({ history: 'push' });

interface ChosenChartProps {
  readonly clusterId: string;
  readonly chosen: readonly string[];
  readonly view: LagView;
}

function ChosenChart({ clusterId, chosen, view }: ChosenChartProps) {
  const [only = ''] = chosen;
  const group = useQuery({ ...groupQuery(clusterId, only), enabled: chosen.length === 1 });
  if (chosen.length > 1) return <LagCompare clusterId={clusterId} groupIds={chosen} view={view} />;
  const heading = (
    <h2 className={classes.chosenName}>
      <TextLink href={paths.group(clusterId, only)} isMono>
        {only}
      </TextLink>
    </h2>
  );
  const topics = group.data?.topicDetails;
  return <LagChart key={only} clusterId={clusterId} groupId={only} heading={heading} topics={topics} />;
}

/** Screen of lag across a cluster: the groups in trouble first, and the chart of one or of several. */
export function LagScreen() {
  const clusterId = usePathName('cluster') ?? '';
  const t = useTranslations('lag');
  const [asked, setGroups] = useQueryState('groups', GROUPS);
  const view = useLagView();
  const cluster = useQuery(clusterQuery(clusterId));
  const worst = useFirstKnown(cluster.data?.worstGroups[0]?.groupId);
  const isDefault = asked.length === 0;
  const chosen = useMemo(
    () => (isDefault ? (worst === undefined ? [] : [worst]) : asked.slice(0, MOST_COMPARED)),
    [isDefault, worst, asked],
  );
  const onCompare = (groupId: string, isCompared: boolean) => {
    const next = isCompared ? [...chosen, groupId] : chosen.filter((one) => one !== groupId);
    void setGroups(next.length === 0 ? null : next);
  };
  const { range, fixed } = view.window;
  const hrefOf = (groupId: string) =>
    paths.lag(clusterId, { groups: GROUPS.serialize([groupId]), range, from: fixed?.fromMs, to: fixed?.toMs });
  const choice = { clusterId, chosen, onCompare, hrefOf };
  const hasNone = cluster.data?.groupCount === 0;
  return (
    <Page>
      <PageHead
        noun={t('title')}
        actions={isDefault ? undefined : <Button onClick={() => void setGroups(null)}>{t('clearCompare')}</Button>}
      />
      {hasNone ? <EmptyState title={t('noGroups')}>{t('noGroupsBody')}</EmptyState> : null}
      <div className={classes.screen}>
        <div className={classes.chosen}>
          {chosen.length > 0 ? <ChosenChart clusterId={clusterId} chosen={chosen} view={view} /> : null}
        </div>
        <div className={classes.pickers}>
          <GroupPicker title={t('inTrouble')} status="stopped,stalled,slow" {...choice} />
          <GroupPicker title={t('doingWell')} status="ok" {...choice} />
          <GroupPicker title={t('notJudged')} status="unknown" {...choice} />
        </div>
      </div>
    </Page>
  );
}
