'use client';

import dynamic from 'next/dynamic';
import { type ReactNode, useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { ChartFrame } from '@/components/charts/chart-frame';
import { rowsWithin } from '@/components/charts/visible-range';
import { LagAlertButton } from './lag-alert-button';
import { LagPanels, useLagSeries } from './lag-panels';
import { LagPartSelect, type LagTopic } from './lag-part-select';
import { LagRates } from './lag-rates';
import { LagNotice, lagPlaceholder } from './lag-states';
import { LagToolbar } from './lag-toolbar';
import { readServerNowMs } from './server-now';
import { useLagHistory } from './use-lag-history';
import { useLagMarks } from './use-lag-marks';
import { heldLink, useLagView } from './use-lag-view';

const LagPartitions = dynamic(() => import('./lag-partitions').then((module) => module.LagPartitions));

export interface LagChartProps {
  readonly clusterId: string;
  readonly groupId: string;
  /** Set, the chart is of this topic alone and offers no other. */
  readonly topic?: string;
  readonly partition?: number;
  /** Stands before what chooses topic and partition, in place of the title. */
  readonly heading?: ReactNode;
  /** Topics to choose from; their partition counts decide whether partitions can be shown apart. */
  readonly topics?: readonly LagTopic[];
}

const NO_TOPICS: readonly LagTopic[] = [];

function useTitle(groupId: string, topic: string | null, partition: number | null): string {
  const t = useTranslations('lag');
  if (topic === null) return t('chartOfGroup', { group: groupId });
  if (partition === null) return t('chartOfTopic', { group: groupId, topic });
  return t('chartOfPartition', { group: groupId, topic, partition: String(partition) });
}

/** Where a group stands in its log over time: the water between log end and commit is the lag. All of its state is in the address. */
export function LagChart({ clusterId, groupId, topic, partition, heading, topics: offered }: LagChartProps) {
  const topics = offered ?? NO_TOPICS;
  const view = useLagView();
  // A group of one topic is that topic: its partitions can be chosen at once.
  const shownTopic = topic ?? view.topic ?? (topics.length === 1 ? (topics[0]?.topic ?? null) : null);
  const shownPartition = partition ?? view.partition;
  const subject = useMemo(
    () => ({ clusterId, groupId, topic: shownTopic, partition: shownPartition }),
    [clusterId, groupId, shownTopic, shownPartition],
  );
  const source = useLagHistory(subject, view.window, view.unit);
  const series = useLagSeries();
  const title = useTitle(groupId, shownTopic, shownPartition);
  const { range } = source;
  const visible = useMemo(() => rowsWithin(source.rows ?? [], range), [source.rows, range]);
  const marks = useLagMarks(subject, topics, range, source.sinceMs);
  const latestMs = readServerNowMs();
  const partitionCount = topics.find((one) => one.topic === shownTopic)?.partitionCount ?? 0;
  const toolbar = (
    <>
      <LagToolbar view={view} range={range} latestMs={latestMs} />
      <LagAlertButton
        lags={[{ subject, values: visible.map(({ values }) => values.at(-1) ?? null) }]}
        unit={view.unit}
      />
    </>
  );
  const lead =
    offered === undefined && heading === undefined ? undefined : (
      <>
        {heading}
        {partition === undefined ? (
          <LagPartSelect view={view} topics={topics} topic={shownTopic} canChooseTopic={topic === undefined} />
        ) : null}
      </>
    );
  if (view.shape !== 'lines' && shownTopic !== null && shownPartition === null && partitionCount > 1) {
    return (
      <LagPartitions
        subject={{ ...subject, topic: shownTopic }}
        partitionCount={partitionCount}
        view={view}
        lead={lead}
        toolbar={toolbar}
      />
    );
  }
  return (
    <ChartFrame
      title={title}
      lead={lead}
      rows={visible}
      series={series}
      view={view.view}
      onViewChange={view.setView}
      link={() => heldLink(range)}
      controls={toolbar}
      notice={
        <>
          <LagNotice source={source} />
          {source.rows ? <LagRates rows={source.rows} range={range} isLive={view.window.fixed === null} /> : null}
        </>
      }
      placeholder={lagPlaceholder(source, view)}
    >
      <LagPanels
        rows={source.rows ?? []}
        range={range}
        context={source.context}
        marks={marks}
        latestMs={latestMs}
        view={view}
      />
    </ChartFrame>
  );
}
