'use client';

import Link from 'next/link';
import { useTranslations } from 'use-intl';
import { Figure } from '@/components/ui/figure';
import { Section } from '@/components/ui/page';
import { StatusBadge } from '@/components/ui/status-badge';
import { Tag } from '@/components/ui/tag';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/client/paths';
import type { ClusterDetail } from '@/lib/views/schemas/cluster';
import classes from './overview.module.css';

type Tile = ClusterDetail['brokers'][number];

function BrokerTile({
  clusterId,
  broker,
  mostBytes,
}: {
  readonly clusterId: string;
  readonly broker: Tile;
  readonly mostBytes: number;
}) {
  const t = useTranslations('overview.brokers');
  const words = useTranslations('brokers');
  const share = broker.sizeBytes === null || mostBytes === 0 ? 0 : broker.sizeBytes / mostBytes;
  return (
    <Link
      href={paths.broker(clusterId, broker.brokerId)}
      className={classes.tile}
      data-down={!broker.isUp || undefined}
    >
      <span className={classes.tileHead}>
        <strong className={classes.tileName}>
          {words('noun')} {broker.brokerId}
        </strong>
        <StatusBadge tone={broker.isUp ? 'ok' : 'stopped'} label={words(broker.isUp ? 'up' : 'down')} variant="plain" />
        <span className={classes.tileTags}>
          {broker.isController && <Tag>{words('controller')}</Tag>}
          {broker.rack !== null && <Tag>{broker.rack}</Tag>}
        </span>
      </span>
      <span className={classes.tileFacts}>
        <span>
          {t('leaders')} <Figure value={broker.leaderCount} />
        </span>
        <span>
          {t('partitions')} <Figure value={broker.partitionCount} />
        </span>
        <span>
          {t('size')} <Figure value={broker.sizeBytes} kind="bytes" reason={t('sizeUnknown')} />
        </span>
      </span>
      <span className={classes.tileBar} style={{ '--share': share } as React.CSSProperties} />
    </Link>
  );
}

/** Brokers side by side, so that the odd one out is seen: up or down, leaders, replicas, bytes. */
export function BrokerTiles({ cluster }: { readonly cluster: ClusterDetail }) {
  const t = useTranslations('overview.brokers');
  const mostBytes = Math.max(0, ...cluster.brokers.map((broker) => broker.sizeBytes ?? 0));
  return (
    <Section title={t('title')} action={<TextLink href={paths.brokers(cluster.id)}>{t('all')}</TextLink>}>
      <div className={classes.tiles}>
        {cluster.brokers.map((broker) => (
          <BrokerTile key={broker.id} clusterId={cluster.id} broker={broker} mostBytes={mostBytes} />
        ))}
      </div>
    </Section>
  );
}
