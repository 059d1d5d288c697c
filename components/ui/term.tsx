'use client';

import { useTranslations } from 'use-intl';
import type { Messages } from '@/lib/i18n/en/catalogue';
import { hint } from './hint';
import classes from './term.module.css';

export type TermName = keyof Messages['terms'];

/** A Kafka term with its gloss on hover and on focus. Inside a button or link give `isPlain`: what holds it takes the focus. */
export function Term({ name, isPlain = false }: { readonly name: TermName; readonly isPlain?: boolean }) {
  const t = useTranslations('terms');
  const gloss = hint(t(`${name}.gloss`));
  if (isPlain) {
    return <span {...gloss}>{t(`${name}.word`)}</span>;
  }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: the gloss must be reachable by keyboard
    <span className={classes.term} tabIndex={0} {...gloss}>
      {t(`${name}.word`)}
    </span>
  );
}
