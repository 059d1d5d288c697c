'use client';

import { useTranslations } from 'use-intl';
import { EmptyState } from '@/components/ui/empty-state';
import { Page } from '@/components/ui/page';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/client/paths';
import { PlainFrame } from './plain-frame';

/** There is no such page, and the way back. */
export function NotFoundScreen() {
  const t = useTranslations('shell.notFound');
  return (
    <PlainFrame>
      <Page>
        <EmptyState title={t('title')} action={<TextLink href={paths.clusters()}>{t('action')}</TextLink>}>
          {t('body')}
        </EmptyState>
      </Page>
    </PlainFrame>
  );
}
