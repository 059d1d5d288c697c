'use client';

import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import type { DataColumn } from '@/components/ui/data-list';
import { Figure } from '@/components/ui/figure';
import { StatusBadge } from '@/components/ui/status-badge';
import { TextLink } from '@/components/ui/text-link';
import { useFormats } from '@/components/ui/use-formats';
import { paths } from '@/lib/client/paths';
import type { FreshnessObjectiveItem } from '@/lib/views/schemas/freshness-objective';
import { BurnRate } from './burn-rate';
import { useObjectiveWords } from './objective-words';

type Column = DataColumn<FreshnessObjectiveItem>;
type Translate = ReturnType<typeof useTranslations<'objectives'>>;

function standingColumns(t: Translate): readonly Column[] {
  const burns = [
    ['burnRate1h', t('burn1h')],
    ['burnRate6h', t('burn6h')],
    ['burnRateWindow', t('burnWindow')],
  ] as const;
  return [
    {
      id: 'budgetRemainingPercent',
      header: t('budgetLeft'),
      hint: t('budgetHint'),
      isSortable: true,
      isNumeric: true,
      text: (item) => item.budgetRemainingPercent,
      cell: (item) => <Figure value={item.budgetRemainingPercent} kind="percent" reason={t('noMinute')} />,
    },
    ...burns.map(
      ([id, header]): Column => ({
        id,
        header,
        hint: t('burnHint'),
        isSortable: true,
        isNumeric: true,
        text: (item) => item[id],
        cell: (item) => <BurnRate value={item[id]} />,
      }),
    ),
    {
      id: 'badMinutes',
      header: t('badMinutes'),
      isSortable: true,
      isNumeric: true,
      text: (item) => item.badMinutes,
      cell: (item) => <Figure value={item.badMinutes} />,
    },
    {
      id: 'unknownMinutes',
      header: t('unknownMinutes'),
      hint: t('unknownHint'),
      isSortable: true,
      isNumeric: true,
      text: (item) => item.unknownMinutes,
      cell: (item) => <Figure value={item.unknownMinutes} />,
    },
  ];
}

/** Columns of the list of objectives. */
export function useObjectiveColumns(clusterId: string): readonly Column[] {
  const t = useTranslations('objectives');
  const words = useObjectiveWords();
  const formats = useFormats();
  return useMemo(
    () => [
      {
        id: 'groupId',
        header: t('group'),
        isSortable: true,
        isWide: true,
        text: (item) => item.groupId,
        cell: (item) => (
          <TextLink href={paths.group(clusterId, item.groupId, { tab: 'freshness' })} isMono hint={item.groupId}>
            {item.groupId}
          </TextLink>
        ),
      },
      {
        id: 'state',
        header: t('stateHead'),
        text: (item) => words.state(item).label,
        cell: (item) => <StatusBadge {...words.state(item)} />,
      },
      {
        id: 'targetPercent',
        header: t('target'),
        isSortable: true,
        isNumeric: true,
        text: (item) => item.targetPercent,
        cell: (item) => <Figure value={item.targetPercent} kind="percent" note={words.sentence(item)} />,
      },
      {
        id: 'limitSeconds',
        header: t('limit'),
        isSortable: true,
        isNumeric: true,
        text: (item) => item.limitSeconds,
        cell: (item) => formats.duration(item.limitSeconds),
      },
      {
        id: 'windowDays',
        header: t('window'),
        isSortable: true,
        isNumeric: true,
        text: (item) => item.windowDays,
        cell: (item) => t('days', { days: item.windowDays }),
      },
      ...standingColumns(t),
    ],
    [clusterId, t, words, formats],
  );
}
