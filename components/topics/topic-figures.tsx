'use client';

import { useTranslations } from 'use-intl';
import type { Fact } from '@/components/ui/fact-line';
import { Figure } from '@/components/ui/figure';
import type { PageFigure } from '@/components/ui/page-head';
import { PercentBand, type PercentBandName } from '@/components/ui/percent-band';
import { Term, type TermName } from '@/components/ui/term';
import { paths } from '@/lib/client/paths';
import type { TopicDetail } from '@/lib/views/schemas/topic';

/** The six figures that one looks for first. */
export function useTopicFigures(clusterId: string, topic: TopicDetail): readonly PageFigure[] {
  const t = useTranslations('topics');
  return [
    { id: 'partitions', label: t('figure.partitions'), value: <Figure value={topic.partitionCount} /> },
    { id: 'replication', label: t('figure.replication'), value: <Figure value={topic.replicationFactor} /> },
    {
      id: 'produced',
      label: t('figure.produced'),
      href: paths.topic(clusterId, topic.name, 'traffic'),
      value: <Figure value={topic.producerRatePerSecond} kind="rate" reason={t('rateUnknown')} />,
    },
    {
      id: 'kept',
      label: t('figure.kept'),
      value: (
        <Figure
          value={topic.recordCountUpperBound}
          kind="count"
          reason={t('offsetsUnknown')}
          note={t('hint.recordCountUpperBound')}
        />
      ),
    },
    {
      id: 'size',
      label: t('figure.size'),
      value: <Figure value={topic.sizeBytes} kind="bytes" reason={t('sizeUnknown')} />,
    },
    {
      id: 'groups',
      label: t('figure.groups'),
      href: paths.topic(clusterId, topic.name, 'groups'),
      value: <Figure value={topic.groupCount} />,
    },
  ];
}

/** The rest of CMAK's summary, in its colour bands. */
export function useTopicFacts(topic: TopicDetail): readonly Fact[] {
  const t = useTranslations('topics');
  const band = (term: TermName, value: number, name: PercentBandName): Fact => ({
    id: term,
    label: <Term name={term} />,
    value: <PercentBand value={value} band={name} />,
  });
  return [
    {
      id: 'sum',
      label: <Term name="sumOfOffsets" />,
      value: <Figure value={topic.sumOfPartitionOffsets} reason={t('offsetsUnknown')} />,
    },
    {
      id: 'leaderSize',
      label: t('fact.leaderSize'),
      value: <Figure value={topic.leaderBytes} kind="bytes" reason={t('sizeUnknown')} />,
    },
    {
      id: 'brokers',
      label: t('fact.brokers'),
      value: t('fact.brokersValue', { count: topic.brokerCount, total: topic.totalBrokerCount }),
    },
    band('brokersSpread', topic.brokersSpreadPercent, 'spread'),
    band('brokersSkew', topic.brokersSkewPercent, 'skew'),
    band('leaderSkew', topic.brokersLeaderSkewPercent, 'skew'),
    band('preferredReplicas', topic.preferredReplicasPercent, 'preferred'),
    band('underReplicated', topic.underReplicatedPercent, 'underReplicatedInTopic'),
    {
      id: 'cleanup',
      label: <Term name="cleanupPolicy" />,
      value: topic.cleanupPolicy ?? <Figure value={null} reason={t('policyUnknown')} />,
    },
  ];
}
