'use client';

import { useTranslations } from 'use-intl';
import { StatusBadge } from '@/components/ui/status-badge';
import type { BrokerItem } from '@/lib/views/schemas/broker';

/** Up, down, or registered and yet silent. */
export function BrokerStatus({ broker }: { readonly broker: Pick<BrokerItem, 'isUp' | 'isReachable'> }) {
  const t = useTranslations('brokers');
  if (!broker.isUp) {
    return <StatusBadge tone="stopped" label={t('down')} />;
  }
  return broker.isReachable ? (
    <StatusBadge tone="ok" label={t('up')} />
  ) : (
    <StatusBadge tone="slow" label={t('silent')} reason={t('silentHint')} />
  );
}
