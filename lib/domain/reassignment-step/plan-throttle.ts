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

/** What a throttle is planned from. */
export interface ThrottleFacts {
  /** Every move of the run: the rates of its brokers are set at once. */
  readonly moves: readonly PartitionMove[];
  /** Those in flight or about to be sent: their replicas are listed. */
  readonly moving: readonly PartitionMove[];
  readonly bytesPerSecond: number;
  /** The entries as they are. Brokers and topics that are not among them are left alone; an entry without a value is not set. */
  readonly now: readonly ThrottleEntry[];
  /** All that was written down for the run so far, oldest first. */
  readonly changes: readonly ThrottleChange[];
}

/**
 * Plans the throttle of moves that copy data (KIP-73), as `kafka-reassign-partitions --throttle` sets it: the leader side holds the
 * replicas copied from and their brokers, the follower side the new ones. Kafka counts what a listed replica in sync fetches as well,
 * so a partition is listed no longer than it moves: else what is produced to the others would use up the rate. What others set stays
 * in the lists, and `*` stays as it is. An entry that needs no change is left out. The changes must be written down before they are
 * made: `planThrottleRestore` needs them.
 */
export function planThrottle({
  moves,
  moving,
  bytesPerSecond,
  now,
  changes,
}: ThrottleFacts): readonly ThrottleChange[] {
  const rate = String(Math.max(1, Math.floor(bytesPerSecond)));
  const planned = listCopies(moves);
  const rates = {
    leader: new Set(planned.flatMap(({ from }) => from)),
    follower: new Set(planned.flatMap(({ adding }) => adding)),
  };
  const copies = groupBy(listCopies(moving), ({ topic }) => topic);
  const written = groupBy(changes, entryKey);
  return now.flatMap((entry) => {
    const { resourceType, resourceName, name, value: priorValue } = entry;
    const side = name.startsWith('leader') ? 'leader' : 'follower';
    let value = priorValue;
    if (resourceType === 'topic') {
      const wanted = (copies.get(resourceName) ?? []).flatMap(({ partition, from, adding }) =>
        (side === 'leader' ? from : adding).map((brokerId) => `${partition}:${brokerId}`),
      );
      value = relist(priorValue, wanted, written.get(entryKey(entry)) ?? []);
    } else if (rates[side].has(Number(resourceName))) value = rate;
    return value === priorValue ? [] : [{ resourceType, resourceName, name, value, priorValue }];
  });
}

function listCopies(moves: readonly PartitionMove[]) {
  return moves.flatMap(({ topic, partition, from, to }) => {
    const adding = to.filter((brokerId) => !from.includes(brokerId));
    return adding.length === 0 ? [] : [{ topic, partition, from, adding }];
  });
}

/** The list with what is wanted, and without what we put into it earlier and want no longer. */
function relist(now: string | null, wanted: readonly string[], changes: readonly ThrottleChange[]): string | null {
  const listed = splitReplicas(now);
  if (listed.includes('*')) return now;
  const first = changes[0]?.priorValue ?? null;
  const before = splitReplicas(first);
  const isOthers = new Set(before);
  const isOurs = listedByUs(changes);
  const isWanted = new Set(wanted);
  const kept = listed.filter((one) => !isOurs.has(one) || isWanted.has(one));
  const isKept = new Set(kept);
  const next = [...kept, ...[...isWanted].filter((one) => !isKept.has(one))];
  if (next.length === listed.length && kept.length === listed.length) return now;
  if (next.length === before.length && next.every((one) => isOthers.has(one))) return first;
  return next.length === 0 ? null : next.join(',');
}

function splitReplicas(list: string | null): readonly string[] {
  return (list ?? '')
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');
}

function listedByUs(changes: readonly ThrottleChange[]): ReadonlySet<string> {
  return new Set(
    changes.flatMap(({ value, priorValue }) => {
      const before = new Set(splitReplicas(priorValue));
      return splitReplicas(value).filter((one) => !before.has(one));
    }),
  );
}

/**
 * As few changes as tell the same, of the entries that were seen: what stood there first, and what stands there now. What
 * others put into a list meanwhile counts as having stood there. `now` are entries as they are; of all others, and of those
 * that somebody else has changed since, nothing may be forgotten: who knows which of the values stands there.
 */
export function compactChanges(
  changes: readonly ThrottleChange[],
  now: readonly ThrottleEntry[],
): readonly ThrottleChange[] {
  const values = new Map(now.map((entry) => [entryKey(entry), entry.value]));
  return [...groupBy(changes, entryKey)].flatMap(([key, some]) => {
    const [first] = some;
    const value = values.get(key);
    if (first === undefined || value === undefined) return some;
    if (value !== first.priorValue && !some.some((change) => change.value === value)) return some;
    const before = splitReplicas(first.priorValue);
    const isKnown = new Set([...before, ...listedByUs(some)]);
    const others = first.resourceType === 'topic' ? splitReplicas(value).filter((one) => !isKnown.has(one)) : [];
    const priorValue = others.length === 0 ? first.priorValue : [...before, ...others].join(',');
    return [{ ...first, value, priorValue }];
  });
}

/** The entries after the changes were made. */
export function applyChanges(
  now: readonly ThrottleEntry[],
  changes: readonly ThrottleEntry[],
): readonly ThrottleEntry[] {
  const values = new Map(changes.map((change) => [entryKey(change), change.value]));
  return now.map((entry) => {
    const value = values.get(entryKey(entry));
    return value === undefined ? entry : { ...entry, value };
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
