import { diffBrokers, diffGroups, diffTopics } from '../cluster-changes';
import type { ClusterChange } from '../evaluation';
import { runToEnd } from '../run-to-end';
import type { ClusterSnapshot } from '../snapshot';
import { groupsById, topicsByName } from '../snapshot-index';
import { buildEvent, type ClusterEvent, EVENT_KINDS, type EventKind } from './cluster-event';
import { diffMemberships, type GroupMemories, recallGroups } from './group-events';
import { diffConfigs, diffPartitions } from './partition-events';

/** Of each kind in a round, and of all kinds together; what is more is counted. */
export const MOST_OF_A_KIND = 200;
const MOST_OF_A_ROUND = 1_000;

/** What the events of the next round are told apart from; a plain value that each round replaces. */
export interface EventsState {
  /** The last round that read the cluster; null before the first. */
  readonly previous: ClusterSnapshot | null;
  readonly groups: GroupMemories;
}

/** The state of a process that goes on from the round that another published last. A round that reached no broker is nothing to go on from. */
export function createEventsState(previous: ClusterSnapshot | null): EventsState {
  const wasRead = previous?.brokers.some((broker) => broker.isRegistered) ?? false;
  return wasRead ? { previous, groups: recallGroups(previous) } : { previous: null, groups: new Map() };
}

/** The events of a round, and what those of the next one are told apart from. */
export interface PlannedEvents {
  readonly state: EventsState;
  readonly events: readonly ClusterEvent[];
}

/**
 * What happened between the last round that read the cluster and this one. `changes` are those that the judgement of the
 * round found (offsets moved back). Pure: the same rounds give the same events.
 */
export function planRoundEvents(
  state: EventsState,
  snapshot: ClusterSnapshot,
  changes: readonly ClusterChange[],
): PlannedEvents {
  return runToEnd(planRoundEventsInSteps(state, snapshot, changes));
}

/** The same as a generator that yields every few topics and groups. */
export function* planRoundEventsInSteps(
  state: EventsState,
  snapshot: ClusterSnapshot,
  changes: readonly ClusterChange[],
): Generator<void, PlannedEvents> {
  const { previous } = state;
  if (previous === null || snapshot.capturedAtMs <= previous.capturedAtMs) {
    return { state: createEventsState(snapshot), events: [] };
  }
  const memberships = yield* diffMemberships(state.groups, snapshot);
  const found = [
    ...(yield* diffCluster(previous, snapshot)),
    ...changes.filter(isReset).map((change) => told(change, previous)),
    ...memberships.events,
  ];
  return { state: { previous: snapshot, groups: memberships.memories }, events: limitEvents(found) };
}

function isReset({ kind }: ClusterChange): boolean {
  return kind === 'offsets-reset';
}

function told(change: ClusterChange, previous: ClusterSnapshot): ClusterEvent {
  return { ...change, sinceMs: previous.capturedAtMs, detail: null };
}

function* diffCluster(before: ClusterSnapshot, after: ClusterSnapshot): Generator<void, ClusterEvent[]> {
  const [sinceMs, atMs] = [before.capturedAtMs, after.capturedAtMs];
  const oldTopics = topicsByName(before);
  yield;
  const newTopics = topicsByName(after);
  yield;
  const topics = yield* diffTopics(oldTopics, newTopics, atMs);
  const partitions: ClusterEvent[] = [];
  for (const topic of after.topics) {
    const old = oldTopics.get(topic.name);
    const isSame = old !== undefined && !topics.recreatedTopics.has(topic.name);
    if (isSame) partitions.push(...diffPartitions(old, topic, sinceMs, atMs));
    yield;
  }
  const simple = [
    ...diffBrokers(before, after),
    ...topics.changes,
    ...diffGroups(groupsById(before), after.groups, atMs),
  ];
  yield;
  return [...simple.map((change) => told(change, before)), ...partitions, ...(yield* diffConfigs(before, after))];
}

/** Keeps the first of each kind, the kinds that matter most first, and says of each how many more there were. */
function limitEvents(events: readonly ClusterEvent[]): readonly ClusterEvent[] {
  const byKind = new Map<EventKind, ClusterEvent[]>(EVENT_KINDS.map((kind) => [kind, []]));
  for (const event of events) byKind.get(event.kind)?.push(event);
  const kept: ClusterEvent[] = [];
  const more: ClusterEvent[] = [];
  for (const [kind, some] of byKind) {
    const room = Math.max(0, Math.min(MOST_OF_A_KIND, MOST_OF_A_ROUND - kept.length));
    kept.push(...some.slice(0, room));
    const [first] = some;
    const count = some.length - room;
    if (first === undefined || count <= 0) continue;
    const detail = { type: 'not-kept', kind, count } as const;
    more.push(buildEvent('not-kept', first.sinceMs, first.atMs, { to: String(count), from: kind, detail }));
  }
  return [...kept, ...more];
}
