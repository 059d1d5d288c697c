'use client';

import { useTranslations } from 'use-intl';
import { EmptyState } from '@/components/ui/empty-state';
import { ErrorState } from '@/components/ui/error-state';
import { GapsNotice } from '@/components/ui/gaps-notice';
import type { ClusterDetail } from '@/lib/views/schemas/cluster';

/** Before the first round: what is being asked, or why nothing answers. */
export function FirstRound({ cluster }: { readonly cluster: ClusterDetail }) {
  const t = useTranslations('overview');
  const servers = cluster.bootstrapServers.join(', ');
  return (
    <>
      <GapsNotice gaps={cluster.gaps} />
      {cluster.health === 'unreachable' ? (
        <ErrorState error={{ code: 'cluster_unreachable', message: `${t('unreachable')} (${servers})` }} />
      ) : (
        <EmptyState title={t('collecting')}>{t('collectingBody', { servers })}</EmptyState>
      )}
    </>
  );
}
