'use client';

import { Button } from '@mantine/core';
import { useTranslations } from 'use-intl';
import { EmptyState } from './empty-state';

/** The filters hide everything: how much, and the way back. */
export function NoMatch({ hiddenCount, onClear }: { readonly hiddenCount: number; readonly onClear: () => void }) {
  const t = useTranslations('ui.table');
  return (
    <EmptyState title={t('noMatch')} action={<Button onClick={onClear}>{t('clearFilters')}</Button>}>
      {t('noMatchHint', { count: hiddenCount })}
    </EmptyState>
  );
}
