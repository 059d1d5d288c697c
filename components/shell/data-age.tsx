'use client';

import { useTranslations } from 'use-intl';
import { hint } from '@/components/ui/hint';
import { StatusShape } from '@/components/ui/status-badge';
import type { StatusTone } from '@/components/ui/theme';
import { useFormats } from '@/components/ui/use-formats';
import classes from './data-age.module.css';
import type { Freshness } from './data-freshness';
import { useFreshness } from './use-freshness';

export const FRESHNESS_TONES: Record<Freshness, StatusTone> = {
  unread: 'unknown',
  fresh: 'ok',
  unanswered: 'stopped',
  stale: 'slow',
  silent: 'stopped',
  lost: 'stopped',
};

/** "as of 4s ago": amber when it is late, red when nobody collects or this page is cut off. */
export function DataAge({ clusterId }: { readonly clusterId: string }) {
  const t = useTranslations('shell.age');
  const formats = useFormats();
  const state = useFreshness(clusterId);
  if (state === null) {
    return null;
  }
  const { freshness, capturedAtMs, pollIntervalMs, ageSeconds } = state;
  const time = capturedAtMs === null ? '—' : formats.timestamp(capturedAtMs);
  const interval = pollIntervalMs === null ? '—' : formats.duration(pollIntervalMs / 1000);
  const age = formats.age(Math.floor(ageSeconds));
  const why = freshness === 'unread' ? t('never') : t(freshness, { time, interval });
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: when it was collected must be reachable by keyboard
    <span className={classes.age} data-freshness={freshness} tabIndex={0} {...hint(why)}>
      <StatusShape tone={FRESHNESS_TONES[freshness]} />
      <span className={classes.text}>{capturedAtMs === null ? t('never') : t('asOf', { age })}</span>
      <span className={classes.short} aria-hidden>
        {capturedAtMs === null ? '—' : age}
      </span>
    </span>
  );
}
