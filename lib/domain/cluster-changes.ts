import type { ClusterChange } from './evaluation';
import type { ClusterSnapshot, GroupFacts, TopicFacts } from './snapshot';

/** Changes are kept for an hour, and at most this many. */
const CHANGES_KEPT_MS = 3_600_000;
const MAX_CHANGES = 200;

/** Comparing yields after this many topics. */
const STEP = 64;

type ChangeSubject = Partial<Omit<ClusterChange, 'atMs' | 'kind'>>;

function change(atMs: number, kind: ClusterChange['kind'], subject: ChangeSubject): ClusterChange {
  return { atMs, kind, brokerId: null, topic: null, groupId: null, from: null, to: null, ...subject };
}

/** Brokers that came or went, and a controller that moved, between two rounds. */
export function diffBrokers(before: ClusterSnapshot, after: ClusterSnapshot): readonly ClusterChange[] {
  const changes: ClusterChange[] = [];
  const atMs = after.capturedAtMs;
  const wasUp = new Map(before.brokers.map((broker) => [broker.brokerId, broker.isRegistered]));
  const isKnown = new Set(after.brokers.map((broker) => broker.brokerId));
  for (const { brokerId, isRegistered } of after.brokers) {
    const was = wasUp.get(brokerId) ?? false;
    if (isRegistered && !was) changes.push(change(atMs, 'broker-up', { brokerId }));
    if (!isRegistered && was) changes.push(change(atMs, 'broker-down', { brokerId }));
  }
  for (const { brokerId, isRegistered } of before.brokers) {
    if (isRegistered && !isKnown.has(brokerId)) changes.push(change(atMs, 'broker-down', { brokerId }));
  }
  const [from, to] = [before.controllerId, after.controllerId];
  if (from !== null && to !== null && from !== to) {
    changes.push(change(atMs, 'controller-moved', { brokerId: to, from: String(from), to: String(to) }));
  }
  return changes;
}

/** What happened to the topics between two rounds. A new id under the same name is a new topic. */
export interface TopicDiff {
  readonly changes: readonly ClusterChange[];
  readonly recreatedTopics: ReadonlySet<string>;
  /** Topics of which a log end fell under the same id (unclean election, truncation). */
  readonly truncatedTopics: ReadonlySet<string>;
}

/** Compares topics by name, then by id, then partition by partition. Yields every few topics. */
export function* diffTopics(
  before: ReadonlyMap<string, TopicFacts>,
  after: ReadonlyMap<string, TopicFacts>,
  atMs: number,
): Generator<void, TopicDiff> {
  let compared = 0;
  const changes: ClusterChange[] = [];
  const recreatedTopics = new Set<string>();
  const truncatedTopics = new Set<string>();
  for (const [name, topic] of after) {
    if (++compared % STEP === 0) yield;
    const old = before.get(name);
    if (old === undefined) changes.push(change(atMs, 'topic-created', { topic: name }));
    else if (isRecreated(old, topic)) {
      recreatedTopics.add(name);
      changes.push(change(atMs, 'topic-recreated', { topic: name, from: old.topicId, to: topic.topicId }));
    } else {
      if (topic.partitionCount > old.partitionCount) {
        const counts = { from: String(old.partitionCount), to: String(topic.partitionCount) };
        changes.push(change(atMs, 'partitions-added', { topic: name, ...counts }));
      }
      const truncation = describeTruncation(old, topic, atMs);
      if (truncation !== null) {
        truncatedTopics.add(name);
        changes.push(truncation);
      }
    }
  }
  for (const name of before.keys()) {
    if (!after.has(name)) changes.push(change(atMs, 'topic-deleted', { topic: name }));
  }
  return { changes, recreatedTopics, truncatedTopics };
}

/** Fewer partitions than before can only be another topic, also on brokers without topic ids. */
function isRecreated(before: TopicFacts, after: TopicFacts): boolean {
  if (before.topicId !== null && after.topicId !== null) return before.topicId !== after.topicId;
  return after.partitionCount < before.partitionCount;
}

/** From and to are the sums over the partitions that fell. */
function describeTruncation(before: TopicFacts, after: TopicFacts, atMs: number): ClusterChange | null {
  let from = 0;
  let to = 0;
  let isTruncated = false;
  const count = Math.min(before.partitionCount, after.partitionCount);
  for (let p = 0; p < count; p++) {
    const old = before.logEndOffsets[p] as number;
    const end = after.logEndOffsets[p] as number;
    if (!(end < old) || (after.logEndReadAtMs[p] as number) < atMs) continue;
    isTruncated = true;
    from += old;
    to += end;
  }
  if (!isTruncated) return null;
  return change(atMs, 'log-truncated', { topic: after.name, from: String(from), to: String(to) });
}

/** Groups that came, went or changed state between two rounds. */
export function diffGroups(
  before: ReadonlyMap<string, GroupFacts>,
  after: readonly GroupFacts[],
  atMs: number,
): readonly ClusterChange[] {
  const changes: ClusterChange[] = [];
  const seen = new Set<string>();
  for (const { groupId, state } of after) {
    seen.add(groupId);
    const old = before.get(groupId);
    if (old === undefined) changes.push(change(atMs, 'group-appeared', { groupId, to: state }));
    else if (old.state !== state) changes.push(change(atMs, 'group-state', { groupId, from: old.state, to: state }));
  }
  for (const [groupId, { state }] of before) {
    if (!seen.has(groupId)) changes.push(change(atMs, 'group-gone', { groupId, from: state }));
  }
  return changes;
}

/** Puts new changes before the old and drops what is older than an hour or too many. */
export function keepRecentChanges(
  kept: readonly ClusterChange[],
  added: readonly ClusterChange[],
  nowMs: number,
): readonly ClusterChange[] {
  const recent = kept.filter((one) => nowMs - one.atMs <= CHANGES_KEPT_MS);
  return [...added, ...recent].slice(0, MAX_CHANGES);
}
