'use client';

import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useTranslations } from 'use-intl';
import { ChangeTable } from '@/components/operation/change-table';
import { CommandLines } from '@/components/operation/command-lines';
import { useOperationWords } from '@/components/operation/operation-words';
import { WarningList } from '@/components/operation/warning-list';
import { ErrorState } from '@/components/ui/error-state';
import { hint } from '@/components/ui/hint';
import { Page, Section } from '@/components/ui/page';
import { PageHead } from '@/components/ui/page-head';
import { PageSkeleton } from '@/components/ui/page-skeleton';
import { paths } from '@/lib/client/paths';
import { operationRunQuery } from '@/lib/client/queries';
import { useMayChange } from '@/lib/client/use-may-change';
import { usePathName } from '@/lib/client/use-path-name';
import type { OperationRunDetail } from '@/lib/views/schemas/operation-run';
import classes from './changes.module.css';
import { hasEnded } from './run-end';
import { RunFacts } from './run-facts';
import { RunOutcomes } from './run-outcomes';
import { RUN_PARTS } from './run-parts';
import { RunStateBadge } from './run-state';
import { RunVerification } from './run-verification';

const POLL_MS = 1_000;

function UndoButton({ clusterId, run }: { readonly clusterId: string; readonly run: OperationRunDetail }) {
  const t = useTranslations('changes.run');
  const mayChange = useMayChange();
  // What certainly did nothing has nothing to undo.
  if (run.inverse === null || !hasEnded(run.state) || run.state === 'failed') return null;
  if (!mayChange(run.inverse.operation)) return null;
  const href = paths.change(clusterId, run.inverse.operation, { undo: run.runId });
  return (
    <Button component={Link} href={href} {...hint(t('undoHint'))}>
      {t('undo')}
    </Button>
  );
}

function RunBody({ clusterId, run }: { readonly clusterId: string; readonly run: OperationRunDetail }) {
  const t = useTranslations('changes');
  const outcomes = run.outcomes ?? [];
  const done = outcomes.filter(({ state }) => state === 'done').length;
  const Part = RUN_PARTS[run.operation];
  const { changes, warnings, commandLines } = run.description;
  return (
    <>
      <p className={classes.stateHint} aria-live="polite">
        {t(`stateHint.${run.state}`)}
      </p>
      <RunFacts clusterId={clusterId} run={run} />
      {Part !== undefined && <Part clusterId={clusterId} run={run} />}
      <Section
        title={t('run.outcomes')}
        {...(outcomes.length === 0 ? {} : { note: t('run.outcomeCounts', { done, total: outcomes.length }) })}
      >
        {outcomes.length === 0 ? (
          <p className={classes.quiet}>{t('run.noOutcomes')}</p>
        ) : (
          <RunOutcomes outcomes={outcomes} />
        )}
      </Section>
      <RunVerification run={run} />
      <Section title={t('run.planned')}>
        <WarningList warnings={warnings} />
        {changes.length > 0 && <ChangeTable label={t('run.planned')} changes={changes} prefix="plan" />}
        <CommandLines lines={commandLines} />
      </Section>
    </>
  );
}

/** One change: where it stands, what was planned, what became of each item, what Kafka says of it, and the way back. */
export function RunScreen() {
  const t = useTranslations('changes');
  const words = useOperationWords();
  const clusterId = usePathName('cluster') ?? '';
  const runId = usePathName('run') ?? '';
  const query = useQuery({
    ...operationRunQuery(clusterId, runId),
    refetchInterval: ({ state }) => (state.data !== undefined && !hasEnded(state.data.state) ? POLL_MS : false),
  });
  const run = query.data;
  return (
    <Page>
      <PageHead
        noun={t('noun')}
        nounHref={paths.changes(clusterId)}
        name={run === undefined ? runId.slice(0, 8) : words.message(run.summary)}
        badges={run !== undefined && <RunStateBadge state={run.state} />}
        actions={run !== undefined && <UndoButton clusterId={clusterId} run={run} />}
      />
      {run !== undefined && <RunBody clusterId={clusterId} run={run} />}
      {run === undefined && query.error === null && <PageSkeleton />}
      {run === undefined && query.error !== null && (
        <ErrorState
          error={query.error}
          onRetry={() => void query.refetch()}
          isRetrying={query.isFetching}
          action={
            <Button component={Link} href={paths.changes(clusterId)}>
              {t('run.backToList')}
            </Button>
          }
        />
      )}
    </Page>
  );
}
