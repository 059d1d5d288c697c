'use client';

import {
  IconArrowsShuffle,
  IconBell,
  IconBinaryTree,
  IconChartAreaLine,
  IconHistory,
  IconLayoutDashboard,
  IconPencilBolt,
  IconServer2,
  IconSitemap,
  IconStack2,
  IconTargetArrow,
  IconTimelineEvent,
  IconUsersGroup,
  type TablerIcon,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useTranslations } from 'use-intl';
import { hint } from '@/components/ui/hint';
import { paths } from '@/lib/client/paths';
import { clusterQuery, firingAlertsQuery } from '@/lib/client/queries';
import type { ClusterDetail } from '@/lib/views/schemas/cluster';
import classes from './cluster-nav.module.css';

interface Screen {
  readonly id:
    | 'overview'
    | 'brokers'
    | 'topics'
    | 'groups'
    | 'lag'
    | 'alerts'
    | 'objectives'
    | 'reassignments'
    | 'metadata'
    | 'topology'
    | 'timeline'
    | 'changes'
    | 'audit';
  readonly icon: TablerIcon;
  readonly href: (clusterId: string) => string;
  readonly wrong?: {
    readonly message: 'wrongBrokers' | 'wrongTopics' | 'wrongGroups' | 'wrongLag' | 'wrongAlerts';
    readonly tone: 'danger' | 'warning';
    readonly count: (cluster: ClusterDetail, firingAlerts: number) => number | null;
  };
}

const SCREENS: readonly Screen[] = [
  { id: 'overview', icon: IconLayoutDashboard, href: paths.cluster },
  {
    id: 'brokers',
    icon: IconServer2,
    href: paths.brokers,
    wrong: { message: 'wrongBrokers', tone: 'danger', count: (cluster) => cluster.brokersDownCount },
  },
  {
    id: 'topics',
    icon: IconStack2,
    href: (clusterId) => paths.topics(clusterId),
    wrong: { message: 'wrongTopics', tone: 'danger', count: (cluster) => cluster.underReplicatedCount },
  },
  {
    id: 'groups',
    icon: IconUsersGroup,
    href: (clusterId) => paths.groups(clusterId),
    wrong: {
      message: 'wrongGroups',
      tone: 'danger',
      count: ({ groupStatusCounts: counts }) => counts && counts.stalled + counts.stopped,
    },
  },
  {
    id: 'lag',
    icon: IconChartAreaLine,
    href: (clusterId) => paths.lag(clusterId),
    wrong: { message: 'wrongLag', tone: 'warning', count: ({ groupStatusCounts: counts }) => counts?.slow ?? null },
  },
  {
    id: 'alerts',
    icon: IconBell,
    href: (clusterId) => paths.alerts(clusterId),
    wrong: { message: 'wrongAlerts', tone: 'danger', count: (_, firingAlerts) => firingAlerts },
  },
  { id: 'objectives', icon: IconTargetArrow, href: paths.objectives },
  { id: 'reassignments', icon: IconArrowsShuffle, href: paths.reassignments },
  { id: 'metadata', icon: IconBinaryTree, href: paths.metadata },
  { id: 'topology', icon: IconSitemap, href: paths.topology },
  { id: 'timeline', icon: IconTimelineEvent, href: (clusterId) => paths.timeline(clusterId) },
  { id: 'changes', icon: IconPencilBolt, href: (clusterId) => paths.changes(clusterId) },
  { id: 'audit', icon: IconHistory, href: (clusterId) => paths.audit(clusterId) },
];

/** The screens of a cluster, and beside each how much is wrong there. */
export function ClusterNav({ clusterId }: { readonly clusterId: string }) {
  const t = useTranslations('shell.nav');
  const pathname = usePathname();
  const { data } = useQuery(clusterQuery(clusterId));
  const firingAlerts = useQuery(firingAlertsQuery(clusterId)).data?.counts.firing ?? 0;
  return (
    <nav aria-label={t('label')}>
      <ul className={classes.list}>
        {SCREENS.map((screen) => {
          const href = screen.href(clusterId);
          const isHere = screen.id === 'overview' ? pathname === href : pathname.startsWith(href);
          const count = data === undefined ? 0 : (screen.wrong?.count(data, firingAlerts) ?? 0);
          const what = screen.wrong === undefined || count === 0 ? '' : t(screen.wrong.message, { count });
          return (
            <li key={screen.id}>
              <Link href={href} className={classes.link} aria-current={isHere ? 'page' : undefined} {...hint(what)}>
                <screen.icon size={16} stroke={1.75} aria-hidden />
                {t(screen.id)}
                {count > 0 && (
                  <span className={classes.count} data-tone={screen.wrong?.tone} role="img" aria-label={what}>
                    {count}
                  </span>
                )}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
