'use client';

import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { useReasonText } from '@/components/ui/use-reason-text';
import type { GroupItem } from '@/lib/views/schemas/group';

/** What the API says of a group, in words. */
export interface GroupWords {
  readonly reason: (group: Pick<GroupItem, 'reason'>) => string;
  readonly status: (status: GroupItem['status']) => string;
  readonly type: (group: Pick<GroupItem, 'kind'>) => string;
  readonly trend: (trend: GroupItem['trend']) => string;
  readonly lagUnknown: (reason: string | null) => string;
}

export function useGroupWords(): GroupWords {
  const t = useTranslations();
  const reasonText = useReasonText();
  return useMemo(
    () => ({
      reason: ({ reason }) => reasonText(reason),
      status: (status) => t(`groupStatus.${status}`),
      type: ({ kind }) => t(`groupType.${kind}`),
      trend: (trend) => t(`trend.${trend}`),
      lagUnknown: (reason) => {
        const key = `lagUnknown.${reason ?? 'never_read'}` as 'lagUnknown.never_read';
        return t.has(key) ? t(key) : t('lagUnknown.never_read');
      },
    }),
    [t, reasonText],
  );
}
