'use client';

import { VisuallyHidden } from '@mantine/core';
import { useTranslations } from 'use-intl';
import classes from './figure.module.css';
import { hint } from './hint';
import { type Formats, useFormats } from './use-formats';

export type FigureKind = 'integer' | 'count' | 'bytes' | 'byteRate' | 'rate' | 'percent' | 'duration';

interface FigureProps {
  /** Null or undefined: not known, drawn as a dash with its reason, never as 0. */
  readonly value: number | null | undefined;
  readonly kind?: FigureKind;
  /** Why the value is not known, as a phrase. */
  readonly reason?: string;
  /** The value is a lower bound, because a part of it could not be read. */
  readonly isAtLeast?: boolean;
  /** More to say on hover, under the exact value. */
  readonly note?: string;
}

function writeFigure(formats: Formats, kind: FigureKind, value: number): { text: string; exact: string } {
  const plain = formats.locale === 'en' ? 'en' : formats.locale;
  const exact = new Intl.NumberFormat(plain, { maximumFractionDigits: 3 }).format(value);
  switch (kind) {
    case 'bytes':
      return { text: formats.bytes(value), exact: `${exact} B` };
    case 'byteRate':
      return { text: formats.byteRate(value), exact: `${exact} B/s` };
    case 'rate':
      return { text: formats.rate(value), exact: `${exact}/s` };
    case 'percent':
      return { text: formats.percent(value), exact: `${exact}%` };
    case 'duration':
      return { text: formats.duration(value), exact: `${exact} s` };
    case 'count':
      return { text: formats.count(value), exact };
    case 'integer':
      return { text: formats.integer(value), exact };
  }
}

/** A number with its unit: short to read, exact on hover and on copy, a dash with its reason when nobody knows it. */
export function Figure({ value, kind = 'integer', reason, isAtLeast = false, note }: FigureProps) {
  const formats = useFormats();
  const t = useTranslations('ui');
  if (value === null || value === undefined) {
    const why = reason === undefined ? t('unknown') : t('unknownBecause', { reason });
    return (
      <span className={classes.unknown} {...hint(why)}>
        <span aria-hidden="true">—</span>
        <VisuallyHidden data-copy="skip">{why}</VisuallyHidden>
      </span>
    );
  }
  const { text, exact } = writeFigure(formats, kind, value);
  const shown = isAtLeast ? `≥ ${text}` : text;
  const lines = [isAtLeast ? t('atLeast', { value: exact }) : exact === text ? null : exact, note ?? null];
  return (
    <span className={classes.figure} data-exact={value} {...hint(lines.filter((line) => line !== null).join('\n'))}>
      {shown}
    </span>
  );
}
