'use client';

import { useTranslations } from 'use-intl';
import { CopyButton } from '@/components/ui/copy-button';
import classes from './command-lines.module.css';

/** The same change with Kafka's own tools, to copy. */
export function CommandLines({ lines }: { readonly lines: readonly string[] }) {
  const t = useTranslations('changes.preview');
  if (lines.length === 0) return null;
  return (
    <div className={classes.block}>
      <div className={classes.head}>
        <h3 className={classes.title}>{t('commandLine')}</h3>
        <CopyButton value={lines.join('\n')} name={t('commandLine')} />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must scroll by keyboard too */}
      <pre className={classes.lines} tabIndex={0}>
        {lines.join('\n')}
      </pre>
    </div>
  );
}
