'use client';

import { useTranslations } from 'use-intl';
import { StatusBadge } from '@/components/ui/status-badge';
import type { StatusTone } from '@/components/ui/theme';
import type { ItemOutcome, RunState } from '@/lib/views/schemas/operation-run';

const STATE_TONES: Record<RunState, StatusTone> = {
  executing: 'moving',
  verifying: 'moving',
  running: 'moving',
  done: 'ok',
  partly: 'stalled',
  failed: 'stopped',
  unknown: 'unknown',
  cancelled: 'slow',
};

/** Every state of a run, for filters. */
export const STATE_NAMES = Object.keys(STATE_TONES) as readonly RunState[];

/** Where a change stands: shape, colour and word. */
export function RunStateBadge({ state, isPlain = false }: { readonly state: RunState; readonly isPlain?: boolean }) {
  const t = useTranslations('changes');
  return (
    <StatusBadge
      tone={STATE_TONES[state]}
      label={t(`state.${state}`)}
      reason={t(`stateHint.${state}`)}
      variant={isPlain ? 'plain' : 'wash'}
    />
  );
}

const OUTCOME_TONES: Record<ItemOutcome['state'], StatusTone> = {
  done: 'ok',
  failed: 'stopped',
  unknown: 'unknown',
  skipped: 'slow',
};

/** What became of one item. */
export function OutcomeBadge({ state }: { readonly state: ItemOutcome['state'] }) {
  const t = useTranslations('changes.outcome');
  return <StatusBadge tone={OUTCOME_TONES[state]} label={t(state)} variant="plain" />;
}
