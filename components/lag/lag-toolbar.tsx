'use client';

import { ActionIcon, SegmentedControl } from '@mantine/core';
import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { useTranslations } from 'use-intl';
import type { TimeRange } from '@/components/charts/chart-series';
import { RangeControls } from '@/components/charts/range-controls';
import { hint } from '@/components/ui/hint';
import classes from './lag.module.css';
import { LAG_RANGES, type LagRange, MINIMUM_RANGE_MS } from './lag-range';
import type { LagView } from './use-lag-view';

interface LagToolbarProps {
  readonly view: LagView;
  readonly range: TimeRange;
  readonly latestMs: number;
}

function RangeButtons({ view }: { view: LagView }) {
  const t = useTranslations('lag');
  return (
    <SegmentedControl
      size="xs"
      aria-label={t('range')}
      withItemsBorders={false}
      value={view.window.fixed ? '' : view.window.range}
      onChange={(value) => view.setRange(value as LagRange)}
      data={LAG_RANGES.map((range) => ({ value: range, label: t(`ranges.${range}`) }))}
    />
  );
}

function PauseButton({ view, range }: { view: LagView; range: TimeRange }) {
  const t = useTranslations('lag');
  const isHeld = view.window.fixed !== null;
  const label = isHeld ? t('resume') : t('pause');
  return (
    <ActionIcon
      aria-label={label}
      {...hint(label)}
      variant={isHeld ? 'light' : 'subtle'}
      color={isHeld ? 'teal' : 'gray'}
      onClick={() => (isHeld ? view.goLive() : view.zoom(range))}
    >
      {isHeld ? <IconPlayerPlay size={16} stroke={1.75} /> : <IconPlayerPause size={16} stroke={1.75} />}
    </ActionIcon>
  );
}

/** Range buttons, pause, and every zoom as a button. */
export function LagToolbar({ view, range, latestMs }: LagToolbarProps) {
  return (
    <div className={classes.toolbar}>
      <RangeButtons view={view} />
      <PauseButton view={view} range={range} />
      <RangeControls
        range={range}
        minimumMs={MINIMUM_RANGE_MS}
        latestMs={latestMs}
        onZoom={view.zoom}
        onZoomBack={view.back ?? undefined}
      />
    </div>
  );
}
