'use client';

import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { ChartFrame } from '@/components/charts/chart-frame';
import { rowsWithin } from '@/components/charts/visible-range';
import { LagNotice, lagPlaceholder } from '@/components/lag/lag-states';
import { LagToolbar } from '@/components/lag/lag-toolbar';
import { readServerNowMs } from '@/components/lag/server-now';
import { useHistory } from '@/components/lag/use-history';
import { heldLink, useLagView } from '@/components/lag/use-lag-view';
import { TrafficFigureList } from './traffic-figures';
import { TrafficPanels, useTrafficSeries } from './traffic-panels';
import { toTrafficRows } from './traffic-rows';
import { type TrafficSubject, trafficHistorySubject } from './traffic-subject';

const POINTS = 300;

function useTitle(subject: TrafficSubject): string {
  const t = useTranslations('traffic');
  if (subject.kind === 'topic') return t('chartOfTopic', { topic: subject.topic });
  if (subject.kind === 'broker') return t('chartOfBroker', { broker: String(subject.brokerId) });
  return t('chartOfCluster');
}

/** What was appended over time, whoever reads it. All of its state is in the address, as that of a lag chart. */
export function TrafficChart({ subject }: { readonly subject: TrafficSubject }) {
  const view = useLagView();
  const source = useHistory({
    subject: trafficHistorySubject(subject),
    window: view.window,
    points: POINTS,
    toRows: toTrafficRows,
  });
  const isTopic = subject.kind === 'topic';
  const series = useTrafficSeries(isTopic);
  const title = useTitle(subject);
  const { range } = source;
  const visible = useMemo(() => rowsWithin(source.rows ?? [], range), [source.rows, range]);
  const latestMs = readServerNowMs();
  return (
    <ChartFrame
      title={title}
      rows={visible}
      series={series}
      view={view.view}
      onViewChange={view.setView}
      link={() => heldLink(range)}
      controls={<LagToolbar view={view} range={range} latestMs={latestMs} />}
      notice={
        <>
          <LagNotice source={source} />
          {source.rows ? (
            <TrafficFigureList rows={source.rows} range={range} isLive={view.window.fixed === null} hasKept={isTopic} />
          ) : null}
        </>
      }
      placeholder={lagPlaceholder(source, view)}
    >
      <TrafficPanels source={source} series={series} latestMs={latestMs} view={view} />
    </ChartFrame>
  );
}
