'use client';

import { Button, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useTranslations } from 'use-intl';
import { EmptyState } from '@/components/ui/empty-state';
import { ErrorState } from '@/components/ui/error-state';
import { type Fact, FactLine } from '@/components/ui/fact-line';
import { Figure } from '@/components/ui/figure';
import { StatusBadge } from '@/components/ui/status-badge';
import { paths } from '@/lib/client/paths';
import { freshnessObjectiveQuery } from '@/lib/client/queries';
import type { FreshnessObjectiveItem } from '@/lib/views/schemas/freshness-objective';
import { BadRuns } from './bad-runs';
import { BudgetChart } from './budget-chart';
import { BurnRate } from './burn-rate';
import { objectiveFormPath, useObjectiveWords } from './objective-words';
import classes from './objectives.module.css';

function useFacts(item: FreshnessObjectiveItem): readonly Fact[] {
  const t = useTranslations('objectives');
  const reason = t('noMinute');
  return [
    {
      id: 'left',
      label: t('budgetLeft'),
      value: <Figure value={item.budgetRemainingPercent} kind="percent" reason={reason} note={t('budgetHint')} />,
    },
    { id: 'fresh', label: t('fresh'), value: <Figure value={item.freshPercent} kind="percent" reason={reason} /> },
    { id: '1h', label: t('burn1h'), value: <BurnRate value={item.burnRate1h} /> },
    { id: '6h', label: t('burn6h'), value: <BurnRate value={item.burnRate6h} /> },
    { id: 'window', label: t('burnWindow'), value: <BurnRate value={item.burnRateWindow} /> },
    { id: 'good', label: t('goodMinutes'), value: <Figure value={item.goodMinutes} /> },
    { id: 'bad', label: t('badMinutes'), value: <Figure value={item.badMinutes} /> },
    {
      id: 'allowed',
      label: t('allowed'),
      value: <Figure value={item.allowedBadMinutes} kind="rate" reason={reason} />,
    },
    {
      id: 'unknown',
      label: t('unknownMinutes'),
      value: <Figure value={item.unknownMinutes} note={t('unknownHint')} />,
    },
  ];
}

function Standing({ clusterId, item }: { readonly clusterId: string; readonly item: FreshnessObjectiveItem }) {
  const t = useTranslations('objectives');
  const words = useObjectiveWords();
  return (
    <>
      <div className={classes.head}>
        <StatusBadge {...words.state(item)} />
        <p className={classes.sentence}>{words.sentence(item)}</p>
        <div className={classes.actions}>
          <Button component={Link} href={objectiveFormPath(clusterId, item.groupId, item)}>
            {t('change')}
          </Button>
          <Button
            component={Link}
            href={paths.change(clusterId, 'delete-freshness-objective', { group: item.groupId })}
          >
            {t('delete')}
          </Button>
        </div>
      </div>
      <FactLine facts={useFacts(item)} />
    </>
  );
}

interface ObjectivePanelProps {
  readonly clusterId: string;
  readonly groupId: string;
}

/** The freshness objective of one group: how its budget stands, how it was spent, and in which minutes. */
export function ObjectivePanel({ clusterId, groupId }: ObjectivePanelProps) {
  const t = useTranslations('objectives');
  const { data, error, refetch, isFetching } = useQuery(freshnessObjectiveQuery(clusterId, groupId));
  if (data === undefined) {
    return error ? (
      <ErrorState error={error} onRetry={() => void refetch()} isRetrying={isFetching} />
    ) : (
      <Skeleton className={classes.waiting} />
    );
  }
  if (data.objective === null) {
    const action = (
      <Button component={Link} href={objectiveFormPath(clusterId, groupId, null)}>
        {t('set')}
      </Button>
    );
    return (
      <EmptyState title={t('noneHere')} action={action}>
        {t('noneBody')}
      </EmptyState>
    );
  }
  return (
    <div className={classes.panel}>
      <Standing clusterId={clusterId} item={data.objective} />
      <BudgetChart groupId={groupId} detail={data} />
      <BadRuns clusterId={clusterId} groupId={groupId} detail={data} />
    </div>
  );
}
