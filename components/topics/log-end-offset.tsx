'use client';

import { useTranslations } from 'use-intl';
import { Figure } from '@/components/ui/figure';
import { StatusShape } from '@/components/ui/status-badge';
import { useFormats } from '@/components/ui/use-formats';
import type { PartitionItem } from '@/lib/views/schemas/topic';

interface LogEndOffsetProps {
  readonly partition: Pick<PartitionItem, 'logEndOffset' | 'logEndReadAtMs'>;
  readonly capturedAtMs: number | null;
}

/** Log end of a partition; one carried over from an earlier round says how old it is. */
export function LogEndOffset({ partition, capturedAtMs }: LogEndOffsetProps) {
  const t = useTranslations('topics.partitions');
  const formats = useFormats();
  const { logEndOffset, logEndReadAtMs } = partition;
  const isStale = logEndReadAtMs !== null && capturedAtMs !== null && logEndReadAtMs < capturedAtMs;
  if (!isStale) {
    return <Figure value={logEndOffset} reason={t('offsetUnknown')} />;
  }
  const age = formats.age((capturedAtMs - logEndReadAtMs) / 1000);
  return (
    <>
      <StatusShape tone="slow" label={t('staleOffset', { age })} />{' '}
      <Figure value={logEndOffset} note={t('staleOffset', { age })} />
    </>
  );
}
