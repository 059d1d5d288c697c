import type { TopicFacts } from '../snapshot';

/** How far back the pace of deletion is looked at, and how often a log start is remembered. */
const WINDOW_MS = 3_600_000;
const SAMPLE_EVERY_MS = 300_000;
const LEAST_SPAN_MS = 600_000;

/** Log starts of one topic over the last hour, oldest first; columns are shared with the snapshots they came from. */
export interface DeletionMemory {
  readonly topicId: string | null;
  readonly samples: readonly { readonly atMs: number; readonly logStarts: Float64Array }[];
}

/** Remembers this round's log starts; another topic id begins anew. */
export function rememberLogStarts(
  before: DeletionMemory | undefined,
  topic: TopicFacts,
  nowMs: number,
): DeletionMemory {
  const sample = { atMs: nowMs, logStarts: topic.logStartOffsets };
  if (before === undefined || before.topicId !== topic.topicId) return { topicId: topic.topicId, samples: [sample] };
  const last = before.samples[before.samples.length - 1];
  if (last !== undefined && nowMs - last.atMs < SAMPLE_EVERY_MS) return before;
  const kept = before.samples.filter(({ atMs }) => nowMs - atMs <= WINDOW_MS);
  return { topicId: topic.topicId, samples: [...kept, sample] };
}

/** Records per second that left the head of one partition's log; 0 until ten minutes were watched, or when nothing left. */
export function deletedPerSecond(
  memory: DeletionMemory | undefined,
  topic: TopicFacts,
  partition: number,
  nowMs: number,
): number {
  const first = memory?.samples[0];
  if (first === undefined || nowMs - first.atMs < LEAST_SPAN_MS) return 0;
  const deleted = (topic.logStartOffsets[partition] as number) - (first.logStarts[partition] ?? Number.NaN);
  return deleted > 0 ? (deleted * 1000) / (nowMs - first.atMs) : 0;
}
