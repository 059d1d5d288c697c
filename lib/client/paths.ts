import { encodePathSegment } from '@/lib/views/path-id';

function withQuery(path: string, query: Readonly<Record<string, string | number | null | undefined>>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== null && value !== undefined && value !== '') {
      search.set(name, String(value));
    }
  }
  const text = search.toString();
  return text === '' ? path : `${path}?${text}`;
}

const cluster = (clusterId: string) => `/clusters/${encodePathSegment(clusterId)}`;

/** Every address of the application. Takes names as they are; what they hold is encoded here and nowhere else. */
export const paths = {
  home: () => '/',
  signIn: (next?: string) => withQuery('/sign-in', { next }),
  clusters: () => '/clusters',
  cluster,
  brokers: (clusterId: string) => `${cluster(clusterId)}/brokers`,
  broker: (clusterId: string, brokerId: number | string, tab?: 'topics' | 'configs') =>
    withQuery(`${cluster(clusterId)}/brokers/${brokerId}`, { tab }),
  topics: (
    clusterId: string,
    filters: { readonly health?: TopicHealthFilter; readonly q?: string; readonly sort?: string } = {},
  ) => withQuery(`${cluster(clusterId)}/topics`, filters),
  topic: (clusterId: string, topic: string, tab?: TopicTab) =>
    withQuery(`${cluster(clusterId)}/topics/${encodePathSegment(topic)}`, { tab: tab === 'partitions' ? null : tab }),
  groups: (clusterId: string, filters: { readonly status?: string; readonly q?: string } = {}) =>
    withQuery(`${cluster(clusterId)}/groups`, filters),
  group: (clusterId: string, groupId: string, query: { readonly tab?: string; readonly topic?: string } = {}) =>
    withQuery(`${cluster(clusterId)}/groups/${encodePathSegment(groupId)}`, query),
  lag: (clusterId: string, query: Readonly<Record<string, string | number | null | undefined>> = {}) =>
    withQuery(`${cluster(clusterId)}/lag`, query),
};

export type TopicTab = 'partitions' | 'brokers' | 'groups' | 'configs' | 'lag';
export type TopicHealthFilter = 'under-replicated' | 'offline' | 'skewed';
