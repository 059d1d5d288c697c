import { runToEnd } from '@/lib/domain/run-to-end';
import type { ClusterSnapshot, GroupFacts, GroupTopicPositions, TopicFacts } from '@/lib/domain/snapshot';
import { topicsByName } from '@/lib/domain/snapshot-index';
import { formatArray } from '@/lib/server/store/lag-arrays';
import { HEARTBEAT_MS, HOLE_INTERVALS, type LagRound, type LagRow } from '@/lib/server/store/lag-history';
import { describeSeriesKey, type SeriesKey } from '@/lib/server/store/lag-series';

/** The last row written of one series. */
interface WrittenSeries {
  readonly key: SeriesKey;
  readonly writtenAtMs: number;
  readonly kind: LagRow['kind'];
  readonly columns: LagColumns | null;
}

/** Slot p is partition p, as the table of samples describes it. */
interface LagColumns {
  readonly committed: Float64Array;
  readonly logEnd: Float64Array;
  readonly lagFloor: Float64Array | null;
}

/** What was written so far of one cluster; a plain value that each round replaces. */
export interface LagRowsState {
  readonly lastRoundMs: number | null;
  readonly spanFromMs: number | null;
  readonly series: ReadonlyMap<string, WrittenSeries>;
}

/** What a round adds to the history, and what the next one is planned from. */
export interface PlannedLagRows {
  readonly state: LagRowsState;
  readonly round: LagRound;
}

/** The state of a process that takes over: `open` are the series that the history holds as being there. */
export function createLagRowsState(open: readonly SeriesKey[]): LagRowsState {
  const series = new Map<string, WrittenSeries>();
  for (const key of open) {
    series.set(describeSeriesKey(key), { key, writtenAtMs: Number.NEGATIVE_INFINITY, kind: 'unread', columns: null });
  }
  return { lastRoundMs: null, spanFromMs: null, series };
}

/**
 * What a round adds to the history: the series that changed, those due for their heartbeat, and a last row for those
 * that are gone. The first round after a hole writes every series, so that a reader never looks across the hole.
 */
export function planLagRows(state: LagRowsState, snapshot: ClusterSnapshot): PlannedLagRows {
  return runToEnd(planLagRowsInSteps(state, snapshot));
}

/** The same as a generator that yields after each group. */
export function* planLagRowsInSteps(state: LagRowsState, snapshot: ClusterSnapshot): Generator<void, PlannedLagRows> {
  const { capturedAtMs, pollIntervalMs } = snapshot;
  const isSpanStart = isAfterHole(state.lastRoundMs, capturedAtMs, pollIntervalMs);
  const spanFromMs = isSpanStart ? capturedAtMs : (state.spanFromMs ?? capturedAtMs);
  const topics = topicsByName(snapshot);
  const unread = describeUnreadCommits(snapshot);
  const series = new Map<string, WrittenSeries>();
  const rows: LagRow[] = [];
  for (const group of snapshot.groups) {
    for (const positions of group.positions) {
      const next = describeSeries(snapshot, group, positions, topics.get(positions.topic), unread);
      if (next === null) continue;
      const name = describeSeriesKey(next.key);
      const written = state.series.get(name);
      const isDue = isSpanStart || written === undefined || capturedAtMs - written.writtenAtMs >= HEARTBEAT_MS;
      if (written !== undefined && !isDue && isSame(written, next)) {
        series.set(name, written);
      } else {
        series.set(name, next);
        rows.push(describeRow(next));
      }
    }
    yield;
  }
  for (const [name, { key }] of state.series) {
    if (!series.has(name)) rows.push({ key, kind: 'ended', committed: '{}', logEnd: '{}', lagFloor: null });
  }
  return {
    state: { lastRoundMs: capturedAtMs, spanFromMs, series },
    round: { capturedAtMs, pollIntervalMs, spanFromMs, rows },
  };
}

/** Partitions of which a commit was asked for and not told, by group and topic. */
type UnreadCommits = ReadonlyMap<string, ReadonlyMap<string, ReadonlySet<number>>>;

const NONE: ReadonlySet<number> = new Set();

function describeUnreadCommits(snapshot: ClusterSnapshot): UnreadCommits {
  const unread = new Map<string, Map<string, Set<number>>>();
  for (const { fact, groupId, topic, partition } of snapshot.gaps) {
    if (fact !== 'committed-offsets' || groupId === null || topic === null || partition === null) continue;
    const topics = unread.get(groupId) ?? new Map<string, Set<number>>();
    unread.set(groupId, topics);
    topics.set(topic, (topics.get(topic) ?? new Set()).add(partition));
  }
  return unread;
}

/** A clock that was set back makes a hole, too: what follows is not what came before. */
function isAfterHole(lastRoundMs: number | null, capturedAtMs: number, pollIntervalMs: number): boolean {
  if (lastRoundMs === null || capturedAtMs <= lastRoundMs) return true;
  return capturedAtMs - lastRoundMs > HOLE_INTERVALS * pollIntervalMs;
}

/** Null for a topic that is gone, whose commits lag behind nothing, and for one in which the group has no commit. */
function describeSeries(
  snapshot: ClusterSnapshot,
  group: GroupFacts,
  positions: GroupTopicPositions,
  topic: TopicFacts | undefined,
  unread: UnreadCommits,
): WrittenSeries | null {
  const isTopicGone =
    topic === undefined ||
    (positions.topicId !== null && topic.topicId !== null && positions.topicId !== topic.topicId);
  if (isTopicGone) return null;
  const key = { groupId: group.groupId, topic: topic.name, topicId: topic.topicId };
  const writtenAtMs = snapshot.capturedAtMs;
  if (group.positionsReadAtMs !== snapshot.capturedAtMs) return { key, writtenAtMs, kind: 'unread', columns: null };
  const columns = describeColumns(snapshot, positions, topic, unread.get(group.groupId)?.get(topic.name) ?? NONE);
  return columns && { key, writtenAtMs, kind: 'read', columns };
}

function describeColumns(
  snapshot: ClusterSnapshot,
  positions: GroupTopicPositions,
  topic: TopicFacts,
  unreadPartitions: ReadonlySet<number>,
): LagColumns | null {
  const { partitions, committedOffsets, reportedLag } = positions;
  const size = Math.max(
    topic.partitionCount,
    (partitions.at(-1) ?? -1) + 1,
    ...[...unreadPartitions].map((partition) => partition + 1),
  );
  const committed = new Float64Array(size).fill(Number.NaN);
  const logEnd = new Float64Array(size).fill(Number.NaN);
  let lagFloor: Float64Array | null = null;
  let isEmpty = unreadPartitions.size === 0;
  for (let index = 0; index < partitions.length; index++) {
    const partition = partitions[index] as number;
    const offset = committedOffsets[index] as number;
    if (Number.isNaN(offset)) continue;
    isEmpty = false;
    const isEndRead = topic.logEndReadAtMs[partition] === snapshot.capturedAtMs;
    const end = isEndRead ? (topic.logEndOffsets[partition] as number) : Number.NaN;
    committed[partition] = offset;
    logEnd[partition] = end;
    const floor = describeLagFloor(topic.logStartOffsets[partition], end, reportedLag?.[index]);
    if (floor > offset) {
      lagFloor ??= new Float64Array(size).fill(Number.NaN);
      lagFloor[partition] = floor;
    }
  }
  // An end beside no commit tells "not read" from "none there"; which end it is does not matter.
  for (const partition of unreadPartitions) {
    committed[partition] = Number.NaN;
    logEnd[partition] = topic.logEndOffsets[partition] || 0;
  }
  return isEmpty ? null : { committed, logEnd, lagFloor };
}

/** Offset from which records count as lag: the log's start, or what makes the lag the one that a share group reports. */
function describeLagFloor(logStart: number | undefined, end: number, reportedLag: number | undefined): number {
  if (reportedLag !== undefined && !Number.isNaN(reportedLag)) return end - reportedLag;
  return logStart ?? Number.NaN;
}

function isSame(a: WrittenSeries, b: WrittenSeries): boolean {
  if (a.kind !== b.kind) return false;
  if (a.columns === null || b.columns === null) return a.columns === b.columns;
  return (
    isSameColumn(a.columns.committed, b.columns.committed) &&
    isSameColumn(a.columns.logEnd, b.columns.logEnd) &&
    isSameColumn(a.columns.lagFloor, b.columns.lagFloor)
  );
}

function isSameColumn(a: Float64Array | null, b: Float64Array | null): boolean {
  if (a === null || b === null) return a === b;
  return a.length === b.length && a.every((value, index) => Object.is(value, b[index]));
}

function describeRow({ key, kind, columns }: WrittenSeries): LagRow {
  return {
    key,
    kind,
    committed: formatArray(columns?.committed ?? null),
    logEnd: formatArray(columns?.logEnd ?? null),
    lagFloor: formatArray(columns?.lagFloor ?? null),
  };
}
