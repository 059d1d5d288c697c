import type { ClusterSnapshot, TopicFacts } from '../snapshot';
import { groupsById, topicsByName } from '../snapshot-index';
import {
  buildEvent,
  type ClusterEvent,
  type ConfigsDetail,
  type EventKind,
  type PartitionsDetail,
} from './cluster-event';

const MOST_PARTITIONS = 500;

type PartitionChange = PartitionsDetail['partitions'][number];
type PartitionKind = 'leaders-moved' | 'isr-shrank' | 'isr-grew' | 'replicas-changed';

/** Leaders, in-sync replicas and replicas of the same topic before and after, one event a topic and kind. */
export function diffPartitions(before: TopicFacts, after: TopicFacts, sinceMs: number, atMs: number): ClusterEvent[] {
  const found = new Map<PartitionKind, PartitionChange[]>();
  const add = (kind: PartitionKind, partition: number, was: readonly number[], is: readonly number[]) => {
    const some = found.get(kind) ?? [];
    found.set(kind, some);
    some.push({ partition, before: was, after: is });
  };
  const count = Math.min(before.partitionCount, after.partitionCount);
  for (let p = 0; p < count; p++) {
    const [hadLeader, hasLeader] = [before.leaders[p] as number, after.leaders[p] as number];
    if (hadLeader !== hasLeader) add('leaders-moved', p, leaderList(hadLeader), leaderList(hasLeader));
    const [hadIsr, hasIsr] = [before.isr[p] ?? [], after.isr[p] ?? []];
    if (hadIsr.some((id) => !hasIsr.includes(id))) add('isr-shrank', p, hadIsr, hasIsr);
    else if (hasIsr.length > hadIsr.length) add('isr-grew', p, hadIsr, hasIsr);
    const [hadReplicas, hasReplicas] = [before.replicas[p] ?? [], after.replicas[p] ?? []];
    if (!isSame(hadReplicas, hasReplicas)) add('replicas-changed', p, hadReplicas, hasReplicas);
  }
  return [...found].map(([kind, partitions]) =>
    buildEvent(kind, sinceMs, atMs, {
      topic: after.name,
      detail: { type: 'partitions', partitions: partitions.slice(0, MOST_PARTITIONS), count: partitions.length },
    }),
  );
}

function leaderList(leader: number): readonly number[] {
  return leader < 0 ? [] : [leader];
}

function isSame(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((id, index) => id === b[index]);
}

/** Settings of topics, brokers and groups that differ between two snapshots that know both. */
export function* diffConfigs(before: ClusterSnapshot, after: ClusterSnapshot): Generator<void, ClusterEvent[]> {
  const at = [before.capturedAtMs, after.capturedAtMs] as const;
  const altered = (entries: ConfigsDetail['entries'], subject: Partial<ClusterEvent>): ClusterEvent[] =>
    entries.length === 0
      ? []
      : [
          buildEvent('configs-altered' satisfies EventKind, ...at, {
            ...subject,
            detail: { type: 'configs', entries },
          }),
        ];
  const topics = topicsByName(before);
  yield;
  const ofTopics: ClusterEvent[] = [];
  for (const { name, topicId, configOverrides } of after.topics) {
    const old = topics.get(name);
    const isKnown = old !== undefined && old.topicId === topicId && old.configOverrides && configOverrides;
    if (isKnown) ofTopics.push(...altered(diffEntries(old.configOverrides, configOverrides), { topic: name }));
    yield;
  }
  const brokers = new Map(before.brokers.map((broker) => [broker.brokerId, broker]));
  const groups = groupsById(before);
  yield;
  return [
    ...ofTopics,
    ...after.brokers.flatMap(({ brokerId, configs }) => {
      const old = brokers.get(brokerId)?.configs;
      return old && configs && old !== configs
        ? altered(diffEntries(valuesOf(old), valuesOf(configs)), { brokerId })
        : [];
    }),
    ...after.groups.flatMap(({ groupId, settings }) => {
      const old = groups.get(groupId)?.settings;
      return old && settings && old !== settings
        ? altered(diffEntries(valuesOf(old), valuesOf(settings)), { groupId })
        : [];
    }),
  ];
}

type Entries = Readonly<Record<string, string | null>>;

/** Kafka tells no value of a sensitive entry: such a one never differs. */
function valuesOf(entries: readonly { readonly name: string; readonly value: string | null }[]): Entries {
  return Object.fromEntries(entries.map(({ name, value }) => [name, value]));
}

function diffEntries(before: Entries, after: Entries): ConfigsDetail['entries'] {
  if (before === after) return [];
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return names
    .map((name) => ({ name, before: before[name] ?? null, after: after[name] ?? null }))
    .filter((entry) => entry.before !== entry.after);
}
