'use client';

import { ActionIcon } from '@mantine/core';
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useTranslations } from 'use-intl';
import { ChartFrame } from '@/components/charts/chart-frame';
import { type ChartSeries, paletteTone } from '@/components/charts/chart-series';
import { HeatMap } from '@/components/charts/heat-map';
import { TimeSeriesChart } from '@/components/charts/time-series-chart';
import { rowsWithin } from '@/components/charts/visible-range';
import { hint } from '@/components/ui/hint';

import classes from './lag.module.css';
import { MOST_LINES } from './lag-part-select';
import { lagChartPath } from './lag-paths';
import { MINIMUM_RANGE_MS } from './lag-range';
import { LagNotice, lagPlaceholder } from './lag-states';
import { LagUnitSwitch } from './lag-unit-switch';
import type { LagSubject } from './lag-window-query';
import { readServerNowMs } from './server-now';
import { useLagHistories } from './use-lag-histories';
import { heldLink, type LagView } from './use-lag-view';

/** One request reads one partition, so that many are asked for at a time. */
const PAGE_SIZE = 12;
const POINTS = 120;

interface LagPartitionsProps {
  readonly subject: LagSubject & { readonly topic: string };
  readonly partitionCount: number;
  readonly view: LagView;
  readonly lead: React.ReactNode;
  readonly toolbar: React.ReactNode;
}

function Pager({ first, total, onFirst }: { first: number; total: number; onFirst: (first: number) => void }) {
  const t = useTranslations('lag');
  if (total <= PAGE_SIZE) return null;
  const last = Math.min(total, first + PAGE_SIZE) - 1;
  return (
    <div className={classes.toolbar}>
      <span className={classes.rangeWords}>
        {t('heatPart', { from: String(first), to: String(last), total: String(total) })}
      </span>
      <ActionIcon
        className={classes.icon}
        aria-label={t('previousPartitions')}
        {...hint(t('previousPartitions'))}
        disabled={first === 0}
        onClick={() => onFirst(Math.max(0, first - PAGE_SIZE))}
      >
        <IconChevronUp size={16} stroke={1.75} />
      </ActionIcon>
      <ActionIcon
        className={classes.icon}
        aria-label={t('nextPartitions')}
        {...hint(t('nextPartitions'))}
        disabled={last >= total - 1}
        onClick={() => onFirst(first + PAGE_SIZE)}
      >
        <IconChevronDown size={16} stroke={1.75} />
      </ActionIcon>
    </div>
  );
}

/** Lag of each partition of a topic over time, as colours or as lines: a hot or stuck partition stands out of hundreds. */
export function LagPartitions({ subject, partitionCount, view, lead, toolbar }: LagPartitionsProps) {
  const t = useTranslations('lag');
  const [first, setFirst] = useState(0);
  const { clusterId, groupId, topic } = subject;
  const partitions = useMemo(
    () => Array.from({ length: Math.min(PAGE_SIZE, partitionCount - first) }, (_, index) => first + index),
    [partitionCount, first],
  );
  const subjects = useMemo(
    () => partitions.map((partition) => ({ clusterId, groupId, topic, partition })),
    [clusterId, groupId, topic, partitions],
  );
  const source = useLagHistories(clusterId, subjects, view, POINTS);
  const series: readonly ChartSeries[] = useMemo(
    () =>
      partitions.map((partition, index) => ({
        id: String(partition),
        label: t('partitionOption', { partition: String(partition) }),
        shortLabel: String(partition),
        unit: view.unit,
        tone: paletteTone(index),
      })),
    [partitions, t, view.unit],
  );
  const isTime = view.unit === 'seconds';
  const visible = useMemo(() => rowsWithin(source.rows ?? [], source.range), [source.rows, source.range]);
  const drawn = {
    series,
    rows: source.rows ?? [],
    range: source.range,
    minimumMs: MINIMUM_RANGE_MS,
    latestMs: readServerNowMs(),
    onZoom: view.zoom,
    onZoomBack: view.back ?? undefined,
  };
  return (
    <ChartFrame
      title={isTime ? t('heatBehindTitle', { group: groupId, topic }) : t('heatTitle', { group: groupId, topic })}
      rows={visible}
      series={series}
      view={view.view}
      onViewChange={view.setView}
      link={() => heldLink(source.range)}
      lead={lead}
      controls={toolbar}
      notice={
        <>
          <LagNotice source={source} />
          <div className={classes.panelHead}>
            <Pager first={first} total={partitionCount} onFirst={setFirst} />
            <LagUnitSwitch view={view} />
          </div>
        </>
      }
      placeholder={lagPlaceholder(source, view)}
    >
      {view.shape === 'each' && partitionCount <= MOST_LINES ? (
        <TimeSeriesChart
          {...drawn}
          label={isTime ? t('eachBehindOf', { topic }) : t('eachOf', { topic })}
          height="big"
        />
      ) : (
        <HeatMap
          {...drawn}
          label={isTime ? t('heatBehindOf', { topic }) : t('heatOf', { topic })}
          stepMs={source.stepMs}
          hrefOf={(partition) => lagChartPath(clusterId, groupId, { topic, partition: Number(partition) })}
        />
      )}
    </ChartFrame>
  );
}
