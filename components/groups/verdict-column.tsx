'use client';

import type { useTranslations } from 'use-intl';
import type { DataColumn } from '@/components/ui/data-list';
import { Figure } from '@/components/ui/figure';
import { StatusBadge } from '@/components/ui/status-badge';
import { statusOfVerdict, type Verdict } from '@/lib/domain/verdict/verdicts';
import type { GroupWords } from './group-words';

/** The verdict of each partition or topic within a group; a dash with its reason where nothing is judged. */
export function verdictColumn<Row extends { readonly verdict: Verdict | null }>(
  t: ReturnType<typeof useTranslations<'groups'>>,
  words: GroupWords,
  reasonOf: (row: Row, verdict: Verdict) => string,
): DataColumn<Row> {
  return {
    id: 'verdict',
    header: t('verdict'),
    isSortable: true,
    text: (row) => row.verdict,
    cell: (row) => {
      if (row.verdict === null) return <Figure value={null} reason={t('verdictNone')} />;
      const { verdict } = row;
      return (
        <StatusBadge tone={statusOfVerdict[verdict]} label={words.verdict(verdict)} reason={reasonOf(row, verdict)} />
      );
    },
  };
}
