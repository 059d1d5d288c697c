'use client';

import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import type { StatusTone } from '@/components/ui/theme';
import { useFormats } from '@/components/ui/use-formats';
import { paths } from '@/lib/client/paths';
import type { FreshnessObjectiveItem } from '@/lib/views/schemas/freshness-objective';

type ObjectiveState = 'kept' | 'burning' | 'overspent' | 'unknown';

const TONES: Record<ObjectiveState, StatusTone> = {
  kept: 'ok',
  burning: 'slow',
  overspent: 'stopped',
  unknown: 'unknown',
};

/** Spent faster than the window bears, over the last hour and over the last six: one bad minute alone is no trend. */
function stateOf({ budgetRemainingPercent, burnRate1h, burnRate6h }: FreshnessObjectiveItem): ObjectiveState {
  if (budgetRemainingPercent === null) return 'unknown';
  if (budgetRemainingPercent < 0) return 'overspent';
  return (burnRate1h ?? 0) > 1 && (burnRate6h ?? 0) > 1 ? 'burning' : 'kept';
}

/** How an objective stands, in a word with its tone and reason, and the objective itself as a sentence. */
export function useObjectiveWords() {
  const t = useTranslations('objectives');
  const formats = useFormats();
  return useMemo(
    () => ({
      state: (item: FreshnessObjectiveItem) => {
        const state = stateOf(item);
        return { tone: TONES[state], label: t(`state.${state}`), reason: t(`stateHint.${state}`) };
      },
      sentence: ({ targetPercent, limitSeconds, windowDays }: FreshnessObjectiveItem) =>
        t('sentence', {
          percent: new Intl.NumberFormat(formats.locale, { maximumFractionDigits: 2 }).format(targetPercent),
          limit: formats.duration(limitSeconds),
          days: windowDays,
        }),
    }),
    [t, formats],
  );
}

const USUAL = { targetPercent: 99, limitSeconds: 60, windowDays: 30 };

/** The form that sets an objective, filled in with the one that is set now, else with a usual one. */
export function objectiveFormPath(
  clusterId: string,
  groupId: string | null,
  item: FreshnessObjectiveItem | null,
): string {
  const now = item && {
    targetPercent: item.targetPercent,
    limitSeconds: item.limitSeconds,
    windowDays: item.windowDays,
  };
  return paths.change(clusterId, 'save-freshness-objective', {
    ...(groupId === null ? {} : { group: groupId }),
    ...(now ?? USUAL),
  });
}
