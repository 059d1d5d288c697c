'use client';

import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { EmptyState } from '@/components/ui/empty-state';
import { ErrorState } from '@/components/ui/error-state';
import { PageSkeleton } from '@/components/ui/page-skeleton';
import { StatusShape } from '@/components/ui/status-badge';
import { Tag } from '@/components/ui/tag';
import { paths } from '@/lib/client/paths';
import { brokersQuery } from '@/lib/client/queries';
import { LinkPicture } from './link-picture';

const MOST_BROKERS = 500;

/** The racks of a cluster and the brokers that stand in each. */
export function BrokerPicture({ clusterId }: { readonly clusterId: string }) {
  const t = useTranslations('topology');
  const words = useTranslations('brokers');
  const query = useQuery(brokersQuery(clusterId, { limit: MOST_BROKERS }));
  if (query.data === undefined) {
    return query.error === null ? (
      <PageSkeleton />
    ) : (
      <ErrorState error={query.error} onRetry={() => void query.refetch()} isRetrying={query.isFetching} />
    );
  }
  const brokers = query.data.items;
  if (brokers.length === 0) return <EmptyState title={words('empty')}>{words('emptyBody')}</EmptyState>;
  const rackOf = (rack: string | null) => rack ?? t('noRack');
  const racks = [...new Set(brokers.map(({ rack }) => rackOf(rack)))].sort();
  return (
    <LinkPicture
      label={t('brokersLabel')}
      leftTitle={t('racksTitle')}
      rightTitle={t('brokersTitle')}
      left={racks.map((rack) => ({ id: `rack ${rack}`, name: rack }))}
      right={brokers.map(({ brokerId, host, port, isUp, isController }) => ({
        id: `broker ${brokerId}`,
        name: host === null ? String(brokerId) : `${brokerId} · ${host}:${port}`,
        href: paths.broker(clusterId, brokerId),
        mark: <StatusShape tone={isUp ? 'ok' : 'stopped'} label={isUp ? words('up') : words('down')} />,
        ...(isController ? { note: <Tag>{words('controller')}</Tag> } : {}),
      }))}
      links={brokers.map(({ brokerId, rack, isUp }) => ({
        from: `rack ${rackOf(rack)}`,
        to: `broker ${brokerId}`,
        isLoose: !isUp,
      }))}
    />
  );
}
