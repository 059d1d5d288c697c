'use client';

import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { useFormats } from '@/components/ui/use-formats';
import { useReasonText } from '@/components/ui/use-reason-text';
import { VERDICTS, type Verdict } from '@/lib/domain/verdict/verdicts';
import type { GroupItem, GroupLagItem } from '@/lib/views/schemas/group';

/** What the API says of a group, in words. */
export interface GroupWords {
  readonly reason: (group: Pick<GroupItem, 'reason'>) => string;
  readonly status: (status: GroupItem['status']) => string;
  readonly type: (group: Pick<GroupItem, 'kind'>) => string;
  readonly verdict: (verdict: Verdict) => string;
  readonly verdictHint: (verdict: Verdict) => string;
  /** How many partitions have which verdict, worst first. */
  readonly counts: (counts: GroupItem['partitionsByVerdict']) => string;
  /** What a time lag is taken from, and how far it may be off. */
  readonly lagSource: (item: Pick<GroupLagItem, 'lagSecondsSource' | 'lagSecondsError'>) => string;
  readonly trend: (trend: GroupItem['trend']) => string;
  readonly lagUnknown: (reason: string | null) => string;
}

export function useGroupWords(): GroupWords {
  const t = useTranslations();
  const reasonText = useReasonText();
  const formats = useFormats();
  return useMemo(
    () => ({
      reason: ({ reason }) => reasonText(reason),
      status: (status) => t(`groupStatus.${status}`),
      type: ({ kind }) => t(`groupType.${kind}`),
      verdict: (verdict) => t(`verdict.${verdict}`),
      verdictHint: (verdict) => t(`verdictHint.${verdict}`),
      counts: (counts) =>
        VERDICTS.filter((verdict) => counts[verdict] !== undefined)
          .map((verdict) => `${t(`verdict.${verdict}`)}: ${formats.integer(counts[verdict] ?? 0)}`)
          .join('\n'),
      lagSource: ({ lagSecondsSource, lagSecondsError }) => {
        if (lagSecondsSource === null) return '';
        const source = t(`lagSource.${lagSecondsSource}`);
        if (!lagSecondsError) return source;
        return `${source}\n${t('groups.lagError', { duration: formats.duration(lagSecondsError) })}`;
      },
      trend: (trend) => t(`trend.${trend}`),
      lagUnknown: (reason) => {
        const key = `lagUnknown.${reason ?? 'never_read'}` as 'lagUnknown.never_read';
        return t.has(key) ? t(key) : t('lagUnknown.never_read');
      },
    }),
    [t, reasonText, formats],
  );
}
