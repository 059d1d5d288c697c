'use client';

import { useTranslations } from 'use-intl';
import { Figure } from '@/components/ui/figure';
import { StatusShape } from '@/components/ui/status-badge';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/client/paths';
import type { ClusterItem } from '@/lib/views/schemas/cluster';
import classes from './worst-groups-cell.module.css';

/** The groups of a cluster that need somebody most, each with its status and how long it is behind. */
export function WorstGroupsCell({ cluster }: { readonly cluster: ClusterItem }) {
  const t = useTranslations('clusters');
  const words = useTranslations('verdict');
  if (cluster.groupStatusCounts === null) return <Figure value={null} reason={t('notRead')} />;
  if (cluster.worstGroups.length === 0) return <span className={classes.quiet}>{t('noTroubledGroup')}</span>;
  return (
    <ul className={classes.list}>
      {cluster.worstGroups.map((group) => (
        <li key={group.id} className={classes.group}>
          <StatusShape tone={group.status} label={words(group.verdict)} />
          <TextLink href={paths.group(cluster.id, group.groupId)} isMono>
            {group.groupId}
          </TextLink>
          <span className={classes.quiet}>
            <Figure
              value={group.maxLagSeconds}
              kind="duration"
              isAtLeast={group.lagSecondsIsAtLeast}
              reason={t('timeUnknown')}
            />
          </span>
        </li>
      ))}
    </ul>
  );
}
