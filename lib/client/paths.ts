import { encodePathSegment } from '@/lib/views/path-id';

type QueryValue = string | number | null | undefined;

/** A list of values repeats its name; what is null, undefined or empty is left out. */
function withQuery(path: string, query: Readonly<Record<string, QueryValue | readonly QueryValue[]>>): string {
  const search = new URLSearchParams();
  for (const [name, given] of Object.entries(query)) {
    for (const value of Array.isArray(given) ? given : [given]) {
      if (value !== null && value !== undefined && value !== '') {
        search.append(name, String(value));
      }
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
  topology: (clusterId: string) => `${cluster(clusterId)}/topology`,
  metadata: (clusterId: string) => `${cluster(clusterId)}/metadata`,
  brokers: (clusterId: string) => `${cluster(clusterId)}/brokers`,
  broker: (clusterId: string, brokerId: number | string, tab?: 'topics' | 'configs' | 'metrics' | 'traffic') =>
    withQuery(`${cluster(clusterId)}/brokers/${brokerId}`, { tab }),
  topics: (
    clusterId: string,
    filters: { readonly health?: TopicHealthFilter; readonly q?: string; readonly sort?: string } = {},
  ) => withQuery(`${cluster(clusterId)}/topics`, filters),
  topic: (clusterId: string, topic: string, tab?: TopicTab) =>
    withQuery(`${cluster(clusterId)}/topics/${encodePathSegment(topic)}`, { tab: tab === 'partitions' ? null : tab }),
  groups: (
    clusterId: string,
    filters: { readonly status?: string; readonly q?: string; readonly sort?: string } = {},
  ) => withQuery(`${cluster(clusterId)}/groups`, filters),
  group: (clusterId: string, groupId: string, query: GroupPathQuery = {}) =>
    withQuery(`${cluster(clusterId)}/groups/${encodePathSegment(groupId)}`, query),
  lag: (clusterId: string, query: Readonly<Record<string, string | number | null | undefined>> = {}) =>
    withQuery(`${cluster(clusterId)}/lag`, query),
  objectives: (clusterId: string) => `${cluster(clusterId)}/objectives`,
  /** The form of an operation. The query prefills its fields by their names. */
  change: (
    clusterId: string,
    operation: string,
    prefill: Readonly<Record<string, QueryValue | readonly QueryValue[]>> = {},
  ) => withQuery(`${cluster(clusterId)}/change/${encodePathSegment(operation)}`, prefill),
  changes: (clusterId: string, filters: { readonly q?: string; readonly state?: string } = {}) =>
    withQuery(`${cluster(clusterId)}/changes`, filters),
  changeRun: (clusterId: string, runId: string) => `${cluster(clusterId)}/changes/${encodePathSegment(runId)}`,
  alerts: (clusterId: string, tab?: AlertTab) =>
    withQuery(`${cluster(clusterId)}/alerts`, { tab: tab === 'alerts' ? null : tab }),
  reassignments: (clusterId: string) => `${cluster(clusterId)}/reassignments`,
  timeline: (
    clusterId: string,
    filters: {
      readonly kind?: string;
      readonly topic?: string;
      readonly group?: string;
      readonly broker?: number;
    } = {},
  ) => withQuery(`${cluster(clusterId)}/timeline`, filters),
  audit: (clusterId: string, filters: { readonly q?: string } = {}) =>
    withQuery(`${cluster(clusterId)}/audit`, filters),
};

export type AlertTab = 'alerts' | 'rules' | 'channels' | 'silences' | 'history';
type GroupPathQuery = {
  readonly tab?: string;
  readonly topic?: string;
  /** What lag is counted in, and which stretch of time is shown. */
  readonly unit?: 'seconds';
  readonly from?: number;
  readonly to?: number;
};

export type TopicTab = 'partitions' | 'brokers' | 'groups' | 'configs' | 'lag' | 'traffic';
export type TopicHealthFilter = 'under-replicated' | 'offline' | 'skewed';
