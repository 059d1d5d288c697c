'use client';

import { Button, Checkbox, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { useGroupWords } from '@/components/groups/group-words';
import { RecentLag } from '@/components/groups/lag-cell';
import { ErrorState } from '@/components/ui/error-state';
import { Figure } from '@/components/ui/figure';
import { hint } from '@/components/ui/hint';
import { StatusShape } from '@/components/ui/status-badge';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/client/paths';
import { groupsQuery } from '@/lib/client/queries';
import type { GroupItem } from '@/lib/views/schemas/group';
import classes from './lag.module.css';

/** A chart of lines tells at most so many apart. */
export const MOST_COMPARED = 8;
const PAGE_SIZE = 20;
const SPARKLINE_PX = 132;

export interface GroupChoice {
  readonly clusterId: string;
  /** Groups whose chart is shown. */
  readonly chosen: readonly string[];
  readonly onCompare: (groupId: string, isCompared: boolean) => void;
  /** Address of this screen with the group alone chosen. */
  readonly hrefOf: (groupId: string) => string;
}

function GroupRow({ group, choice }: { group: GroupItem; choice: GroupChoice }) {
  const t = useTranslations('lag');
  const words = useGroupWords();
  const { clusterId, chosen, onCompare, hrefOf } = choice;
  const isChosen = chosen.includes(group.groupId);
  const isFull = !isChosen && chosen.length >= MOST_COMPARED;
  return (
    <li className={classes.pick} data-chosen={isChosen || undefined}>
      <Checkbox
        size="xs"
        checked={isChosen}
        disabled={isFull}
        aria-label={t('compareGroup', { group: group.groupId })}
        {...hint(isFull ? t('compareFull') : t('compare'))}
        onChange={(event) => onCompare(group.groupId, event.currentTarget.checked)}
      />
      <div className={classes.pickName}>
        <span {...hint(`${words.verdict(group.verdict)}: ${words.reason(group)}`)}>
          <StatusShape tone={group.status} label={words.verdict(group.verdict)} />
        </span>
        <TextLink href={hrefOf(group.groupId)} isMono hint={group.groupId}>
          {group.groupId}
        </TextLink>
      </div>
      <RecentLag clusterId={clusterId} group={group} width={SPARKLINE_PX} />
      <span className={classes.pickLag}>
        <TextLink href={paths.group(clusterId, group.groupId)} c="inherit">
          <Figure value={group.totalLag} kind="count" isAtLeast={group.knownPartitions < group.partitionCount} />
        </TextLink>
        <span className={classes.pickTime}>
          <Figure value={group.maxLagSeconds} kind="duration" isAtLeast={group.lagSecondsIsAtLeast} />
        </span>
      </span>
    </li>
  );
}

interface GroupPickerProps extends GroupChoice {
  readonly title: string;
  /** Comma list of the statuses listed here. */
  readonly status: string;
}

/** Groups of some statuses, largest lag first, to choose the chart from. Nothing where there are none. */
export function GroupPicker({ title, status, ...choice }: GroupPickerProps) {
  const t = useTranslations('lag');
  const [limit, setLimit] = useState(PAGE_SIZE);
  const query = useQuery(groupsQuery(choice.clusterId, { status, sort: '-totalLag', limit }));
  if (query.data === undefined) {
    return query.error ? (
      <ErrorState error={query.error} onRetry={() => void query.refetch()} isRetrying={query.isFetching} />
    ) : (
      <Skeleton className={classes.pickWaiting} />
    );
  }
  const { items, total } = query.data;
  if (items.length === 0) return null;
  return (
    <section className={classes.picks} aria-label={title}>
      <h2 className={classes.picksTitle}>
        {title} <span className={classes.rangeWords}>{total}</span>
      </h2>
      <ul className={classes.pickList}>
        {items.map((group) => (
          <GroupRow key={group.id} group={group} choice={choice} />
        ))}
      </ul>
      {total > items.length ? (
        <Button variant="subtle" onClick={() => setLimit((now) => Math.min(500, now + 4 * PAGE_SIZE))}>
          {t('showMore', { count: Math.min(4 * PAGE_SIZE, total - items.length) })}
        </Button>
      ) : null}
    </section>
  );
}
