'use client';

import { hint } from './hint';
import classes from './term.module.css';
import { useGloss } from './use-gloss';

/** The label of a figure, with the gloss of the term that it is; anything else as it is. */
export function Glossed({ label }: { readonly label: React.ReactNode }) {
  const gloss = useGloss();
  const text = typeof label === 'string' ? gloss(label) : undefined;
  if (text === undefined) return label;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: the gloss must be reachable by keyboard
    <span className={classes.term} tabIndex={0} {...hint(text)}>
      {label}
    </span>
  );
}
