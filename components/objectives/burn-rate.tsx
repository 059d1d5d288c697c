'use client';

import { useTranslations } from 'use-intl';
import { Figure } from '@/components/ui/figure';
import { useFormats } from '@/components/ui/use-formats';

/** How fast a budget is spent: 1× uses it up exactly over its window. */
export function BurnRate({ value }: { readonly value: number | null }) {
  const t = useTranslations('objectives');
  const { locale } = useFormats();
  if (value === null) return <Figure value={null} reason={t('noMinute')} />;
  return <>{t('times', { rate: new Intl.NumberFormat(locale, { maximumSignificantDigits: 3 }).format(value) })}</>;
}
