'use client';

import { useTranslations } from 'use-intl';
import { hint } from './hint';
import { useFormats } from './use-formats';
import { useNow } from './use-now';

/** How long ago something was, counting on; the absolute time with its zone on hover. Null: never. */
export function Age({ atMs }: { readonly atMs: number | null }) {
  const t = useTranslations('ui.age');
  const formats = useFormats();
  const nowMs = useNow();
  if (atMs === null) {
    return <span>{t('never')}</span>;
  }
  return (
    <time dateTime={new Date(atMs).toISOString()} {...hint(formats.timestamp(atMs))} suppressHydrationWarning>
      {formats.age((nowMs - atMs) / 1000)}
    </time>
  );
}
