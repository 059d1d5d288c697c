'use client';

import { useTranslations } from 'use-intl';
import { Figure } from '@/components/ui/figure';
import { Sparkline } from '@/components/ui/sparkline';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/client/paths';
import type { GroupItem } from '@/lib/views/schemas/group';
import { useGroupWords } from './group-words';
import classes from './groups.module.css';
import { TrendArrow } from './trend-arrow';

/** Total lag of a group as the door to its chart. */
export function TotalLag({ clusterId, group }: { clusterId: string; group: GroupItem }) {
  const t = useTranslations('groups');
  const isPartial = group.knownPartitions < group.partitionCount;
  const figure = (
    <Figure
      value={group.totalLag}
      isAtLeast={isPartial}
      reason={t('lagUnknown')}
      note={
        isPartial
          ? t('partsKnown', { known: String(group.knownPartitions), total: String(group.partitionCount) })
          : undefined
      }
    />
  );
  if (group.totalLag === null) return figure;
  return (
    <TextLink href={paths.group(clusterId, group.groupId)} c="inherit">
      {figure}
    </TextLink>
  );
}

/** Course of a group's lag with its trend, as the door to its chart. */
export function RecentLag({ clusterId, group, width }: { clusterId: string; group: GroupItem; width?: number }) {
  const t = useTranslations('groups');
  const words = useGroupWords();
  if (!group.recentLag.some((value) => value !== null)) return null;
  return (
    <TextLink className={classes.recent} href={paths.group(clusterId, group.groupId)} c="inherit" underline="never">
      <Sparkline
        values={group.recentLag}
        label={t('sparkline', { trend: words.trend(group.trend) })}
        tone={group.status === 'ok' ? undefined : group.status}
        width={width ?? 96}
      />
      <TrendArrow trend={group.trend} />
    </TextLink>
  );
}
