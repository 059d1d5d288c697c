'use client';

import { useTranslations } from 'use-intl';
import { useFormats } from '@/components/ui/use-formats';
import type { ClusterDetail } from '@/lib/views/schemas/cluster';
import classes from './overview.module.css';

/** What watching costs: the last round's length, rounds skipped, rounds waiting for the database. */
export function CollectorNote({ cluster }: { readonly cluster: ClusterDetail }) {
  const t = useTranslations('overview');
  const formats = useFormats();
  if (cluster.collector === null) {
    return null;
  }
  const { roundNumber, roundDurationMs, overrunCount, bufferedRounds } = cluster.collector;
  return (
    <p className={classes.quiet}>
      {t('collector', {
        round: formats.integer(roundNumber),
        duration: formats.duration(roundDurationMs / 1000),
        overruns: overrunCount,
        buffered: bufferedRounds,
      })}
    </p>
  );
}
