'use client';

import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import type { DataColumn } from '@/components/ui/data-list';
import { Figure, type FigureKind } from '@/components/ui/figure';
import { Named } from '@/components/ui/named';
import { PercentBand, type PercentBandName } from '@/components/ui/percent-band';
import { Tag } from '@/components/ui/tag';
import type { TermName } from '@/components/ui/term';
import { TextLink } from '@/components/ui/text-link';
import { paths, type TopicTab } from '@/lib/client/paths';
import type { TopicItem } from '@/lib/views/schemas/topic';
import { ReassigningTag } from './reassigning-tag';

type Translate = ReturnType<typeof useTranslations<'topics'>>;
type Gloss = ReturnType<typeof useTranslations<'terms'>>;

type NumberField = {
  [Field in keyof TopicItem]: TopicItem[Field] extends number | null ? Field : never;
}[keyof TopicItem];

interface NumberColumn {
  readonly id: Exclude<NumberField, undefined>;
  readonly kind?: FigureKind;
  readonly hint?: string;
  readonly reason?: string;
  readonly isExtra?: boolean;
  /** The screen that shows what the number counts. */
  readonly door?: (topic: string) => string;
}

function numberColumn(
  t: Translate,
  { id, kind = 'integer', hint, reason, isExtra, door }: NumberColumn,
): DataColumn<TopicItem> {
  return {
    id,
    header: t(`column.${id}`),
    isNumeric: true,
    text: (row) => row[id],
    cell: (row) => {
      const figure = <Figure value={row[id]} kind={kind} {...(reason === undefined ? {} : { reason })} />;
      return door === undefined || row[id] === null ? (
        figure
      ) : (
        <TextLink href={door(row.name)} c="inherit">
          {figure}
        </TextLink>
      );
    },
    ...(hint === undefined ? {} : { hint }),
    ...(isExtra === true ? { isExtra } : {}),
  };
}

type BandField =
  | 'brokersSpreadPercent'
  | 'brokersSkewPercent'
  | 'brokersLeaderSkewPercent'
  | 'underReplicatedPercent'
  | 'preferredReplicasPercent';

function bandColumn(t: Translate, id: BandField, band: PercentBandName, hint: string): DataColumn<TopicItem> {
  return {
    id,
    header: t(`column.${id}`),
    hint,
    isNumeric: true,
    text: (row) => row[id],
    cell: (row) => <PercentBand value={row[id]} band={band} />,
  };
}

function nameColumn(t: Translate, clusterId: string): DataColumn<TopicItem> {
  return {
    id: 'name',
    header: t('column.name'),
    text: (row) => row.name,
    cell: (row) => (
      <Named>
        <TextLink href={paths.topic(clusterId, row.name)} isMono>
          {row.name}
        </TextLink>
        {row.isInternal && <Tag>{t('internal')}</Tag>}
        {(row.reassigningCount ?? 0) > 0 && <ReassigningTag clusterId={clusterId} count={row.reassigningCount ?? 0} />}
      </Named>
    ),
  };
}

/** CMAK's columns by its formulas, then what else one asks of a topic. */
export function useTopicColumns(clusterId: string): readonly DataColumn<TopicItem>[] {
  const t = useTranslations('topics');
  const terms = useTranslations('terms');
  return useMemo(() => topicColumns(t, terms, clusterId), [t, terms, clusterId]);
}

function topicColumns(t: Translate, terms: Gloss, clusterId: string): readonly DataColumn<TopicItem>[] {
  const gloss = (name: TermName) => terms(`${name}.gloss`);
  const to = (tab: TopicTab) => (topic: string) => paths.topic(clusterId, topic, tab);
  const { offsetsUnknown, sizeUnknown } = { offsetsUnknown: t('offsetsUnknown'), sizeUnknown: t('sizeUnknown') };
  return [
    nameColumn(t, clusterId),
    numberColumn(t, { id: 'partitionCount', door: to('partitions') }),
    numberColumn(t, { id: 'replicationFactor', hint: t('hint.replicationFactor') }),
    numberColumn(t, { id: 'brokerCount', hint: t('hint.brokerCount'), door: to('brokers') }),
    bandColumn(t, 'brokersSpreadPercent', 'spread', gloss('brokersSpread')),
    bandColumn(t, 'brokersSkewPercent', 'skew', gloss('brokersSkew')),
    bandColumn(t, 'brokersLeaderSkewPercent', 'skew', gloss('leaderSkew')),
    bandColumn(t, 'underReplicatedPercent', 'underReplicatedInList', t('hint.underReplicatedPercent')),
    { ...bandColumn(t, 'preferredReplicasPercent', 'preferred', gloss('preferredReplicas')), isExtra: true },
    numberColumn(t, {
      id: 'leaderBytes',
      kind: 'bytes',
      hint: t('hint.leaderBytes'),
      reason: sizeUnknown,
      isExtra: true,
    }),
    numberColumn(t, { id: 'sizeBytes', kind: 'bytes', hint: t('hint.sizeBytes'), reason: sizeUnknown }),
    numberColumn(t, {
      id: 'producerRatePerSecond',
      kind: 'rate',
      hint: t('hint.producerRatePerSecond'),
      reason: t('rateUnknown'),
    }),
    numberColumn(t, { id: 'sumOfPartitionOffsets', hint: gloss('sumOfOffsets'), reason: offsetsUnknown }),
    numberColumn(t, {
      id: 'recordCountUpperBound',
      hint: t('hint.recordCountUpperBound'),
      reason: offsetsUnknown,
      isExtra: true,
    }),
    numberColumn(t, { id: 'groupCount', door: to('groups') }),
    numberColumn(t, { id: 'maxGroupLag', hint: t('hint.maxGroupLag'), reason: t('lagUnknown'), door: to('lag') }),
    numberColumn(t, { id: 'underReplicatedCount', isExtra: true }),
    numberColumn(t, { id: 'offlinePartitionCount', isExtra: true }),
    numberColumn(t, { id: 'reassigningCount', reason: t('reassigningUnknown'), isExtra: true }),
    {
      id: 'cleanupPolicy',
      header: t('column.cleanupPolicy'),
      hint: gloss('cleanupPolicy'),
      isExtra: true,
      text: (row) => row.cleanupPolicy,
      cell: (row) => row.cleanupPolicy ?? <Figure value={null} reason={t('policyUnknown')} />,
    },
  ];
}
