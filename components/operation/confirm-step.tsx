'use client';

import { Button, Textarea, TextInput } from '@mantine/core';
import { type FormEvent, useId, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { OperationPreview } from '@/lib/views/schemas/operation-run';
import { problemOf } from './input-fields';
import classes from './operation.module.css';
import { useOperationWords } from './operation-words';
import { useIsExpired } from './preview-facts';
import type { Change } from './use-change';
import { useFieldProblems } from './use-field-problems';

type Missing = 'typedName' | 'reason' | 'expired' | 'stale';

interface ConfirmFormProps {
  readonly change: Change;
  readonly preview: OperationPreview;
}

/** The button that changes the cluster; before it what the risk asks for. What is missing is told beside a button that is off. */
function ConfirmForm({ change, preview }: ConfirmFormProps) {
  const t = useTranslations('changes.confirm');
  const words = useOperationWords();
  const whyId = useId();
  const [typedName, setTypedName] = useState('');
  const [reason, setReason] = useState('');
  const isExpired = useIsExpired(preview.expiresAtMs);
  const { risk, typedName: wantedName } = preview;
  const problems = useFieldProblems(change.executionError);
  const missing: Missing | null = change.isStale
    ? 'stale'
    : isExpired
      ? 'expired'
      : wantedName !== null && typedName !== wantedName
        ? 'typedName'
        : risk === 'destructive' && reason.trim() === ''
          ? 'reason'
          : null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (missing !== null) return;
    change.confirm({
      ...(wantedName === null ? {} : { typedName }),
      ...(reason.trim() === '' ? {} : { reason: reason.trim() }),
    });
  };
  return (
    <form className={classes.confirm} onSubmit={submit}>
      <p className={classes.lead}>{t(risk)}</p>
      {wantedName !== null && (
        <TextInput
          label={t.rich('typeName', { name: wantedName, code: (chunks) => <code>{chunks}</code> })}
          value={typedName}
          onChange={(event) => setTypedName(event.currentTarget.value)}
          error={problemOf(problems, 'confirmation.typedName')}
          autoComplete="off"
          spellCheck={false}
          required
        />
      )}
      {risk !== 'routine' && (
        <Textarea
          size="xs"
          label={t(risk === 'destructive' ? 'reason' : 'reasonOptional')}
          description={t('reasonHint')}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          error={problemOf(problems, 'confirmation.reason')}
          autosize
          minRows={2}
          maxRows={6}
          maxLength={2000}
          required={risk === 'destructive'}
        />
      )}
      <div className={classes.actions}>
        <Button
          type="submit"
          variant="filled"
          color={risk === 'destructive' ? 'var(--hw-stopped)' : 'teal'}
          loading={change.isExecuting}
          data-disabled={missing !== null || undefined}
          aria-disabled={missing !== null}
          aria-describedby={missing === null ? undefined : whyId}
        >
          {words.title(preview.operation)}
        </Button>
        <span className={classes.quiet} id={whyId} aria-live="polite">
          {missing === null ? '' : t(`missing.${missing}`)}
        </span>
        {(missing === 'expired' || missing === 'stale') && (
          <Button onClick={change.preview} loading={change.isPreviewing}>
            {t('previewAgain')}
          </Button>
        )}
      </div>
    </form>
  );
}

/** The last step: open once there is a plan to confirm. */
export function ConfirmStep({ change }: { readonly change: Change }) {
  const t = useTranslations('changes.confirm');
  const { shown } = change;
  if (shown === null || shown.preview.fingerprint === null) {
    return <p className={classes.waiting}>{t(shown === null ? 'waiting' : 'refused')}</p>;
  }
  return <ConfirmForm key={shown.idempotencyKey} change={change} preview={shown.preview} />;
}
