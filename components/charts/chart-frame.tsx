'use client';

import { ActionIcon, VisuallyHidden } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { IconChartLine, IconCheck, IconDownload, IconLink, IconTable } from '@tabler/icons-react';
import dynamic from 'next/dynamic';
import { type ReactNode, type RefObject, useRef } from 'react';
import { useTranslations } from 'use-intl';
import { hint } from '@/components/ui/hint';
import { Menu } from '@/components/ui/menu';
import { describeCsv, describeJson, fileNameOf } from './chart-export';
import classes from './chart-frame.module.css';
import type { ChartRow, ChartSeries } from './chart-series';
import { LazyMount } from './lazy-mount';
import { readChartImage, saveFile } from './save-chart';

const ChartTable = dynamic(() => import('./chart-table').then((module) => module.ChartTable));

export type ChartView = 'chart' | 'table';

export interface ChartFrameProps {
  readonly title: string;
  /** What the chart shows now: its table, and what is saved. */
  readonly rows: readonly ChartRow[];
  readonly series: readonly ChartSeries[];
  readonly view: ChartView;
  readonly onViewChange: (view: ChartView) => void;
  /** Address of exactly this view; asked for when it is copied. */
  readonly link: () => string;
  /** Stands in the place of the title, which then is only told, not shown. */
  readonly lead?: ReactNode;
  /** Controls of the chart: stand left of the quiet buttons. */
  readonly controls?: ReactNode;
  /** Said above the drawing: stale, partial, database away. */
  readonly notice?: ReactNode;
  /** Stands in place of the drawing: loading, nothing yet, failed. */
  readonly placeholder?: ReactNode;
  readonly children: ReactNode;
}

type SavedFormat = 'png' | 'csv' | 'json';

function useSaving({ title, rows, series }: ChartFrameProps, drawing: RefObject<HTMLDivElement | null>) {
  return async (format: SavedFormat) => {
    const name = fileNameOf(title, format);
    if (format === 'csv') saveFile(name, new Blob([describeCsv(rows, series)], { type: 'text/csv;charset=utf-8' }));
    if (format === 'json') saveFile(name, new Blob([describeJson(title, rows, series)], { type: 'application/json' }));
    if (format === 'png' && drawing.current) {
      const image = await readChartImage(drawing.current, title);
      if (image) saveFile(name, image);
    }
  };
}

function CopyLinkButton({ link }: { link: () => string }) {
  const t = useTranslations('charts');
  const { copied, copy } = useClipboard({ timeout: 1500 });
  const label = copied ? t('linkCopied') : t('copyLink');
  return (
    <ActionIcon aria-label={label} {...hint(label)} onClick={() => copy(link())}>
      {copied ? <IconCheck size={16} stroke={1.75} /> : <IconLink size={16} stroke={1.75} />}
    </ActionIcon>
  );
}

function QuietButtons({ frame, save }: { frame: ChartFrameProps; save: (format: SavedFormat) => Promise<void> }) {
  const t = useTranslations('charts');
  const isTable = frame.view === 'table';
  const viewLabel = isTable ? t('showChart') : t('showTable');
  const isEmpty = frame.placeholder !== undefined;
  return (
    <div className={classes.actions}>
      <ActionIcon
        aria-label={viewLabel}
        aria-pressed={isTable}
        disabled={isEmpty}
        className={classes.icon}
        {...hint(viewLabel)}
        onClick={() => frame.onViewChange(isTable ? 'chart' : 'table')}
      >
        {isTable ? <IconChartLine size={16} stroke={1.75} /> : <IconTable size={16} stroke={1.75} />}
      </ActionIcon>
      <CopyLinkButton link={frame.link} />
      <Menu>
        <Menu.Target>
          <ActionIcon aria-label={t('save')} disabled={isEmpty} className={classes.icon} {...hint(t('save'))}>
            <IconDownload size={16} stroke={1.75} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item disabled={isTable} onClick={() => void save('png')}>
            {t('savePng')}
          </Menu.Item>
          <Menu.Item onClick={() => void save('csv')}>{t('saveCsv')}</Menu.Item>
          <Menu.Item onClick={() => void save('json')}>{t('saveJson')}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}

/** A chart with its title, its controls and what every chart can do: become a table, copy its link, be saved. */
export function ChartFrame(frame: ChartFrameProps) {
  const drawing = useRef<HTMLDivElement>(null);
  const save = useSaving(frame, drawing);
  return (
    <figure className={classes.frame} aria-label={frame.title}>
      <div className={classes.head}>
        {frame.lead ? (
          <>
            <VisuallyHidden component="figcaption">{frame.title}</VisuallyHidden>
            <div className={classes.lead}>{frame.lead}</div>
          </>
        ) : (
          <figcaption className={classes.title}>{frame.title}</figcaption>
        )}
        {frame.controls}
        <QuietButtons frame={frame} save={save} />
      </div>
      {frame.notice}
      {frame.placeholder ??
        (frame.view === 'table' ? (
          <ChartTable label={frame.title} rows={frame.rows} series={frame.series} />
        ) : (
          <div ref={drawing} className={classes.drawing}>
            <LazyMount>{frame.children}</LazyMount>
          </div>
        ))}
    </figure>
  );
}
