'use client';

import { useCallback } from 'react';
import { useTranslations } from 'use-intl';
import type { Messages } from '@/lib/i18n/en/catalogue';
import { useFormats } from './use-formats';

/** Why something has its status, as the API tells it: a key below `groupReason` with its values. */
export interface ToldReason {
  readonly key: string;
  readonly values: Readonly<Record<string, string | number>>;
}

/** The sentence of a reason, with its figures written as everywhere else; a key that is not known is shown as it is. */
export function useReasonText(): (reason: ToldReason) => string {
  const t = useTranslations('groupReason');
  const formats = useFormats();
  return useCallback(
    ({ key, values }) => {
      if (!t.has(key as keyof Messages['groupReason'])) {
        return key;
      }
      const figure = (name: string) => (typeof values[name] === 'number' ? values[name] : 0);
      return t(key as keyof Messages['groupReason'], {
        lag: figure('lag'),
        lagText: formats.integer(figure('lag')),
        records: figure('records'),
        recordsText: formats.integer(figure('records')),
        offset: formats.integer(figure('offset')),
        perSecond: formats.rate(figure('perSecond')),
        seconds: formats.duration(figure('seconds')),
        members: figure('members'),
      });
    },
    [t, formats],
  );
}
