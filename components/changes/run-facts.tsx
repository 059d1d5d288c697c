'use client';

import { useTranslations } from 'use-intl';
import { useOperationWords } from '@/components/operation/operation-words';
import { Age } from '@/components/ui/age';
import { CopyButton } from '@/components/ui/copy-button';
import { type Fact, FactLine } from '@/components/ui/fact-line';
import { useFormats } from '@/components/ui/use-formats';
import { useNow } from '@/components/ui/use-now';
import type { OperationRunDetail } from '@/lib/views/schemas/operation-run';
import classes from './changes.module.css';
import { TargetLinks } from './target-links';

function Took({ run }: { readonly run: OperationRunDetail }) {
  const formats = useFormats();
  const nowMs = useNow();
  return <>{formats.duration(Math.max(0, ((run.endedAtMs ?? nowMs) - run.createdAtMs) / 1000))}</>;
}

/** Who did it, when, on what and why. */
export function RunFacts({ clusterId, run }: { readonly clusterId: string; readonly run: OperationRunDetail }) {
  const t = useTranslations('changes');
  const words = useOperationWords();
  const { targetKind, targetNames } = run;
  const facts: readonly Fact[] = [
    { id: 'operation', label: t('run.operation'), value: words.title(run.operation) },
    {
      id: 'targets',
      label: t('list.targets'),
      value: <TargetLinks clusterId={clusterId} kind={targetKind} names={targetNames} />,
    },
    { id: 'by', label: t('run.by'), value: run.principal },
    { id: 'started', label: t('run.started'), value: <Age atMs={run.createdAtMs} /> },
    { id: 'took', label: t(run.endedAtMs === null ? 'run.soFar' : 'run.took'), value: <Took run={run} /> },
    { id: 'reason', label: t('run.reason'), value: run.reason ?? t('run.noReason') },
    {
      id: 'id',
      label: t('run.id'),
      value: (
        <span className={classes.id}>
          <code>{run.runId.slice(0, 8)}</code>
          <CopyButton value={run.runId} name={t('run.id')} />
        </span>
      ),
    },
  ];
  return <FactLine facts={facts} />;
}
