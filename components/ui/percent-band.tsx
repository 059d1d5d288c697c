'use client';

import { VisuallyHidden } from '@mantine/core';
import { useTranslations } from 'use-intl';
import { Figure } from './figure';
import classes from './percent-band.module.css';
import { StatusShape } from './status-badge';

export type PercentBandName = 'spread' | 'skew' | 'underReplicatedInList' | 'underReplicatedInTopic' | 'preferred';

/** CMAK's colour bands. The first bound that holds decides. */
const BANDS: Record<PercentBandName, { isDanger: (value: number) => boolean; isWarning: (value: number) => boolean }> =
  {
    spread: { isDanger: (value) => value <= 50, isWarning: (value) => value <= 75 },
    preferred: { isDanger: (value) => value <= 50, isWarning: (value) => value <= 75 },
    skew: { isDanger: (value) => value >= 34, isWarning: (value) => value >= 1 },
    underReplicatedInList: { isDanger: (value) => value >= 34, isWarning: (value) => value >= 1 },
    underReplicatedInTopic: { isDanger: (value) => value > 50, isWarning: (value) => value >= 1 },
  };

export function bandOf(name: PercentBandName, value: number): 'ok' | 'slow' | 'stopped' {
  const band = BANDS[name];
  return band.isDanger(value) ? 'stopped' : band.isWarning(value) ? 'slow' : 'ok';
}

/** A percentage in the colour of its band, with shape and word where it is not well. */
export function PercentBand({ value, band }: { readonly value: number; readonly band: PercentBandName }) {
  const t = useTranslations('ui.band');
  const tone = bandOf(band, value);
  return (
    <span className={classes.band} data-tone={tone}>
      {tone !== 'ok' && <StatusShape tone={tone} />}
      <Figure value={value} kind="percent" {...(tone === 'ok' ? {} : { note: t(tone) })} />
      {tone !== 'ok' && <VisuallyHidden data-copy="skip">{t(tone)}</VisuallyHidden>}
    </span>
  );
}
