'use client';

import { useTranslations } from 'use-intl';
import { hint } from '@/components/ui/hint';
import { StatusBadge } from '@/components/ui/status-badge';
import { useFormats } from '@/components/ui/use-formats';
import { useNow } from '@/components/ui/use-now';
import type { OperationPreview } from '@/lib/views/schemas/operation-run';
import classes from './operation.module.css';

/** True once a preview is too old to be confirmed. */
export function useIsExpired(expiresAtMs: number | null): boolean {
  const nowMs = useNow();
  return expiresAtMs !== null && nowMs >= expiresAtMs;
}

/** Whether it can be taken back, and until when the preview is good. */
export function PreviewFacts({ preview }: { readonly preview: OperationPreview }) {
  const t = useTranslations('changes.preview');
  const formats = useFormats();
  const { canUndo, expiresAtMs } = preview;
  const isExpired = useIsExpired(expiresAtMs);
  return (
    <div className={classes.facts}>
      <StatusBadge
        tone={canUndo ? 'ok' : 'slow'}
        label={t(canUndo ? 'canUndo' : 'cannotUndo')}
        reason={t(canUndo ? 'canUndoHint' : 'cannotUndoHint')}
        variant="plain"
      />
      {expiresAtMs !== null && (
        <span className={classes.quiet} {...hint(formats.timestamp(expiresAtMs))}>
          {isExpired ? t('expired') : t('goodUntil', { time: formats.clock(expiresAtMs) })}
        </span>
      )}
    </div>
  );
}
