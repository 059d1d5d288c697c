'use client';

import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import type { StatusTone } from '@/components/ui/theme';

const TONES: Readonly<Record<string, StatusTone>> = {
  started: 'moving',
  executing: 'moving',
  verifying: 'moving',
  running: 'moving',
  done: 'ok',
  partly: 'stalled',
  failed: 'stopped',
  unknown: 'unknown',
  cancelled: 'slow',
};

/** The tone of a result; what was refused did not happen. */
export function resultTone(result: string): StatusTone {
  return TONES[result] ?? 'slow';
}

/** Words of audit rows; what has none is shown as it is stored. */
export function useAuditWords() {
  const t = useTranslations('audit');
  return useMemo(
    () => ({
      result: (result: string): string => {
        const known = `result.${result}` as 'result.done';
        return t.has(known) ? t(known) : result;
      },
      auth: (auth: string): string => {
        const known = `auth.${auth}` as 'auth.open';
        return t.has(known) ? t(known) : auth;
      },
    }),
    [t],
  );
}
