'use client';

import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import type { DataColumn } from '@/components/ui/data-list';
import { Figure } from '@/components/ui/figure';
import { PlainTable } from '@/components/ui/plain-table';
import type { PartitionProgress } from '@/lib/domain/reassignment-step/reassignment-progress';

/** The partitions being copied now, those with the most left first. */
export function CopiesInFlight({ partitions }: { readonly partitions: readonly PartitionProgress[] }) {
  const t = useTranslations('reassignments.progress');
  const columns = useMemo((): readonly DataColumn<PartitionProgress>[] => {
    const bytes = (id: 'bytesLeft' | 'bytesTotal', header: string): DataColumn<PartitionProgress> => ({
      id,
      header,
      isNumeric: true,
      text: (row) => row[id],
      cell: (row) =>
        id === 'bytesLeft' && row.bytesLeft === 0 ? (
          t('notInSync')
        ) : (
          <Figure value={row[id]} kind="bytes" reason={t('notMeasured')} />
        ),
    });
    return [
      {
        id: 'partition',
        header: t('partition'),
        text: ({ topic, partition }) => `${topic}-${partition}`,
        cell: ({ topic, partition }) => `${topic}-${partition}`,
      },
      bytes('bytesLeft', t('bytesLeft')),
      bytes('bytesTotal', t('bytesTotal')),
    ];
  }, [t]);
  return (
    <PlainTable
      label={t('copies')}
      columns={columns}
      rows={partitions}
      rowId={({ topic, partition }) => `${topic}-${partition}`}
      empty={t('nothingInFlight')}
    />
  );
}
