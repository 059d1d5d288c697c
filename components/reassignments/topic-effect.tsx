'use client';

import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import type { DataColumn } from '@/components/ui/data-list';
import { PlainTable } from '@/components/ui/plain-table';
import { TextLink } from '@/components/ui/text-link';
import { useFormats } from '@/components/ui/use-formats';
import { paths } from '@/lib/client/paths';
import type { AssignmentEffect } from '@/lib/domain/assignment-plan/assignment-effect';

type TopicEffect = AssignmentEffect['topics'][number];
const MEASURES = ['brokersSpreadPercent', 'brokersSkewPercent', 'brokersLeaderSkewPercent'] as const;
const MOST_ROWS = 200;

/** CMAK's figures of each topic before and after. */
export function TopicEffects({ clusterId, effect }: { readonly clusterId: string; readonly effect: AssignmentEffect }) {
  const t = useTranslations('reassignments.effect');
  const formats = useFormats();
  const columns = useMemo(
    (): readonly DataColumn<TopicEffect>[] => [
      {
        id: 'topic',
        header: t('topic'),
        text: ({ topic }) => topic,
        cell: ({ topic }) => (
          <TextLink href={paths.topic(clusterId, topic)} isMono>
            {topic}
          </TextLink>
        ),
      },
      ...MEASURES.map(
        (measure): DataColumn<TopicEffect> => ({
          id: measure,
          header: t(measure),
          isNumeric: true,
          text: ({ before, after }) => `${before[measure]} → ${after[measure]}`,
          cell: ({ before, after }) =>
            before[measure] === after[measure]
              ? formats.percent(after[measure])
              : `${formats.percent(before[measure])} → ${formats.percent(after[measure])}`,
        }),
      ),
    ],
    [t, clusterId, formats],
  );
  return (
    <PlainTable
      label={t('topics')}
      columns={columns}
      rows={effect.topics.slice(0, MOST_ROWS)}
      rowId={({ topic }) => topic}
      empty={t('none')}
    />
  );
}
