import { type EndColumns, joinSpans, readSpan } from './end-span';
import { passedWithinSeconds, whenPassed } from './log-end-passing';
import type { PastLogEnds, TopicFacts } from './snapshot';

/** Columns kept of one topic: those that tell most of when its log ends passed an offset, the nearer in time the more exactly. */
export const MAX_END_COLUMNS = 40;

/**
 * What the log ends of one topic were at which time: the source of time lag. Times ascend; slot `p` of a column is
 * partition `p`, NaN where it was not read in that round.
 */
export interface EndHistory extends EndColumns {
  readonly topicId: string | null;
  /** Parallel: this column was not seen but told by record timestamps afterwards. */
  readonly isFilled: readonly boolean[];
  /** Parallel, in ms: how far off the span without this column would be. */
  readonly lossMs: readonly number[];
}

/** Appends one round, with what it read of earlier times. The history given is used up. */
export function appendRound(history: EndHistory | undefined, topic: TopicFacts, capturedAtMs: number): EndHistory {
  let next = appendEnds(history, topic, capturedAtMs);
  for (const past of topic.pastLogEnds) next = fillPast(next, past);
  return next;
}

/**
 * Sets in the log ends of a time before the history began. They follow record timestamps, which may lie: what does not
 * fit between its neighbours is moved to them.
 */
function fillPast(history: EndHistory, { atMs, offsets }: PastLogEnds): EndHistory {
  const firstSeen = history.isFilled.indexOf(false);
  const index = history.atMs.findIndex((one) => one >= atMs);
  if (index < 0 || index > firstSeen || history.atMs[index] === atMs) return history;
  const column = offsets.map((end, p) => {
    const earliest = history.ends[index - 1]?.[p] ?? Number.NaN;
    const latest = history.ends[index]?.[p] ?? Number.NaN;
    if (Number.isNaN(end) || Number.isNaN(latest)) return Number.NaN;
    return Math.min(latest, Number.isNaN(earliest) ? end : Math.max(earliest, end));
  });
  const times = insert(history.atMs, index, atMs);
  const spans = insert(history.spans, index, readSpan(times, index));
  spans[index + 1] = readSpan(times, index + 1);
  const next = {
    topicId: history.topicId,
    atMs: times,
    ends: insert(history.ends, index, column),
    isFilled: insert(history.isFilled, index, true),
    spans,
    lossMs: insert(history.lossMs, index, 0),
  };
  for (const one of [index - 1, index, index + 1]) weighColumn(next, one);
  return next;
}

function insert<Item>(list: readonly Item[], index: number, item: Item): Item[] {
  return [...list.slice(0, index), item, ...list.slice(index)];
}

/**
 * Appends one round. A new topic id begins a new history; a log end that fell (unclean election, truncation) cuts the
 * history of its partition, so that no time is ever taken from points above the new end.
 */
function appendEnds(history: EndHistory | undefined, topic: TopicFacts, capturedAtMs: number): EndHistory {
  const column = freshEnds(topic, capturedAtMs);
  if (history === undefined || history.topicId !== topic.topicId) {
    const spans = [readSpan([capturedAtMs], 0)];
    return {
      topicId: topic.topicId,
      atMs: [capturedAtMs],
      ends: [ownColumn(column)],
      isFilled: [false],
      spans,
      lossMs: [0],
    };
  }
  const cut = cutFallen((history as NextHistory).ends, column);
  const count = cut.length;
  if (count >= 2 && isEqualColumn(cut[count - 1], column) && isEqualColumn(cut[count - 2], column)) {
    const next = history as NextHistory;
    next.atMs[count - 1] = capturedAtMs;
    if (cut !== next.ends) next.ends = cut;
    return next;
  }
  const next = history as NextHistory;
  if (cut !== next.ends) next.ends = cut;
  next.atMs.push(capturedAtMs);
  next.ends.push(ownColumn(column));
  next.isFilled.push(false);
  next.spans.push(readSpan(next.atMs, count));
  next.lossMs.push(0);
  weighColumn(next, count - 2);
  weighColumn(next, count - 1);
  if (count >= MAX_END_COLUMNS) dropColumn(next, leastTellingColumn(next));
  return next;
}

/** What is a part of a round's columns would keep those of all topics in memory, and each topic keeps other rounds. */
function ownColumn(column: Float64Array): Float64Array {
  return column.byteLength === column.buffer.byteLength ? column : column.slice();
}

/** A history that is being made. */
type NextHistory = {
  -readonly [Key in keyof EndHistory]: EndHistory[Key] extends readonly (infer Item)[] ? Item[] : EndHistory[Key];
};

function weighColumn(next: EndColumns & Pick<NextHistory, 'lossMs'>, index: number): void {
  if (index > 0 && index < next.atMs.length - 1) next.lossMs[index] = joinSpans(next, index).offMs;
}

function dropColumn(next: NextHistory, index: number): void {
  next.spans.splice(index, 2, joinSpans(next, index));
  for (const column of [next.atMs, next.ends, next.isFilled, next.lossMs]) column.splice(index, 1);
  weighColumn(next, index - 1);
  weighColumn(next, index);
}

/** Log ends that this round read; NaN where it did not. The column of the snapshot itself when all were read. */
export function freshEnds(topic: TopicFacts, capturedAtMs: number): Float64Array {
  const { logEndReadAtMs, logEndOffsets } = topic;
  for (let p = 0; p < logEndReadAtMs.length; p++) {
    if ((logEndReadAtMs[p] as number) >= capturedAtMs) continue;
    return logEndOffsets.map((end, q) => ((logEndReadAtMs[q] as number) >= capturedAtMs ? end : Number.NaN));
  }
  return logEndOffsets;
}

function isEqualColumn(left: Float64Array | undefined, right: Float64Array): boolean {
  if (left === right) return true;
  if (left === undefined || left.length !== right.length) return false;
  for (let p = 0; p < right.length; p++) if (!Object.is(left[p], right[p])) return false;
  return true;
}

function cutFallen(columns: Float64Array[], column: Float64Array): Float64Array[] {
  let result: Float64Array[] | null = null;
  for (let p = 0; p < column.length; p++) {
    const last = lastKnownEnd(columns, p);
    if (!((column[p] as number) < last)) continue;
    result ??= columns.map((one) => one.slice());
    for (const one of result) if (p < one.length) one[p] = Number.NaN;
  }
  return result ?? columns;
}

/** The newest log end of a partition in columns of ends, oldest first; NaN when none was read. */
export function lastKnownEnd(columns: readonly Float64Array[], partition: number): number {
  for (let i = columns.length - 1; i >= 0; i--) {
    const end = columns[i]?.[partition] ?? Number.NaN;
    if (!Number.isNaN(end)) return end;
  }
  return Number.NaN;
}

/** The inner column whose loss puts the history off least, measured against its age: what is long ago may be told less exactly. */
function leastTellingColumn({ atMs, lossMs }: NextHistory): number {
  const now = atMs[atMs.length - 1] as number;
  let best = 1;
  let bestLoss = Number.POSITIVE_INFINITY;
  for (let i = 1; i < atMs.length - 1; i++) {
    const loss = (lossMs[i] as number) / Math.max(1, now - (atMs[i] as number));
    if (loss < bestLoss) {
      bestLoss = loss;
      best = i;
    }
  }
  return best;
}

/** Time lag of one position in seconds. `isAtLeast`: the record is older than the history, so this is a lower bound. */
export interface TimeBehind {
  readonly seconds: number;
  /** The truth is at most this far off, in seconds; NaN for a lower bound. */
  readonly withinSeconds: number;
  readonly isAtLeast: boolean;
}

/** A time lag by the history of log ends; `isFilled`: it was before the history began, and record timestamps tell it. */
export interface SeenTimeBehind extends TimeBehind {
  readonly isFilled: boolean;
}

/**
 * Seconds since the record at `committedOffset` was appended, taken from when the log end passed it, between two
 * rounds. Never extrapolates. Null when the history holds nothing to go by.
 */
export function secondsBehind(
  history: EndHistory,
  partition: number,
  committedOffset: number,
  nowMs: number,
): SeenTimeBehind | null {
  const { atMs, ends } = history;
  let laterIndex = -1;
  for (let i = ends.length - 1; i >= 0; i--) {
    const end = ends[i]?.[partition] ?? Number.NaN;
    if (Number.isNaN(end)) continue;
    if (end > committedOffset) {
      laterIndex = i;
      continue;
    }
    if (laterIndex < 0) return { seconds: 0, withinSeconds: 0, isAtLeast: false, isFilled: false };
    const laterEnd = ends[laterIndex]?.[partition] as number;
    const fromMs = atMs[i] as number;
    const toMs = atMs[laterIndex] as number;
    const passedMs = whenPassed(committedOffset, fromMs, end, toMs, laterEnd);
    const span = laterIndex === i + 1 ? history.spans[laterIndex] : undefined;
    const offSeconds = span === undefined ? Number.POSITIVE_INFINITY : (span.reachMs + span.offMs) / 1000;
    const withinSeconds = Math.min(offSeconds, passedWithinSeconds(passedMs, fromMs, toMs));
    const isFilled = history.isFilled[i] === true;
    return { seconds: Math.max(0, nowMs - passedMs) / 1000, withinSeconds, isAtLeast: false, isFilled };
  }
  if (laterIndex < 0 || (atMs[laterIndex] as number) >= nowMs) return null;
  const isFilled = history.isFilled[laterIndex] === true;
  const seconds = (nowMs - (atMs[laterIndex] as number)) / 1000;
  return { seconds, withinSeconds: Number.NaN, isAtLeast: true, isFilled };
}

/** Seconds since the first round that saw the log end beyond an offset, itself, not by timestamps; 0 when none did. */
export function oldestSeen(history: EndHistory, partition: number, offset: number, nowMs: number): number {
  for (let i = Math.max(0, history.isFilled.indexOf(false)); i < history.ends.length; i++) {
    if ((history.ends[i]?.[partition] ?? Number.NaN) > offset)
      return Math.max(0, nowMs - (history.atMs[i] as number)) / 1000;
  }
  return 0;
}
