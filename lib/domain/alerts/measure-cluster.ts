import type { JudgedRound } from '../evaluation';
import { matchesPattern } from '../name-pattern';
import type { BrokerFacts, ClusterSnapshot } from '../snapshot';
import { isUnderReplicated } from '../topic-spread';
import type { AlertMemory, PartitionTimes } from './alert-memory';
import type { AlertRule, AlertSubject, Measurement } from './alert-rule';
import type { AlertTrack } from './step-alert';

/** What the rules about partitions, brokers and the cluster measure. `partitions` is of this round. */
export function measureCluster(
  rule: AlertRule,
  { snapshot, evaluation }: JudgedRound,
  memory: AlertMemory,
  partitions: PartitionTimes,
): Measurement[] {
  const nowMs = snapshot.capturedAtMs;
  const ofCluster = (value: number | null): Measurement[] => [
    { subject: { kind: 'cluster', name: snapshot.clusterId }, value, isAtLeast: false },
  ];
  switch (rule.kind) {
    case 'under-replicated':
      return [countHeld(rule, partitions.underReplicated, snapshot)];
    case 'offline-partitions':
      return [countHeld(rule, partitions.offline, snapshot)];
    case 'broker-down':
      return measureBrokers(rule, snapshot.brokers, (broker) => [
        [String(broker.brokerId), broker.isRegistered ? 0 : 1],
      ]);
    case 'controller-flapping': {
      const moves = evaluation.changes.filter(
        ({ kind, atMs }) => kind === 'controller-moved' && nowMs - atMs <= rule.windowSeconds * 1000,
      );
      return ofCluster(moves.length);
    }
    case 'disk-usage':
      return measureBrokers(rule, snapshot.brokers, describeDisks);
    case 'reassignment-stuck':
      return ofCluster(snapshot.reassignments === null ? null : longestSeconds(rule, partitions.reassigning, nowMs));
    default:
      return ofCluster(memory.lastReadMs === null ? null : (nowMs - memory.lastReadMs) / 1000);
  }
}

/** Broker or log dir by name, with its value. */
type Named = readonly [name: string, value: number | null];

function measureBrokers(
  rule: AlertRule,
  brokers: readonly BrokerFacts[],
  describe: (broker: BrokerFacts) => readonly Named[],
): Measurement[] {
  const kind: AlertSubject['kind'] = rule.kind === 'broker-down' ? 'broker' : 'log-dir';
  return brokers
    .flatMap(describe)
    .filter(([name]) => matchesPattern(rule.pattern, name))
    .map(([name, value]) => ({ subject: { kind, name }, value, isAtLeast: false }));
}

function describeDisks({ brokerId, logDirs, isReachable }: BrokerFacts): readonly Named[] {
  return (logDirs ?? []).map(({ path, totalBytes, usableBytes, errorName }) => {
    const isKnown = isReachable && errorName === null && totalBytes !== null && usableBytes !== null && totalBytes > 0;
    return [`${brokerId}:${path}`, isKnown ? (100 * (totalBytes - usableBytes)) / totalBytes : null] as const;
  });
}

/**
 * Partitions in a state, and those that are in it for as long as the rule says: a rolling restart has some all the time,
 * but none for long.
 */
function countHeld(rule: AlertRule, since: ReadonlyMap<string, number>, snapshot: ClusterSnapshot): Measurement {
  let value = 0;
  let heldValue = 0;
  for (const [partition, sinceMs] of since) {
    if (!coversPartition(rule, partition)) continue;
    value++;
    if (snapshot.capturedAtMs - sinceMs >= rule.forSeconds * 1000) heldValue++;
  }
  return { subject: { kind: 'cluster', name: snapshot.clusterId }, value, heldValue, isAtLeast: false };
}

function longestSeconds(rule: AlertRule, since: ReadonlyMap<string, number>, nowMs: number): number {
  let longest = 0;
  for (const [partition, sinceMs] of since) {
    if (coversPartition(rule, partition)) longest = Math.max(longest, (nowMs - sinceMs) / 1000);
  }
  return longest;
}

function coversPartition({ topicPattern }: AlertRule, partition: string): boolean {
  return topicPattern === null || matchesPattern(topicPattern, partition.slice(0, partition.lastIndexOf('-')));
}

/** Since when each partition is in a state, of this round. What was not read stays as it was. */
export function trackPartitions(
  memory: AlertMemory,
  snapshot: ClusterSnapshot,
  rules: ReadonlyMap<string, AlertRule>,
): PartitionTimes {
  const underReplicated: string[] = [];
  const offline: string[] = [];
  for (const topic of snapshot.topics) {
    for (let partition = 0; partition < topic.partitionCount; partition++) {
      if ((topic.leaders[partition] ?? -1) < 0) offline.push(`${topic.name}-${partition}`);
      if (isUnderReplicated(topic, partition)) underReplicated.push(`${topic.name}-${partition}`);
    }
  }
  const reassigning = snapshot.reassignments?.map(({ topic, partition }) => `${topic}-${partition}`) ?? null;
  const known = memory.partitions;
  const startOf = (kind: AlertRule['kind']) =>
    known === null
      ? (firingSince(memory.tracks.values(), rules, kind) ?? snapshot.capturedAtMs)
      : snapshot.capturedAtMs;
  const keep = (kind: AlertRule['kind'], before: ReadonlyMap<string, number> | undefined, names: readonly string[]) =>
    new Map(names.map((name) => [name, before?.get(name) ?? startOf(kind)]));
  return {
    underReplicated: keep('under-replicated', known?.underReplicated, underReplicated),
    offline: keep('offline-partitions', known?.offline, offline),
    reassigning:
      reassigning === null
        ? (known?.reassigning ?? new Map())
        : keep('reassignment-stuck', known?.reassigning, reassigning),
  };
}

/** A process that takes over goes on with what fired before it: the partitions that it finds so are taken for those. */
function firingSince(
  tracks: Iterable<AlertTrack>,
  rules: ReadonlyMap<string, AlertRule>,
  kind: AlertRule['kind'],
): number | null {
  let earliest: number | null = null;
  for (const { rule, phase, sinceMs } of tracks) {
    if (phase !== 'firing' || rules.get(rule)?.kind !== kind) continue;
    const heldMs = sinceMs - (rules.get(rule)?.forSeconds ?? 0) * 1000;
    earliest = Math.min(earliest ?? heldMs, heldMs);
  }
  return earliest;
}
