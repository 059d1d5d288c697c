'use client';

import { useTranslations } from 'use-intl';
import { ChangeTable } from '@/components/operation/change-table';
import { Notice } from '@/components/operation/notice';
import { StatusBadge } from '@/components/ui/status-badge';
import type { OperationRunDetail } from '@/lib/views/schemas/operation-run';
import classes from './changes.module.css';
import { unreadHint } from './run-end';

/** What Kafka said when it was read back: as planned, or what stands instead. */
export function RunVerification({ run }: { readonly run: OperationRunDetail }) {
  const t = useTranslations('changes.run');
  const { verification } = run;
  if (verification === null) {
    return <p className={classes.quiet}>{t(unreadHint(run.state))}</p>;
  }
  if (verification.isVerified)
    return (
      <StatusBadge tone="ok" label={t(run.targetKind === 'alert' ? 'verifiedHere' : 'verified')} variant="plain" />
    );
  return (
    <>
      <Notice tone="stopped">{t('notVerified')}</Notice>
      {verification.differences.length > 0 && (
        <ChangeTable
          label={t('verification')}
          changes={verification.differences}
          prefix="found"
          heads={{ before: t('plannedValue'), after: t('found') }}
        />
      )}
    </>
  );
}
