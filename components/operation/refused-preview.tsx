'use client';

import { useTranslations } from 'use-intl';
import { Notice } from './notice';
import classes from './operation.module.css';
import { type ToldMessage, useOperationWords } from './operation-words';

/** Why nothing may be done now, and what would help. */
export function RefusedPreview({ refusals }: { readonly refusals: readonly ToldMessage[] }) {
  const t = useTranslations('changes.refused');
  const words = useOperationWords();
  return (
    <div role="alert">
      <Notice tone="stopped" title={t('title')}>
        <ul className={classes.reasons}>
          {refusals.map((refusal) => (
            <li key={JSON.stringify(refusal)}>{words.message(refusal)}</li>
          ))}
        </ul>
        <p className={classes.quiet}>{t('advice')}</p>
      </Notice>
    </div>
  );
}
