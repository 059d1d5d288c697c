'use client';

import { Button } from '@mantine/core';
import { useTranslations } from 'use-intl';
import { EmptyState } from '@/components/ui/empty-state';
import { Page } from '@/components/ui/page';

interface CrashedScreenProps {
  readonly error: Error & { digest?: string };
  readonly reset: () => void;
}

/** A screen that failed while drawing: what to do, and what names the failure in the log. */
export function CrashedScreen({ error, reset }: CrashedScreenProps) {
  const t = useTranslations('shell.crashed');
  return (
    <Page>
      <EmptyState title={t('title')} action={<Button onClick={reset}>{t('retry')}</Button>}>
        <p>{t('body')}</p>
        <p>
          <code>{error.digest ?? error.message}</code>
        </p>
      </EmptyState>
    </Page>
  );
}
