'use client';

import { Button, Skeleton } from '@mantine/core';
import { useTranslations } from 'use-intl';
import { EmptyState } from '@/components/ui/empty-state';
import { ErrorState } from '@/components/ui/error-state';
import { StatusShape } from '@/components/ui/status-badge';
import { useFormats } from '@/components/ui/use-formats';
import { ApiProblem } from '@/lib/client/api';
import classes from './lag.module.css';
import type { HistorySource } from './use-history';
import type { LagView } from './use-lag-view';

/** Said above a chart whose newest reading failed: it keeps what was read before. */
export function LagNotice({ source }: { source: Pick<HistorySource, 'error' | 'rows' | 'readAtMs'> }) {
  const t = useTranslations('lag');
  const formats = useFormats();
  if (!source.error || !source.rows) return null;
  const isAway = source.error instanceof ApiProblem && source.error.code === 'database_unreachable';
  const values = { message: source.error.message, time: formats.clock(source.readAtMs) };
  return (
    <div className={classes.notice} role="status">
      <StatusShape tone="slow" />
      {isAway ? t('databaseAway', values) : t('readFailed', values)}
    </div>
  );
}

/** What stands in place of a chart that has nothing to draw; undefined where it has. */
export function lagPlaceholder(source: HistorySource, view: LagView): React.ReactNode | undefined {
  if (source.rows === undefined) {
    return source.error ? (
      <ErrorState error={source.error} onRetry={source.refetch} isRetrying={source.isFetching} />
    ) : (
      <LagLoading />
    );
  }
  const hasKnown = source.rows.some((row) => row.values.some((value) => value !== null));
  if (hasKnown) return undefined;
  return <NothingCollected sinceMs={source.sinceMs} view={view} />;
}

function LagLoading() {
  const t = useTranslations('lag');
  return (
    <div role="status" aria-label={t('loading')}>
      <Skeleton className={classes.waiting} />
    </div>
  );
}

function NothingCollected({ sinceMs, view }: { sinceMs: number | null; view: LagView }) {
  const t = useTranslations('lag');
  const formats = useFormats();
  if (sinceMs === null) return <EmptyState title={t('nothingYet')}>{t('nothingYetBody')}</EmptyState>;
  if (view.window.fixed === null && view.window.range === 'all') {
    return <EmptyState title={t('nothingYet')}>{t('collectingSince', { time: formats.clock(sinceMs) })}</EmptyState>;
  }
  return (
    <EmptyState
      title={t('nothingInRange')}
      action={<Button onClick={() => view.setRange('all')}>{t('ranges.all')}</Button>}
    >
      {t('nothingInRangeBody', { time: formats.timestamp(sinceMs) })}
    </EmptyState>
  );
}
