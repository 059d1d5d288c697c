'use client';

import { Button } from '@mantine/core';
import Link from 'next/link';
import { useTranslations } from 'use-intl';
import { ErrorState } from '@/components/ui/error-state';
import { refusalsOf } from '@/lib/client/operations';
import { paths } from '@/lib/client/paths';
import { Notice } from './notice';
import classes from './operation.module.css';
import { RefusedPreview } from './refused-preview';
import type { Change } from './use-change';

/** What became of a confirmation that did not lead to a run: not known, refused, or failed before anything was sent. */
export function ExecutionProblem({ clusterId, change }: { readonly clusterId: string; readonly change: Change }) {
  const t = useTranslations('changes.execution');
  const { executionError } = change;
  if (executionError === null) return null;
  const refusals = refusalsOf(executionError);
  if (refusals.length > 0) return <RefusedPreview refusals={refusals} />;
  if (!change.isOutcomeUnknown) {
    return <ErrorState error={executionError} onRetry={change.preview} isRetrying={change.isPreviewing} />;
  }
  return (
    <div role="alert">
      <Notice tone="unknown" title={t('unknownTitle')}>
        <p>{t('unknownBody')}</p>
        <p className={classes.quiet}>{executionError.message}</p>
        <div className={classes.actions}>
          <Button onClick={change.askAgain} loading={change.isExecuting}>
            {t('askAgain')}
          </Button>
          <Button component={Link} href={paths.changes(clusterId)}>
            {t('seeChanges')}
          </Button>
        </div>
      </Notice>
    </div>
  );
}
