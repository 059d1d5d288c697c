'use client';

import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { ChartFrame } from '@/components/charts/chart-frame';
import { type ChartSeries, paletteTone } from '@/components/charts/chart-series';
import { ChartLegend } from '@/components/charts/chart-tooltip';
import { TimeSeriesChart } from '@/components/charts/time-series-chart';
import { rowsWithin } from '@/components/charts/visible-range';
import classes from './lag.module.css';
import { LagAlertButton } from './lag-alert-button';
import { MINIMUM_RANGE_MS } from './lag-range';
import { LagNotice, lagPlaceholder } from './lag-states';
import { LagToolbar } from './lag-toolbar';
import { LagUnitSwitch } from './lag-unit-switch';
import { readServerNowMs } from './server-now';
import { useLagHistories } from './use-lag-histories';
import { heldLink, type LagView } from './use-lag-view';

const POINTS = 300;

interface LagCompareProps {
  readonly clusterId: string;
  /** At most eight. */
  readonly groupIds: readonly string[];
  readonly view: LagView;
}

/** Total lag of several groups, or how far behind in time each is, as lines in one chart. */
export function LagCompare({ clusterId, groupIds, view }: LagCompareProps) {
  const t = useTranslations('lag');
  const subjects = useMemo(
    () => groupIds.map((groupId) => ({ clusterId, groupId, topic: null, partition: null })),
    [clusterId, groupIds],
  );
  const series: readonly ChartSeries[] = useMemo(
    () =>
      groupIds.map((groupId, index) => ({ id: groupId, label: groupId, unit: view.unit, tone: paletteTone(index) })),
    [groupIds, view.unit],
  );
  const source = useLagHistories(clusterId, subjects, view, POINTS);
  const { range } = source;
  const visible = useMemo(() => rowsWithin(source.rows ?? [], range), [source.rows, range]);
  const latest = visible.findLast((row) => row.values.some((value) => value !== null)) ?? null;
  const latestMs = readServerNowMs();
  const isTime = view.unit === 'seconds';
  const toolbar = (
    <>
      <LagToolbar view={view} range={range} latestMs={latestMs} />
      <LagAlertButton
        lags={subjects.map((subject, index) => ({
          subject,
          values: visible.map(({ values }) => values[index] ?? null),
        }))}
        unit={view.unit}
      />
    </>
  );
  return (
    <ChartFrame
      title={isTime ? t('compareBehindTitle') : t('compareTitle')}
      rows={visible}
      series={series}
      view={view.view}
      onViewChange={view.setView}
      link={() => heldLink(range)}
      controls={toolbar}
      notice={<LagNotice source={source} />}
      placeholder={lagPlaceholder(source, view)}
    >
      <div className={classes.panelHead}>
        <ChartLegend series={series} latest={latest} />
        <LagUnitSwitch view={view} />
      </div>
      <TimeSeriesChart
        label={isTime ? t('compareBehindPanel') : t('comparePanel')}
        rows={source.rows ?? []}
        series={series}
        range={range}
        height="big"
        latestMs={latestMs}
        minimumMs={MINIMUM_RANGE_MS}
        onZoom={view.zoom}
        onZoomBack={view.back ?? undefined}
      />
    </ChartFrame>
  );
}
