'use client';

import { useTranslations } from 'use-intl';
import { ChangeTable } from '@/components/operation/change-table';
import { Notice } from '@/components/operation/notice';
import { Section } from '@/components/ui/page';
import { StatusBadge } from '@/components/ui/status-badge';
import type { OperationItem } from '@/lib/client/operations';
import { useResultPlace } from '@/lib/client/use-result-place';
import type { OperationRunDetail } from '@/lib/views/schemas/operation-run';
import classes from './changes.module.css';
import { unreadHint } from './run-end';

interface FoundProps {
  readonly run: OperationRunDetail;
  readonly place: OperationItem['resultPlace'];
}

function UnreadHint({ run, place }: FoundProps) {
  const t = useTranslations('changes');
  const hint = unreadHint(run.state);
  const text = hint === 'verifying' || hint === 'notRead' ? t(`readBack.${place}.${hint}`) : t(`run.${hint}`);
  return <p className={classes.quiet}>{text}</p>;
}

function Found({ run, place }: FoundProps) {
  const t = useTranslations('changes');
  const { verification } = run;
  if (verification === null) return <UnreadHint run={run} place={place} />;
  if (verification.isVerified) {
    return <StatusBadge tone="ok" label={t(`readBack.${place}.verified`)} variant="plain" />;
  }
  return (
    <>
      <Notice tone="stopped">{t(`readBack.${place}.notVerified`)}</Notice>
      {verification.differences.length > 0 && (
        <ChangeTable
          label={t(`readBack.${place}.title`)}
          changes={verification.differences}
          prefix="found"
          heads={{ before: t('run.plannedValue'), after: t('run.found') }}
        />
      )}
    </>
  );
}

/** What stood when the result was read back from where it lives: as planned, or what stands instead. */
export function RunVerification({ run }: { readonly run: OperationRunDetail }) {
  const t = useTranslations('changes');
  const place = useResultPlace(run.operation);
  if (place === null) return null;
  return (
    <Section title={t(`readBack.${place}.title`)}>
      <Found run={run} place={place} />
    </Section>
  );
}
