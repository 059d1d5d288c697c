'use client';

import { VisuallyHidden } from '@mantine/core';
import { useTranslations } from 'use-intl';
import { hint } from '@/components/ui/hint';
import { StatusShape } from '@/components/ui/status-badge';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/client/paths';
import classes from './replica-list.module.css';

interface ReplicaListProps {
  readonly clusterId: string;
  /** In Kafka's order: the first is the preferred leader. */
  readonly replicas: readonly number[];
  readonly isr: readonly number[];
  readonly leader: number | null;
}

/** The brokers that hold a partition, in order: the leader set off, those out of sync marked. */
export function ReplicaList({ clusterId, replicas, isr, leader }: ReplicaListProps) {
  const t = useTranslations('topics.partitions');
  return (
    <span className={classes.list}>
      {replicas.map((broker) => {
        const isInSync = isr.includes(broker);
        const outOfSync = isInSync ? null : t('outOfSync', { broker: String(broker) });
        return (
          <span
            key={broker}
            className={classes.replica}
            data-leader={broker === leader || undefined}
            data-out={!isInSync || undefined}
            {...hint(outOfSync)}
          >
            {!isInSync && <StatusShape tone="stopped" />}
            <TextLink href={paths.broker(clusterId, broker)} c="inherit">
              {broker}
            </TextLink>
            {outOfSync !== null && <VisuallyHidden data-copy="skip">{outOfSync}</VisuallyHidden>}
          </span>
        );
      })}
    </span>
  );
}
