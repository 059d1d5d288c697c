'use client';

import { Skeleton } from '@mantine/core';
import { useTranslations } from 'use-intl';
import { ErrorState } from '@/components/ui/error-state';
import type { OperationPreview } from '@/lib/views/schemas/operation-run';
import { countGone } from './change-rows';
import { ChangeTable } from './change-table';
import { CommandLines } from './command-lines';
import { Notice } from './notice';
import classes from './operation.module.css';
import { useOperationWords } from './operation-words';
import { PreviewFacts } from './preview-facts';
import { PREVIEW_PARTS } from './preview-parts';
import { RefusedPreview } from './refused-preview';
import type { Change } from './use-change';
import { type FieldRefusal, useFieldProblems } from './use-field-problems';
import { WarningList } from './warning-list';

function ChangedNotice({ preview, before }: { readonly preview: OperationPreview; readonly before: OperationPreview }) {
  const t = useTranslations('changes.planChanged');
  const earlier = before.description?.changes ?? [];
  const changes = preview.description?.changes ?? [];
  const gone = countGone(changes, earlier);
  return (
    <div role="alert">
      <Notice tone="slow" title={t('title')}>
        <p>{t('body')}</p>
        {gone > 0 && <p>{t('gone', { count: gone })}</p>}
      </Notice>
    </div>
  );
}

function PlanPreview({
  preview,
  before,
}: {
  readonly preview: OperationPreview;
  readonly before: OperationPreview | null;
}) {
  const t = useTranslations('changes.preview');
  const words = useOperationWords();
  const { description } = preview;
  const Part = PREVIEW_PARTS[preview.operation];
  if (description === null) return <RefusedPreview refusals={preview.refusals} />;
  return (
    <>
      {before !== null && <ChangedNotice preview={preview} before={before} />}
      <p className={classes.sentence}>{words.message(description.summary)}</p>
      <WarningList warnings={description.warnings} />
      {Part !== undefined && <Part preview={preview} />}
      {(Part === undefined || before !== null) && description.changes.length > 0 && (
        <ChangeTable
          label={t('changes')}
          changes={description.changes}
          earlier={before?.description?.changes ?? null}
          prefix="plan"
        />
      )}
      <PreviewFacts preview={preview} />
      <CommandLines lines={description.commandLines} />
    </>
  );
}

/** Fields that were not accepted; each is also told where it stands in the form. */
function FieldsRefused({ problems }: { readonly problems: readonly FieldRefusal[] }) {
  const t = useTranslations('changes.preview');
  const words = useOperationWords();
  return (
    <Notice tone="slow" title={t('fieldsRefused', { count: problems.length })}>
      <ul className={classes.reasons}>
        {problems.map(({ field, message }) => {
          const [name = '', ...rest] = field.replace(/^input\./, '').split('.');
          return (
            <li key={`${field} ${message}`}>
              {[words.field(name), ...rest].filter((part) => part !== '').join(' · ')}: {message}
            </li>
          );
        })}
      </ul>
    </Notice>
  );
}

/** What the change would do, exactly, once it was asked; until then what a preview is. */
export function PreviewStep({ change }: { readonly change: Change }) {
  const t = useTranslations('changes.preview');
  const { shown, isPreviewing, previewError, isStale } = change;
  const problems = useFieldProblems(previewError);
  if (problems.length > 0) return <FieldsRefused problems={problems} />;
  if (previewError !== null) {
    return <ErrorState error={previewError} onRetry={change.preview} isRetrying={isPreviewing} />;
  }
  if (shown === null) {
    return isPreviewing ? (
      <Skeleton height={160} aria-busy="true" />
    ) : (
      <p className={classes.waiting}>{t('waiting')}</p>
    );
  }
  return (
    <>
      {isStale && <Notice tone="unknown">{t('stale')}</Notice>}
      <div className={isStale ? `${classes.step} ${classes.stale}` : classes.step}>
        <PlanPreview preview={shown.preview} before={shown.before} />
      </div>
    </>
  );
}
