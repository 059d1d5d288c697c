import type { AlertTrack } from './step-alert';

/** Key of a track: one subject of one rule. */
export function trackKey(rule: string, subject: { readonly kind: string; readonly name: string }): string {
  return JSON.stringify([rule, subject.kind, subject.name]);
}

/** What the evaluation of alerts remembers of a cluster between two rounds. Only `tracks` and `lastReadMs` outlive the process. */
export interface AlertMemory {
  readonly tracks: ReadonlyMap<string, AlertTrack>;
  /** Epoch ms of the last round that was read; null before the first. */
  readonly lastReadMs: number | null;
  /** Epoch ms since when a partition is in a state, by `topic-partition`; null before the first round that was read. */
  readonly partitions: PartitionTimes | null;
  /** Lag samples of growth rules, by track key, oldest first. */
  readonly lagSamples: ReadonlyMap<string, readonly LagSampleAt[]>;
  /** Epoch ms of the first round that saw a group. */
  readonly groupsSinceMs: ReadonlyMap<string, number>;
}

export interface PartitionTimes {
  readonly underReplicated: ReadonlyMap<string, number>;
  readonly offline: ReadonlyMap<string, number>;
  readonly reassigning: ReadonlyMap<string, number>;
}

export interface LagSampleAt {
  readonly atMs: number;
  readonly lag: number;
}

/** The memory of a process that has seen no round, with what was stored of those before. */
export function createAlertMemory(tracks: Iterable<AlertTrack> = [], lastReadMs: number | null = null): AlertMemory {
  return {
    tracks: new Map(Array.from(tracks, (track) => [trackKey(track.rule, track.subject), track])),
    lastReadMs,
    partitions: null,
    lagSamples: new Map(),
    groupsSinceMs: new Map(),
  };
}
