'use client';

import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import type { DataColumn } from '@/components/ui/data-list';
import { EmptyState } from '@/components/ui/empty-state';
import { Figure } from '@/components/ui/figure';
import { Named } from '@/components/ui/named';
import { PlainTable } from '@/components/ui/plain-table';
import { Tag } from '@/components/ui/tag';
import type { FeatureItem } from '@/lib/views/schemas/metadata';

/** What the cluster has settled on, and what its brokers could do. */
export function FeatureTable({ features }: { readonly features: readonly FeatureItem[] | null }) {
  const t = useTranslations('metadata.features');
  const columns = useMemo(
    (): readonly DataColumn<FeatureItem>[] => [
      {
        id: 'name',
        header: t('name'),
        isWide: true,
        text: (row) => row.name,
        cell: (row) => (
          <Named>
            <code>{row.name}</code>
            {row.release !== null && <Tag>Kafka {row.release}</Tag>}
          </Named>
        ),
      },
      {
        id: 'finalizedLevel',
        header: t('finalizedLevel'),
        isNumeric: true,
        text: (row) => row.finalizedLevel,
        cell: (row) => <Figure value={row.finalizedLevel} reason={t('notFinalized')} />,
      },
      {
        id: 'supported',
        header: t('supported'),
        text: (row) => (row.maxLevel === null ? null : `${row.minLevel}–${row.maxLevel}`),
        cell: (row) =>
          row.maxLevel === null ? (
            <Figure value={null} reason={t('notSupported')} />
          ) : (
            t('range', { min: String(row.minLevel), max: String(row.maxLevel) })
          ),
      },
      {
        id: 'state',
        header: t('state'),
        text: (row) => stateOf(row),
        cell: (row) => t(`states.${stateOf(row)}`),
      },
    ],
    [t],
  );
  return (
    <PlainTable
      label={t('title')}
      columns={columns}
      rows={features ?? []}
      rowId={(row) => row.id}
      empty={<EmptyState title={features === null ? t('notRead') : t('none')} />}
    />
  );
}

function stateOf({ finalizedLevel, maxLevel }: FeatureItem): 'newest' | 'behind' | 'off' | 'unknown' {
  if (maxLevel === null) return 'unknown';
  if (finalizedLevel === null || finalizedLevel === 0) return maxLevel === 0 ? 'newest' : 'off';
  return finalizedLevel < maxLevel ? 'behind' : 'newest';
}
