import type { OwnerMove } from './cluster-event';

/** Who owned a partition from one time to another: the key of a member, or null for nobody. What is not known has no span. */
export interface OwnerSpan {
  readonly fromMs: number;
  readonly toMs: number;
  readonly owner: string | null;
}

/** Epoch ms of the first and last of rounds without a hole between them. */
export interface WatchedSpan {
  readonly fromMs: number;
  readonly toMs: number;
}

/** The spans of one partition, oldest first. */
export interface PartitionOwners {
  readonly topic: string;
  readonly partition: number;
  readonly spans: readonly OwnerSpan[];
}

/** A rebalance as far as owners go. `isWhole` is false when not every move is listed, or only that there was one is known. */
export interface OwnerStep {
  readonly atMs: number;
  /** Until then what was before held: the first round that saw hands changing, else `atMs`. */
  readonly heldUntilMs: number;
  readonly moves: readonly OwnerMove[];
  readonly isWhole: boolean;
}

export interface OwnerReplay {
  /** Owners at `toMs`; null while they are changing or could not be read. */
  readonly current: readonly { readonly topic: string; readonly partition: number; readonly owner: string }[] | null;
  /** Newest first. */
  readonly steps: readonly OwnerStep[];
  readonly fromMs: number;
  readonly toMs: number;
  /** Rounds were compared within these, ascending; outside nothing is known. */
  readonly watched: readonly WatchedSpan[];
}

interface Track {
  readonly topic: string;
  readonly partition: number;
  /** Undefined: not known. */
  owner: string | null | undefined;
  /** Up to here the owner holds. */
  untilMs: number;
  readonly spans: OwnerSpan[];
}

/** Who owned what over time: from the present back through each rebalance, since a rebalance is stored as what it moved. */
export function replayOwners({ current, steps, fromMs, toMs, watched }: OwnerReplay): readonly PartitionOwners[] {
  const tracks = new Map<string, Track>();
  const trackOf = (topic: string, partition: number, owner: string | null | undefined): Track => {
    const key = JSON.stringify([topic, partition]);
    const track = tracks.get(key) ?? { topic, partition, owner, untilMs: toMs, spans: [] };
    tracks.set(key, track);
    return track;
  };
  for (const { topic, partition, owner } of current ?? []) trackOf(topic, partition, owner);
  // A partition that only the moves name is owned by nobody now, if the present is known.
  const otherwise = current === null ? undefined : null;
  for (const { moves } of steps) {
    for (const { topic, partitions } of moves) for (const partition of partitions) trackOf(topic, partition, otherwise);
  }
  for (const step of steps) stepBack(tracks, step, trackOf);
  for (const track of tracks.values()) closeSpan(track, fromMs);
  return [...tracks.values()]
    .map(({ topic, partition, spans }) => ({
      topic,
      partition,
      spans: spans.reverse().flatMap((span) => clipSpan(span, watched)),
    }))
    .sort((a, b) => (a.topic === b.topic ? a.partition - b.partition : a.topic < b.topic ? -1 : 1));
}

function stepBack(
  tracks: ReadonlyMap<string, Track>,
  step: OwnerStep,
  trackOf: (topic: string, partition: number, owner: undefined) => Track,
): void {
  const moved = new Set<Track>();
  for (const { topic, partitions, from, to } of step.moves) {
    for (const partition of partitions) {
      const track = trackOf(topic, partition, undefined);
      if (moved.has(track)) continue;
      moved.add(track);
      track.owner = to;
      closeSpan(track, step.atMs);
      track.owner = from;
      track.untilMs = step.heldUntilMs;
    }
  }
  if (step.isWhole) return;
  for (const track of tracks.values()) {
    if (moved.has(track)) continue;
    closeSpan(track, step.atMs);
    track.owner = undefined;
    track.untilMs = step.heldUntilMs;
  }
}

function closeSpan(track: Track, fromMs: number): void {
  const { owner, untilMs } = track;
  if (owner !== undefined && untilMs > fromMs) track.spans.push({ fromMs, toMs: untilMs, owner });
}

function clipSpan(span: OwnerSpan, watched: OwnerReplay['watched']): OwnerSpan[] {
  return watched
    .map(({ fromMs, toMs }) => ({
      ...span,
      fromMs: Math.max(span.fromMs, fromMs),
      toMs: Math.min(span.toMs, toMs),
    }))
    .filter(({ fromMs, toMs }) => toMs > fromMs);
}
