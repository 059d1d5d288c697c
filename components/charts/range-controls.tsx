'use client';

import { ActionIcon, Button, TextInput } from '@mantine/core';
import {
  IconArrowBackUp,
  IconCalendarTime,
  IconChevronLeft,
  IconChevronRight,
  IconZoomIn,
  IconZoomOut,
} from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { useTranslations } from 'use-intl';
import { hint } from '@/components/ui/hint';
import { Popover } from '@/components/ui/popover';
import type { TimeRange } from './chart-series';
import classes from './range-controls.module.css';
import { useChartFormat } from './use-chart-format';
import { normalizeRange, scaleRange, shiftRange } from './visible-range';
import { parseWallText, wallText } from './zone-time';

export interface RangeControlsProps {
  readonly range: TimeRange;
  readonly minimumMs: number;
  readonly latestMs: number;
  readonly onZoom: (range: TimeRange) => void;
  /** Absent where there is nothing to go back to. */
  readonly onZoomBack?: (() => void) | undefined;
}

function RangeForm({ range, minimumMs, latestMs, onZoom, onDone }: RangeControlsProps & { onDone: () => void }) {
  const t = useTranslations('charts');
  const { timeZone } = useChartFormat();
  const [from, setFrom] = useState(wallText(range.fromMs, timeZone));
  const [to, setTo] = useState(wallText(range.toMs, timeZone));
  const fromMs = parseWallText(from, timeZone);
  const toMs = parseWallText(to, timeZone);
  const isValid = fromMs !== null && toMs !== null && fromMs < toMs;
  function submit(event: FormEvent) {
    event.preventDefault();
    if (!isValid) return;
    onZoom(normalizeRange(fromMs, toMs, minimumMs, latestMs));
    onDone();
  }
  return (
    <form className={classes.form} onSubmit={submit}>
      <TextInput
        type="datetime-local"
        step={1}
        label={t('from')}
        value={from}
        onChange={(e) => setFrom(e.target.value)}
      />
      <TextInput
        type="datetime-local"
        step={1}
        label={t('to')}
        value={to}
        onChange={(event) => setTo(event.target.value)}
        error={isValid ? null : t('rangeInvalid')}
      />
      <p className={classes.zone}>{t('inZone', { zone: timeZone })}</p>
      <Button type="submit" variant="filled" disabled={!isValid}>
        {t('applyRange')}
      </Button>
    </form>
  );
}

/** Everything that dragging on a chart does, as buttons and fields. */
export function RangeControls(props: RangeControlsProps) {
  const { range, minimumMs, latestMs, onZoom, onZoomBack } = props;
  const t = useTranslations('charts');
  const [isOpen, setOpen] = useState(false);
  const buttons = [
    { key: 'earlier', Icon: IconChevronLeft, run: () => onZoom(shiftRange(range, -0.5, latestMs)) },
    { key: 'later', Icon: IconChevronRight, run: () => onZoom(shiftRange(range, 0.5, latestMs)) },
    { key: 'zoomIn', Icon: IconZoomIn, run: () => onZoom(scaleRange(range, 0.5, minimumMs, latestMs)) },
    { key: 'zoomOut', Icon: IconZoomOut, run: () => onZoom(scaleRange(range, 2, minimumMs, latestMs)) },
  ] as const;
  return (
    <div className={classes.controls}>
      {buttons.map(({ key, Icon, run }) => (
        <ActionIcon key={key} aria-label={t(key)} {...hint(t(key))} onClick={run}>
          <Icon size={16} stroke={1.75} />
        </ActionIcon>
      ))}
      <ActionIcon
        className={classes.icon}
        aria-label={t('zoomBack')}
        {...hint(t('zoomBack'))}
        disabled={!onZoomBack}
        onClick={onZoomBack}
      >
        <IconArrowBackUp size={16} stroke={1.75} />
      </ActionIcon>
      <Popover opened={isOpen} onChange={setOpen} position="bottom-end" trapFocus>
        <Popover.Target>
          <ActionIcon
            aria-label={t('chooseRange')}
            aria-expanded={isOpen}
            {...hint(t('chooseRange'))}
            onClick={() => setOpen((open) => !open)}
          >
            <IconCalendarTime size={16} stroke={1.75} />
          </ActionIcon>
        </Popover.Target>
        <Popover.Dropdown>
          <RangeForm {...props} onDone={() => setOpen(false)} />
        </Popover.Dropdown>
      </Popover>
    </div>
  );
}
