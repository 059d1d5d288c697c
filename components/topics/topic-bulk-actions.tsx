'use client';

import { Button } from '@mantine/core';
import Link from 'next/link';
import { useTranslations } from 'use-intl';
import { hint } from '@/components/ui/hint';
import { paths } from '@/lib/client/paths';
import { useMayChange } from '@/lib/client/use-may-change';

/** Most topics of one run, by operation, as their inputs have it. */
const ACTIONS = [
  { id: 'alterConfigs', operation: 'alter-topic-configs', most: 100 },
  { id: 'addPartitions', operation: 'add-partitions', most: 100 },
  { id: 'electLeaders', operation: 'elect-leaders', most: 100 },
  { id: 'delete', operation: 'delete-topic', most: 20 },
] as const;

/** What can be done to many topics at once. */
export function TopicBulkActions({
  clusterId,
  topics,
}: {
  readonly clusterId: string;
  readonly topics: readonly string[];
}) {
  const t = useTranslations('changes.action');
  const mayChange = useMayChange();
  return ACTIONS.filter(({ operation }) => mayChange(operation)).map(({ id, operation, most }) =>
    topics.length > most ? (
      <Button key={id} data-disabled aria-disabled {...hint(t('tooMany', { count: most }))}>
        {t(id)}
      </Button>
    ) : (
      <Button key={id} component={Link} href={paths.change(clusterId, operation, { topics })}>
        {t(id)}
      </Button>
    ),
  );
}
