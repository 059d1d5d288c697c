'use client';

import { Button } from '@mantine/core';
import { type FormEvent, useEffect, useMemo, useRef } from 'react';
import { useTranslations } from 'use-intl';
import type { OperationInput, OperationItem } from '@/lib/client/operations';
import { ConfirmStep } from './confirm-step';
import { ExecutionProblem } from './execution-problem';
import { describeFields, problemOf } from './input-fields';
import classes from './operation.module.css';
import { OperationForm } from './operation-form';
import { PreviewStep } from './preview-step';
import { Step } from './step';
import { useChange } from './use-change';
import { useFieldProblems } from './use-field-problems';

interface ChangeFlowProps {
  readonly clusterId: string;
  readonly operation: OperationItem;
  readonly initial: OperationInput;
  readonly search: URLSearchParams;
  /** The input is whole: the preview is made at once. */
  readonly startsWithPreview: boolean;
}

/** A change in three steps on one page: what, exactly what will happen, and yes. */
export function ChangeFlow({ clusterId, operation, initial, search, startsWithPreview }: ChangeFlowProps) {
  const t = useTranslations('changes.step');
  const change = useChange(clusterId, operation.name, initial);
  const { shown, previewError, previewNow } = change;
  const fields = useMemo(() => describeFields(operation.inputSchema), [operation]);
  const previewHead = useRef<HTMLHeadingElement>(null);
  const fieldProblems = useFieldProblems(previewError);

  useEffect(() => {
    if (startsWithPreview) previewNow(initial);
  }, [startsWithPreview, previewNow, initial]);
  // Who reads with the ears, or has the preview below the fold, is led to it.
  useEffect(() => {
    if (shown !== null || previewError !== null) previewHead.current?.focus();
  }, [shown, previewError]);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.preview();
  };
  const isConfirmable = shown !== null && shown.preview.fingerprint !== null && !change.isStale;
  return (
    <div className={classes.flow}>
      <div className={classes.column}>
        <Step number={1} title={t('input')} isCurrent={shown === null || change.isStale}>
          <form className={classes.fields} onSubmit={submit} noValidate>
            <OperationForm
              operation={operation.name}
              clusterId={clusterId}
              fields={fields}
              input={change.input}
              onChange={change.change}
              problem={(name) => problemOf(fieldProblems, name)}
              search={search}
            />
            <div className={classes.actions}>
              <Button type="submit" variant={isConfirmable ? 'default' : 'filled'} loading={change.isPreviewing}>
                {t('toPreview')}
              </Button>
              <span className={classes.quiet}>{t('previewIsSafe')}</span>
            </div>
          </form>
        </Step>
      </div>
      <div className={classes.column}>
        <Step number={2} title={t('preview')} isCurrent={shown !== null && !isConfirmable} headRef={previewHead}>
          <PreviewStep change={change} />
        </Step>
        <Step number={3} title={t('confirm')} isCurrent={isConfirmable}>
          <ConfirmStep change={change} />
          <ExecutionProblem clusterId={clusterId} change={change} />
        </Step>
      </div>
    </div>
  );
}
