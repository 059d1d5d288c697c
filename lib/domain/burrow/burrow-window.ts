import { freshEnds, lastKnownEnd } from '../end-history';
import type { JudgedRound } from '../evaluation';
import { isSameTopic } from '../partition-lag';
import type { GroupFacts, GroupTopicPositions, TopicFacts } from '../snapshot';
import type { BurrowCommits } from './burrow-status';
import { BURROW_INTERVALS, CommitRings, NO_COMMITS } from './commit-rings';

/**
 * What Burrow remembers of a cluster: the last commits of each group in each partition and the last log ends. Burrow
 * reads each commit in `__consumer_offsets`; here a commit is one that moved between two rounds, with the time of the
 * later one.
 */
export interface BurrowWindow {
  /**
   * Adds a round that is later than those before; one that is not (a clock set back) begins anew. Yields every few
   * groups; what is read before the end mixes both rounds.
   */
  append(round: JudgedRound): Generator<void, void>;
  /** The last commits, at most ten; empty when none was seen. They hold until the next round is added. */
  commits(groupId: string, topic: string, partition: number): BurrowCommits;
  /** Log ends of the last rounds, oldest first, at most ten; NaN where a round did not read it. */
  recentLogEnds(topic: string, partition: number): readonly number[];
}

/** Groups added between two yields. */
const STEP = 64;

/** Log ends of one topic by round, oldest first. Columns are shared with the snapshots they came from. */
interface TopicEnds {
  readonly topicId: string | null;
  readonly columns: readonly Float64Array[];
}

/** Commits of a group by topic. */
type GroupRings = Map<string, CommitRings>;

/** A window before its first round. */
export function createBurrowWindow(): BurrowWindow {
  let capturedAtMs = Number.NEGATIVE_INFINITY;
  let ends: ReadonlyMap<string, TopicEnds> = new Map();
  let groups: ReadonlyMap<string, GroupRings> = new Map();
  return {
    *append(round) {
      const { snapshot } = round;
      if (snapshot.capturedAtMs <= capturedAtMs) {
        ends = new Map();
        groups = new Map();
      }
      capturedAtMs = snapshot.capturedAtMs;
      const facts = { round, ends, topics: new Map(snapshot.topics.map((topic) => [topic.name, topic])) };
      const added = new Map<string, GroupRings>();
      for (const group of snapshot.groups) {
        if (group.type === 'share') continue;
        added.set(group.groupId, addGroup(groups.get(group.groupId), group, facts));
        if (added.size % STEP === 0) yield;
      }
      groups = added;
      ends = new Map(
        snapshot.topics.map((topic) => [topic.name, addEnds(ends.get(topic.name), topic, snapshot.capturedAtMs)]),
      );
    },
    commits: (groupId, topic, partition) => groups.get(groupId)?.get(topic)?.read(partition) ?? NO_COMMITS,
    recentLogEnds: (topic, partition) =>
      (ends.get(topic)?.columns ?? []).map((column) => column[partition] ?? Number.NaN),
  };
}

interface RoundFacts {
  readonly round: JudgedRound;
  readonly topics: ReadonlyMap<string, TopicFacts>;
  /** As the rounds before left them. */
  readonly ends: ReadonlyMap<string, TopicEnds>;
}

/** Positions that were not read in this round change nothing; topics that the group has no commits in any more are forgotten. */
function addGroup(before: GroupRings | undefined, group: GroupFacts, facts: RoundFacts): GroupRings {
  const { capturedAtMs } = facts.round.snapshot;
  if (before !== undefined && group.positionsReadAtMs !== capturedAtMs) return before;
  const rings: GroupRings = new Map();
  if (group.positionsReadAtMs !== capturedAtMs) return rings;
  const times = facts.round.evaluation.groups.get(group.groupId)?.positionTimes;
  group.positions.forEach((positions, index) => {
    const topic = facts.topics.get(positions.topic);
    if (topic === undefined || !isSameTopic(topic.topicId, positions.topicId)) return;
    const known = before?.get(topic.name);
    const ring =
      known !== undefined && isSameTopic(known.topicId, topic.topicId)
        ? known
        : new CommitRings(topic.topicId, topic.partitionCount);
    const endsBefore = sameTopicColumns(facts.ends.get(topic.name), topic);
    addPositions(ring, positions, { topic, facts, endsBefore, committedAtMs: times?.[index]?.committedAtMs });
    rings.set(topic.name, ring);
  });
  return rings;
}

interface PositionFacts {
  readonly topic: TopicFacts;
  readonly facts: RoundFacts;
  /** Log ends of the topic before this round, oldest first. */
  readonly endsBefore: readonly Float64Array[];
  /** When each commit last moved while a collector watched; NaN when it did not. */
  readonly committedAtMs: Float64Array | undefined;
}

function addPositions(ring: CommitRings, positions: GroupTopicPositions, position: PositionFacts): void {
  const { partitionCount } = position.topic;
  const { partitions, committedOffsets } = positions;
  let slot = 0;
  for (let p = 0; p < partitionCount; p++) {
    while (slot < partitions.length && (partitions[slot] as number) < p) slot++;
    const offset = partitions[slot] === p ? (committedOffsets[slot] as number) : Number.NaN;
    const last = ring.lastOffset(p);
    if (last === offset) continue;
    if (Number.isNaN(offset)) ring.clear(p);
    else ring.add(p, offset, commitAtMs(last, slot, position), lagAtCommit(offset, p, position));
  }
}

/** Of a commit that was not there before a collector may have seen when it moved, before this window began. */
function commitAtMs(lastOffset: number, slot: number, { facts, committedAtMs }: PositionFacts): number {
  const watchedAtMs = Number.isNaN(lastOffset) ? (committedAtMs?.[slot] ?? Number.NaN) : Number.NaN;
  return Number.isNaN(watchedAtMs) ? facts.round.snapshot.capturedAtMs : watchedAtMs;
}

/**
 * Records between a commit and the log end that was read last before it. Without one (the commit is older than the
 * window) it is known only where the log end of this round is not beyond the commit either.
 */
function lagAtCommit(offset: number, partition: number, { topic, facts, endsBefore }: PositionFacts): number {
  const end = lastKnownEnd(endsBefore, partition);
  if (!Number.isNaN(end)) return Math.max(0, end - offset);
  const isFresh = (topic.logEndReadAtMs[partition] as number) >= facts.round.snapshot.capturedAtMs;
  return isFresh && (topic.logEndOffsets[partition] as number) <= offset ? 0 : Number.NaN;
}

function sameTopicColumns(ends: TopicEnds | undefined, topic: TopicFacts): readonly Float64Array[] {
  return ends !== undefined && isSameTopic(ends.topicId, topic.topicId) ? ends.columns : [];
}

function addEnds(before: TopicEnds | undefined, topic: TopicFacts, capturedAtMs: number): TopicEnds {
  const column = freshEnds(topic, capturedAtMs);
  const columns = sameTopicColumns(before, topic);
  if (column.every(Number.isNaN)) return { topicId: topic.topicId, columns };
  return { topicId: topic.topicId, columns: [...columns, column].slice(-BURROW_INTERVALS) };
}
