'use client';

import { useTranslations } from 'use-intl';
import { StatusBadge, StatusShape } from '@/components/ui/status-badge';
import type { StatusTone } from '@/components/ui/theme';
import type { ClusterItem } from '@/lib/views/schemas/cluster';

export type ClusterHealth = ClusterItem['health'];

export const HEALTH_TONES: Record<ClusterHealth, StatusTone> = {
  ok: 'ok',
  degraded: 'slow',
  critical: 'stopped',
  unreachable: 'stopped',
  unknown: 'unknown',
};

/** Health of a cluster in the shapes and colours of every status. */
export function HealthBadge({
  health,
  isShapeOnly = false,
}: {
  readonly health: ClusterHealth;
  readonly isShapeOnly?: boolean;
}) {
  const t = useTranslations('clusterHealth');
  return isShapeOnly ? (
    <StatusShape tone={HEALTH_TONES[health]} label={t(health)} />
  ) : (
    <StatusBadge tone={HEALTH_TONES[health]} label={t(health)} />
  );
}
