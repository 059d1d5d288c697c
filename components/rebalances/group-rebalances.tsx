'use client';

import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { parseAsStringLiteral, useQueryState } from 'nuqs';
import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { EmptyState } from '@/components/ui/empty-state';
import { ErrorState } from '@/components/ui/error-state';
import { FactLine } from '@/components/ui/fact-line';
import { Figure } from '@/components/ui/figure';
import { Section } from '@/components/ui/page';
import { PageSkeleton } from '@/components/ui/page-skeleton';
import { PlainTable } from '@/components/ui/plain-table';
import { useFormats } from '@/components/ui/use-formats';
import { groupRebalancesQuery } from '@/lib/client/queries';
import type { GroupDetail } from '@/lib/views/schemas/group';
import type { GroupRebalances as Rebalances } from '@/lib/views/schemas/rebalance';
import { OwnerPicture } from './owner-picture';
import { useChurnColumns, useRebalanceColumns } from './rebalance-columns';
import classes from './rebalances.module.css';

const HOUR_MS = 3_600_000;
const RANGES = { '1h': HOUR_MS, '6h': 6 * HOUR_MS, '24h': 24 * HOUR_MS, '7d': 168 * HOUR_MS } as const;
const RANGE_NAMES = ['1h', '6h', '24h', '7d'] as const;

function RebalanceFigures({ data }: { readonly data: Rebalances }) {
  const t = useTranslations('rebalances');
  const longest = data.rebalances.reduce((most, { tookAtMostMs }) => Math.max(most, tookAtMostMs), 0);
  const moved = data.rebalances.reduce((sum, { movedPartitions }) => sum + movedPartitions, 0);
  return (
    <FactLine
      facts={[
        { id: 'count', label: t('count'), value: <Figure value={data.rebalances.length} /> },
        {
          id: 'longest',
          label: t('longest'),
          value:
            data.rebalances.length === 0 ? (
              <Figure value={null} reason={t('noneTook')} />
            ) : (
              <Figure value={longest / 1000} kind="duration" />
            ),
        },
        { id: 'moved', label: t('moved'), value: <Figure value={moved} /> },
        {
          id: 'flapping',
          label: t('flapping'),
          value: <Figure value={data.churn.filter(({ isFlapping }) => isFlapping).length} />,
        },
      ]}
    />
  );
}

function RebalanceTables({ data }: { readonly data: Rebalances }) {
  const t = useTranslations('rebalances');
  const formats = useFormats();
  const rebalances = useRebalanceColumns(data);
  const churn = useChurnColumns();
  const since = data.watched[0]?.fromMs;
  const why = since === undefined ? t('noRebalancesBody') : t('whyNothing', { time: formats.timestamp(since) });
  return (
    <>
      <Section title={t('rebalances')}>
        <PlainTable
          label={t('rebalances')}
          columns={rebalances}
          rows={data.rebalances}
          rowId={(row) => row.id}
          empty={<EmptyState title={t('noRebalances')}>{why}</EmptyState>}
        />
      </Section>
      <Section title={t('restless')}>
        <PlainTable
          label={t('restless')}
          columns={churn}
          rows={data.churn}
          rowId={(row) => `${row.groupInstanceId} ${row.clientId} ${row.host}`}
          empty={<EmptyState title={t('noChurn')}>{why}</EmptyState>}
        />
      </Section>
    </>
  );
}

interface GroupRebalancesProps {
  readonly clusterId: string;
  readonly groupId: string;
  /** Undefined for a group that is gone, or not read yet. */
  readonly kind: GroupDetail['kind'] | undefined;
}

/** How often a group rebalanced, how long it took, what moved, and who came and went: from what was stored. */
export function GroupRebalances({ clusterId, groupId, kind }: GroupRebalancesProps) {
  const t = useTranslations('rebalances');
  const [range, setRange] = useQueryState('window', parseAsStringLiteral(RANGE_NAMES).withDefault('6h'));
  // The start moves with the present, but in steps: each round asks for the same range again.
  const fromMs = useMemo(() => Math.floor((Date.now() - RANGES[range]) / 60_000) * 60_000, [range]);
  const query = useQuery(groupRebalancesQuery(clusterId, groupId, fromMs));
  const { data, error } = query;
  if (data === undefined) {
    if (error === null) return <PageSkeleton />;
    return <ErrorState error={error} onRetry={() => void query.refetch()} isRetrying={query.isFetching} />;
  }
  return (
    <div className={classes.body}>
      <NativeSelect
        size="xs"
        w="fit-content"
        aria-label={t('range')}
        value={range}
        onChange={(event) => {
          const chosen = event.currentTarget.value;
          void setRange(RANGE_NAMES.find((name) => name === chosen) ?? null);
        }}
        data={RANGE_NAMES.map((name) => ({ value: name, label: t(`ranges.${name}`) }))}
      />
      <RebalanceFigures data={data} />
      {data.notKeptRounds > 0 ? <p className={classes.quiet}>{t('notKept', { count: data.notKeptRounds })}</p> : null}
      {data.owners === null ? (
        <p className={classes.quiet}>{t('shareNoPicture')}</p>
      ) : (
        <OwnerPicture clusterId={clusterId} data={data} owners={data.owners} isConnect={kind === 'connect'} />
      )}
      <RebalanceTables data={data} />
    </div>
  );
}
