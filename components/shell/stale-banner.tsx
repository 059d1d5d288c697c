'use client';

import { useTranslations } from 'use-intl';
import { StatusShape } from '@/components/ui/status-badge';
import { useFormats } from '@/components/ui/use-formats';
import { FRESHNESS_TONES } from './data-age';
import classes from './stale-banner.module.css';
import { useFreshness } from './use-freshness';

/** A round that is a little late only colours the age: a banner that comes and goes would move the page under the pointer. */
const NOTABLE_SECONDS = 30;

function ClusterStaleBanner({ clusterId }: { readonly clusterId: string }) {
  const t = useTranslations('shell.age');
  const formats = useFormats();
  const state = useFreshness(clusterId);
  const isLate = state?.freshness === 'stale' && state.ageSeconds > NOTABLE_SECONDS;
  if (
    state === null ||
    state.freshness === 'fresh' ||
    state.freshness === 'unread' ||
    (state.freshness === 'stale' && !isLate)
  ) {
    return null;
  }
  const { freshness, capturedAtMs, pollIntervalMs, ageSeconds } = state;
  const time = capturedAtMs === null ? '—' : formats.timestamp(capturedAtMs);
  const interval = pollIntervalMs === null ? '—' : formats.duration(pollIntervalMs / 1000);
  return (
    <div className={classes.banner} role="status" data-freshness={freshness}>
      <StatusShape tone={FRESHNESS_TONES[freshness]} />
      <strong>{t(`banner.${freshness}`, { age: formats.duration(Math.floor(ageSeconds)) })}</strong>
      <span>{t(freshness, { time, interval })}</span>
    </div>
  );
}

/** Says over every screen that what it shows is not of now. */
export function StaleBanner({ clusterId }: { readonly clusterId: string | null }) {
  return clusterId === null ? null : <ClusterStaleBanner clusterId={clusterId} />;
}
