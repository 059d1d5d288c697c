'use client';

import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { useFormats } from '@/components/ui/use-formats';
import { paths } from '@/lib/client/paths';
import { brokersQuery, clustersQuery, groupsQuery, topicsQuery } from '@/lib/client/queries';

export interface PaletteEntry {
  readonly id: string;
  readonly label: string;
  readonly description?: string;
  readonly href?: string;
  readonly run?: () => void;
}

export interface PaletteGroup {
  readonly id: 'pages' | 'clusters' | 'topics' | 'groups' | 'brokers' | 'changes' | 'actions';
  readonly entries: readonly PaletteEntry[];
}

const MOST_EACH = 6;

interface PaletteActions {
  readonly toggleTheme: () => void;
  readonly showKeys: () => void;
}

function usePageEntries(clusterId: string | null): readonly PaletteEntry[] {
  const t = useTranslations('shell.nav');
  const all = { id: 'clusters', label: t('clusters'), href: paths.clusters() };
  return clusterId === null
    ? [all]
    : [
        { id: 'overview', label: t('overview'), href: paths.cluster(clusterId) },
        { id: 'brokers', label: t('brokers'), href: paths.brokers(clusterId) },
        { id: 'topics', label: t('topics'), href: paths.topics(clusterId) },
        { id: 'groups', label: t('groups'), href: paths.groups(clusterId) },
        { id: 'lag', label: t('lag'), href: paths.lag(clusterId) },
        { id: 'alerts', label: t('alerts'), href: paths.alerts(clusterId) },
        { id: 'objectives', label: t('objectives'), href: paths.objectives(clusterId) },
        { id: 'reassignments', label: t('reassignments'), href: paths.reassignments(clusterId) },
        { id: 'changes', label: t('changes'), href: paths.changes(clusterId) },
        { id: 'timeline', label: t('timeline'), href: paths.timeline(clusterId) },
        { id: 'topology', label: t('topology'), href: paths.topology(clusterId) },
        { id: 'metadata', label: t('metadata'), href: paths.metadata(clusterId) },
        { id: 'audit', label: t('audit'), href: paths.audit(clusterId) },
        all,
      ];
}

/** Operations whose form can be opened from anywhere: the rest begin at the thing they change. */
const CHANGES = [
  'create-topic',
  'create-topics',
  'alter-topic-configs',
  'add-partitions',
  'delete-topic',
  'delete-records',
  'elect-leaders',
  'alter-broker-configs',
] as const;

function useChangeEntries(clusterId: string | null): readonly PaletteEntry[] {
  const t = useTranslations('changes.operation');
  return clusterId === null
    ? []
    : CHANGES.map((operation) => ({
        id: operation,
        label: t(`${operation}.title`),
        href: paths.change(clusterId, operation),
      }));
}

function useClusterEntries(search: string): readonly PaletteEntry[] {
  const { data } = useQuery(clustersQuery({ search, limit: MOST_EACH }));
  return (data?.items ?? []).map((cluster) => ({
    id: cluster.id,
    label: cluster.name,
    description: cluster.bootstrapServers.join(', '),
    href: paths.cluster(cluster.id),
  }));
}

/** Names that the server finds in the cluster; nothing before something is typed. */
function useNamedEntries(clusterId: string | null, search: string): readonly PaletteGroup[] {
  const t = useTranslations('shell.palette');
  const formats = useFormats();
  const id = clusterId ?? '';
  const isOn = clusterId !== null && search !== '';
  const list = { search, limit: MOST_EACH };
  const topics = useQuery({ ...topicsQuery(id, { ...list, internal: 'show' }), enabled: isOn });
  const groups = useQuery({ ...groupsQuery(id, list), enabled: isOn });
  const brokers = useQuery({ ...brokersQuery(id, list), enabled: isOn });
  if (!isOn) {
    return [];
  }
  return [
    {
      id: 'topics',
      entries: (topics.data?.items ?? []).map((topic) => ({
        id: topic.id,
        label: topic.name,
        description: t('partitions', { count: topic.partitionCount }),
        href: paths.topic(id, topic.name),
      })),
    },
    {
      id: 'groups',
      entries: (groups.data?.items ?? []).map((group) => ({
        id: group.id,
        label: group.groupId,
        description: t('groupLag', { lag: group.totalLag === null ? '—' : formats.integer(group.totalLag) }),
        href: paths.group(id, group.groupId),
      })),
    },
    {
      id: 'brokers',
      entries: (brokers.data?.items ?? []).map((broker) => ({
        id: broker.id,
        label: String(broker.brokerId),
        description: `${broker.host ?? '—'}:${broker.port ?? '—'}`,
        href: paths.broker(id, broker.brokerId),
      })),
    },
  ];
}

/** What fits the search: names are sought by the server, pages and actions here. Empty groups are left out. */
export function usePaletteEntries(clusterId: string | null, search: string, actions: PaletteActions): PaletteGroup[] {
  const t = useTranslations('shell.palette');
  const fits = ({ label }: PaletteEntry) => label.toLowerCase().includes(search.toLowerCase());
  const pages = usePageEntries(clusterId).filter(fits);
  const changes = useChangeEntries(clusterId).filter(fits);
  const named = useNamedEntries(clusterId, search);
  const clusters = useClusterEntries(search);
  const does: PaletteEntry[] = [
    { id: 'theme', label: t('toggleTheme'), run: actions.toggleTheme },
    { id: 'keys', label: t('showKeys'), run: actions.showKeys },
  ];
  const found: PaletteGroup[] = [
    { id: 'pages', entries: pages },
    ...named,
    { id: 'changes', entries: changes },
    { id: 'clusters', entries: clusters },
    { id: 'actions', entries: does.filter(fits) },
  ];
  return found.filter((group) => group.entries.length > 0);
}
