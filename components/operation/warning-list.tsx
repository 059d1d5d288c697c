'use client';

import { useTranslations } from 'use-intl';
import { Notice } from './notice';
import classes from './operation.module.css';
import { type ToldMessage, useOperationWords } from './operation-words';

/** What else a change touches, and what cannot be undone. Nothing where there is nothing to warn of. */
export function WarningList({ warnings }: { readonly warnings: readonly ToldMessage[] }) {
  const t = useTranslations('changes.preview');
  const words = useOperationWords();
  if (warnings.length === 0) return null;
  return (
    <ul className={classes.notices} aria-label={t('warnings')}>
      {warnings.map((warning) => (
        <li key={JSON.stringify(warning)}>
          <Notice tone="slow">{words.message(warning)}</Notice>
        </li>
      ))}
    </ul>
  );
}
