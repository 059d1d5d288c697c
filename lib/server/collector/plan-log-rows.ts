import { runToEnd } from '@/lib/domain/run-to-end';
import type { ClusterSnapshot, TopicFacts } from '@/lib/domain/snapshot';
import { topicsByName } from '@/lib/domain/snapshot-index';
import { formatArray } from '@/lib/server/store/lag-arrays';
import {
  LOG_BATCH_ROWS,
  LOG_HEARTBEAT_MS,
  type LogColumn,
  type LogRowBatch,
  type LogRows,
} from '@/lib/server/store/log-history';
import { describeLogSeriesKey, type LogSeriesKey } from '@/lib/server/store/log-series';

/** Sums over the partitions of a series in one round; NaN: not known. */
interface LogSums {
  logStart: number;
  logEnd: number;
  /** Of the partitions read in this round and the one before. */
  appended: number;
  partitions: number;
  /** Partitions not read in this round. */
  unread: number;
  /** Partitions of which it is not known what was appended. */
  unrated: number;
}

/** The last row written of one series. */
interface WrittenLog {
  readonly key: LogSeriesKey;
  readonly dueAtMs: number;
  readonly sums: LogSums | null;
}

/** What was written so far of one cluster; a plain value that each round replaces. */
export interface LogRowsState {
  readonly previous: ClusterSnapshot | null;
  readonly series: ReadonlyMap<string, WrittenLog>;
}

export interface PlannedLogRows {
  readonly state: LogRowsState;
  readonly rows: LogRows;
}

/** Topics between two yields. */
const STEP = 64;
/** Heartbeats of what was first written in one round are spread over half of their time. */
const HEARTBEAT_STEPS = 1_000;
/** Shares no factor with the steps: few series are spread as evenly as many. */
const HEARTBEAT_STRIDE = 617;

/** The state of a process that takes over: `open` are the series that the history holds as being there. */
export function createLogRowsState(open: readonly LogSeriesKey[]): LogRowsState {
  const series = new Map<string, WrittenLog>();
  for (const key of open) {
    series.set(describeLogSeriesKey(key), { key, dueAtMs: Number.NEGATIVE_INFINITY, sums: null });
  }
  return { previous: null, series };
}

/**
 * What a round adds to the history of logs: topics, brokers and the cluster where something was appended or changed, and
 * those due for their heartbeat. The first round of a span writes every series and tells no rate.
 */
export function planLogRows(state: LogRowsState, snapshot: ClusterSnapshot, isSpanStart: boolean): PlannedLogRows {
  return runToEnd(planLogRowsInSteps(state, snapshot, isSpanStart));
}

/** The same as a generator that yields after some topics. */
export function* planLogRowsInSteps(
  state: LogRowsState,
  snapshot: ClusterSnapshot,
  isSpanStart: boolean,
): Generator<void, PlannedLogRows> {
  const previous = isSpanStart ? null : state.previous;
  const before = previous === null ? null : topicsByName(previous);
  const series = new Map<string, WrittenLog>();
  const rows = new RowBatches(snapshot.capturedAtMs, previous?.capturedAtMs ?? Number.NaN);
  const add = (key: LogSeriesKey, sums: LogSums) => {
    const name = describeLogSeriesKey(key);
    const written = state.series.get(name);
    if (written?.sums && !isSpanStart && written.dueAtMs > snapshot.capturedAtMs && isCarried(written.sums, sums)) {
      series.set(name, written);
      return;
    }
    const spread = ((series.size * HEARTBEAT_STRIDE) % HEARTBEAT_STEPS) / HEARTBEAT_STEPS;
    series.set(name, { key, dueAtMs: snapshot.capturedAtMs + (LOG_HEARTBEAT_MS * (1 + spread)) / 2, sums });
    rows.add(key, sums);
  };
  const cluster = createSums();
  const brokers = new Map(snapshot.brokers.map(({ brokerId }) => [brokerId, createSums()]));
  let step = 0;
  for (const topic of snapshot.topics) {
    const sums = sumTopic(topic, snapshot, previous, before?.get(topic.name), brokers);
    add({ kind: 'topic', name: topic.name, topicId: topic.topicId }, sums);
    addTo(cluster, sums);
    if (++step % STEP === 0) yield;
  }
  for (const [brokerId, sums] of brokers) {
    add({ kind: 'broker', name: String(brokerId), topicId: null }, withoutOffsets(sums, previous !== null));
  }
  add({ kind: 'cluster', name: '', topicId: null }, withoutOffsets(cluster, previous !== null));
  yield;
  const ended: LogSeriesKey[] = [];
  for (const [name, { key }] of state.series) if (!series.has(name)) ended.push(key);
  for (const key of ended) rows.add(key, null);
  return { state: { previous: snapshot, series }, rows: { batches: rows.close(), ended } };
}

/** Adds each partition to the broker that leads it as well. */
function sumTopic(
  topic: TopicFacts,
  { capturedAtMs }: ClusterSnapshot,
  previous: ClusterSnapshot | null,
  found: TopicFacts | undefined,
  brokers: Map<number, LogSums>,
): LogSums {
  const before = found?.topicId === topic.topicId ? found : undefined;
  const sums = createSums();
  for (let p = 0; p < topic.partitionCount; p++) {
    const end = topic.logEndOffsets[p] as number;
    const isRead = topic.logEndReadAtMs[p] === capturedAtMs;
    const appended = isRead && before && previous ? end - endBefore(before, p, previous.capturedAtMs) : Number.NaN;
    sums.logEnd += end;
    sums.logStart += topic.logStartOffsets[p] as number;
    count(sums, isRead, appended);
    const leader = topic.leaders[p] as number;
    if (leader < 0) continue;
    const led = brokers.get(leader) ?? createSums();
    brokers.set(leader, led);
    count(led, isRead, appended);
  }
  return before ? settle(sums) : { ...sums, appended: Number.NaN };
}

/** Counts one more partition; a log end that fell tells nothing of what was appended. */
function count(sums: LogSums, isRead: boolean, appended: number): void {
  sums.partitions += 1;
  if (!isRead) sums.unread += 1;
  if (appended >= 0) sums.appended += appended;
  else sums.unrated += 1;
}

/** A partition that was not there in the round before began empty. */
function endBefore(before: TopicFacts, partition: number, readAtMs: number): number {
  if (partition >= before.partitionCount) return 0;
  return before.logEndReadAtMs[partition] === readAtMs ? (before.logEndOffsets[partition] as number) : Number.NaN;
}

function createSums(): LogSums {
  return { logStart: 0, logEnd: 0, appended: 0, partitions: 0, unread: 0, unrated: 0 };
}

/** A sum of which no part is known is not known. */
function settle(sums: LogSums): LogSums {
  const isNone = sums.unrated > 0 && sums.unrated === sums.partitions;
  return isNone ? { ...sums, appended: Number.NaN } : sums;
}

function addTo(cluster: LogSums, sums: LogSums): void {
  if (!Number.isNaN(sums.appended)) cluster.appended += sums.appended;
  cluster.partitions += sums.partitions;
  cluster.unread += sums.unread;
  cluster.unrated += sums.unrated;
}

/** Offsets of many topics as one sum tell nothing: topics come and go. */
function withoutOffsets(sums: LogSums, isRated: boolean): LogSums {
  const told = { ...sums, logStart: Number.NaN, logEnd: Number.NaN };
  return isRated ? settle(told) : { ...told, appended: Number.NaN };
}

/** Whether a reader who carries the last row on is told the same: nothing appended, and nothing known that was not. */
function isCarried(written: LogSums, { logStart, logEnd, appended, partitions, unread, unrated }: LogSums): boolean {
  return (
    Object.is(written.logEnd, logEnd) &&
    Object.is(written.logStart, logStart) &&
    written.partitions === partitions &&
    written.unread === unread &&
    unrated === unread &&
    !(appended > 0)
  );
}

function createColumns(): Record<LogColumn, number[]> {
  return { logStart: [], logEnd: [], appended: [], partitions: [], overMs: [], unread: [], unrated: [] };
}

/** Rows as they come, as columns of so many. */
class RowBatches {
  private readonly batches: LogRowBatch[] = [];
  private keys: LogSeriesKey[] = [];
  private values = createColumns();
  private readonly overMs: number;

  constructor(capturedAtMs: number, previousMs: number) {
    this.overMs = capturedAtMs - previousMs;
  }

  /** Null: the series has ended. */
  add(key: LogSeriesKey, sums: LogSums | null): void {
    const { values, overMs } = this;
    const isRated = sums !== null && !Number.isNaN(overMs);
    this.keys.push(key);
    values.logStart.push(sums?.logStart ?? Number.NaN);
    values.logEnd.push(sums?.logEnd ?? Number.NaN);
    values.appended.push(sums?.appended ?? Number.NaN);
    values.partitions.push(sums?.partitions ?? Number.NaN);
    values.overMs.push(isRated ? overMs : Number.NaN);
    values.unread.push(sums?.unread || Number.NaN);
    values.unrated.push(isRated ? sums.unrated || Number.NaN : Number.NaN);
    if (this.keys.length >= LOG_BATCH_ROWS) this.finishBatch();
  }

  close(): readonly LogRowBatch[] {
    if (this.keys.length > 0) this.finishBatch();
    return this.batches;
  }

  private finishBatch(): void {
    const text = (column: LogColumn) => formatArray(Float64Array.from(this.values[column])) ?? '{}';
    const columns = {
      logStart: text('logStart'),
      logEnd: text('logEnd'),
      appended: text('appended'),
      partitions: text('partitions'),
      overMs: text('overMs'),
      unread: text('unread'),
      unrated: text('unrated'),
    };
    this.batches.push({ keys: this.keys, columns });
    this.keys = [];
    this.values = createColumns();
  }
}
