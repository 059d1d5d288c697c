import type { PartitionMove } from '../assignment-plan/cluster-layout';
import { groupBy } from '../group-by';

export type ThrottleConfigName =
  | 'leader.replication.throttled.rate'
  | 'follower.replication.throttled.rate'
  | 'leader.replication.throttled.replicas'
  | 'follower.replication.throttled.replicas';

/** A config entry that throttles: the rates of a broker, in bytes per second, or the replicas of a topic, as `partition:broker` or `*`. */
export interface ThrottleEntry {
  readonly resourceType: 'broker' | 'topic';
  /** Broker id as text, or topic. */
  readonly resourceName: string;
  readonly name: ThrottleConfigName;
  /** The value set on the resource itself; null when none is. */
  readonly value: string | null;
}

/** An entry to set, or to delete when `value` is null, and what it was before. */
export interface ThrottleChange extends ThrottleEntry {
  readonly priorValue: string | null;
}

/**
 * Plans the throttle of moves that copy data (KIP-73), as `kafka-reassign-partitions --throttle` sets it: the leader side holds the
 * replicas copied from and their brokers, the follower side the new ones. What others set stays in the lists, and `*` stays as it is.
 * `prior` are the entries as they were before the run; those that are missing count as not set. An entry that needs no change is
 * left out. The changes must be written down before they are made: `planThrottleRestore` needs them.
 */
export function planThrottle(
  moves: readonly PartitionMove[],
  bytesPerSecond: number,
  prior: readonly ThrottleEntry[],
): readonly ThrottleChange[] {
  const priorValues = new Map(prior.map((entry) => [entryKey(entry), entry.value]));
  const copying = moves.flatMap(({ topic, partition, from, to }) => {
    const adding = to.filter((brokerId) => !from.includes(brokerId));
    return adding.length === 0 ? [] : [{ topic, partition, from, adding }];
  });
  const rate = String(Math.max(1, Math.floor(bytesPerSecond)));
  const brokers = (side: 'leader' | 'follower', ids: readonly number[]) =>
    sortNumbers(ids).map((brokerId) => entryOf('broker', String(brokerId), `${side}.replication.throttled.rate`, rate));
  const topics = (side: 'leader' | 'follower', replicasOf: (move: (typeof copying)[number]) => readonly number[]) =>
    [...groupBy(copying, ({ topic }) => topic)].map(([topic, moving]) => {
      const name = `${side}.replication.throttled.replicas` as const;
      const wanted = moving.flatMap((move) => replicasOf(move).map((brokerId) => `${move.partition}:${brokerId}`));
      const before = priorValues.get(entryKey({ resourceType: 'topic', resourceName: topic, name })) ?? null;
      return entryOf('topic', topic, name, joinReplicas(before, wanted));
    });
  return [
    ...brokers(
      'leader',
      copying.flatMap(({ from }) => from),
    ),
    ...brokers(
      'follower',
      copying.flatMap(({ adding }) => adding),
    ),
    ...topics('leader', ({ from }) => from),
    ...topics('follower', ({ adding }) => adding),
  ].flatMap((entry) => {
    const priorValue = priorValues.get(entryKey(entry)) ?? null;
    return entry.value === priorValue ? [] : [{ ...entry, priorValue }];
  });
}

/** What the end of a run does to the throttle. */
export interface ThrottleRestore {
  /** Entries to put back; `value` null deletes. */
  readonly entries: readonly ThrottleEntry[];
  /** Entries that someone else has changed since: they stay. */
  readonly changedByOthers: readonly ThrottleEntry[];
}

/**
 * Plans how to take a throttle back: each entry gets exactly the value it had before the first change, if its value now is one that we
 * set. `changes` are all that were ever written down for the run, oldest first, whether they were made or not; `now` are the entries
 * as they are, those that are missing being not set.
 */
export function planThrottleRestore(
  changes: readonly ThrottleChange[],
  now: readonly ThrottleEntry[],
): ThrottleRestore {
  const values = new Map(now.map((entry) => [entryKey(entry), entry.value]));
  const first = new Map<string, ThrottleChange>();
  const ours = new Map<string, Set<string | null>>();
  for (const change of changes) {
    const key = entryKey(change);
    if (!first.has(key)) first.set(key, change);
    ours.set(key, (ours.get(key) ?? new Set()).add(change.value));
  }
  const entries: ThrottleEntry[] = [];
  const changedByOthers: ThrottleEntry[] = [];
  for (const [key, { resourceType, resourceName, name, priorValue }] of first) {
    const value = values.get(key) ?? null;
    if (value === priorValue) continue;
    if (ours.get(key)?.has(value)) entries.push({ resourceType, resourceName, name, value: priorValue });
    else changedByOthers.push({ resourceType, resourceName, name, value });
  }
  return { entries, changedByOthers };
}

function entryKey({ resourceType, resourceName, name }: Omit<ThrottleEntry, 'value'>): string {
  return `${resourceType}/${resourceName}/${name}`;
}

function entryOf(
  resourceType: ThrottleEntry['resourceType'],
  resourceName: string,
  name: ThrottleConfigName,
  value: string,
): ThrottleEntry {
  return { resourceType, resourceName, name, value };
}

function sortNumbers(ids: readonly number[]): readonly number[] {
  return [...new Set(ids)].sort((left, right) => left - right);
}

function joinReplicas(before: string | null, wanted: readonly string[]): string {
  const listed = (before ?? '')
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');
  if (listed.includes('*')) return before as string;
  const isListed = new Set(listed);
  const missing = wanted.filter((one) => !isListed.has(one));
  return missing.length === 0 && before !== null ? before : [...listed, ...missing].join(',');
}
