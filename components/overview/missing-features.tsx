'use client';

import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import type { DataColumn } from '@/components/ui/data-list';
import { EmptyState } from '@/components/ui/empty-state';
import { Section } from '@/components/ui/page';
import { PlainTable } from '@/components/ui/plain-table';
import type { ClusterDetail } from '@/lib/views/schemas/cluster';

type MissingFeature = NonNullable<ClusterDetail['missingFeatures']>[number];

function useFeatureColumns(): readonly DataColumn<MissingFeature>[] {
  const t = useTranslations('clusters.features');
  return useMemo(() => {
    const releaseOf = ({ feature, needsKafka }: MissingFeature) =>
      t(feature === 'kraft-quorum' ? 'needsKraft' : 'needs', { release: needsKafka });
    return [
      {
        id: 'feature',
        header: t('feature'),
        text: (row) => t(`name.${row.feature}`),
        cell: (row) => t(`name.${row.feature}`),
      },
      { id: 'release', header: t('release'), text: releaseOf, cell: releaseOf },
      {
        id: 'meaning',
        header: t('meaning'),
        isWide: true,
        text: (row) => t(`cost.${row.feature}`),
        cell: (row) => t(`cost.${row.feature}`),
      },
    ];
  }, [t]);
}

/** What an older Kafka cannot tell or do, and what that means on these pages; nothing where the brokers have it all. */
export function MissingFeatures({ cluster }: { readonly cluster: ClusterDetail }) {
  const t = useTranslations('clusters.features');
  const columns = useFeatureColumns();
  if (cluster.missingFeatures === null || cluster.missingFeatures.length === 0) return null;
  const title = cluster.kafkaVersion === null ? t('titleUnknown') : t('title', { version: cluster.kafkaVersion });
  return (
    <Section title={title}>
      <PlainTable
        label={title}
        columns={columns}
        rows={cluster.missingFeatures}
        rowId={(row) => row.feature}
        empty={<EmptyState title={title} />}
      />
    </Section>
  );
}
