import { appendLogEnd, createLogEndTrack } from '@/lib/domain/log-end-track';
import type { Queryable } from './database';
import { type CoverageSpan, createDenseRows, type StoredLagRow } from './dense-lag';
import { describeCarryLimitMs, HOLE_INTERVALS } from './lag-history';
import { type LagSeries, WHOLE_GROUP } from './lag-series';
import { PositionColumns, readEndRows, readPositionRows, SLOTS_BEFORE } from './rollup-positions';
import type { RollupTier } from './rollup-tiers';
import {
  type BehindAt,
  createFurthestBehind,
  createSlotHistory,
  type FurthestBehind,
  type SlotHistory,
} from './time-behind';

const HOUR_MS = 3_600_000;
/** How far before its range an answer looks for when old commits were appended, step by step: the older, the coarser. */
const LOOK_BACK: readonly {
  readonly table: RollupTier['table'];
  readonly widthMs: number;
  readonly lengthMs: number;
}[] = [
  { table: 'lag_1m', widthMs: 60_000, lengthMs: HOUR_MS / 2 },
  { table: 'lag_1m', widthMs: 60_000, lengthMs: 6 * HOUR_MS },
  { table: 'lag_10m', widthMs: 600_000, lengthMs: 72 * HOUR_MS },
  { table: 'lag_1h', widthMs: HOUR_MS, lengthMs: 2_400 * HOUR_MS },
];

/** Positions of some series of one group, gathered in order of time, and how far behind in time they were. */
export interface TimeBehindReader {
  /**
   * Reads all buckets of a roll-up that start in [fromMs, untilMs) and answers what adds them. Keys of the answer are bucket
   * starts, for one partition alone the instants themselves.
   */
  readRollup(tier: RollupTier, fromMs: number, untilMs: number): Promise<() => void>;
  /** Rounds in order, with the rows that hold in them. Keys are the instants of the rounds from `keepFromMs` on; those before only tell log ends. */
  addRounds(
    rows: readonly StoredLagRow[],
    spans: readonly CoverageSpan[],
    roundsMs: readonly number[],
    keepFromMs: number,
  ): void;
  /** Reads what older log ends are needed for the commits met, and measures. */
  measure(): Promise<ReadonlyMap<number, BehindAt>>;
}

interface SeriesHistory {
  readonly series: LagSeries;
  readonly slots: SlotHistory[];
}

/** What is asked: series of the topics of one group, and one partition or all. */
export function createTimeBehindReader(
  database: Queryable,
  all: readonly LagSeries[],
  partition: number | null,
  {
    rolledUntil,
    pollIntervalMs,
  }: { readonly rolledUntil: ReadonlyMap<string, number>; readonly pollIntervalMs: number },
): TimeBehindReader {
  const describeReachMs = (widthMs: number) => 2 * widthMs + HOLE_INTERVALS * pollIntervalMs;
  const histories = new Map<number, SeriesHistory>();
  for (const series of all) {
    if (series.topic !== WHOLE_GROUP) histories.set(series.seriesId, { series, slots: [] });
  }
  const furthest = createFurthestBehind();
  const columns = { low: new PositionColumns(), high: new PositionColumns() };
  let startMs = Number.POSITIVE_INFINITY;
  let coarsest = 0;
  return {
    readRollup: async (tier, fromMs, untilMs) => {
      startMs = Math.min(startMs, fromMs);
      coarsest = Math.max(coarsest, tier.widthMs);
      const ids = seriesBetween(histories, fromMs, untilMs);
      const rows = await readPositionRows(database, tier.table, ids, partition, { fromMs, untilMs });
      return () => {
        for (const row of rows) {
          const history = histories.get(row.seriesId);
          if (history === undefined) continue;
          if (row.isPartial && partition === null) furthest.markPartial(row.bucketMs);
          columns.low.read(row.low);
          columns.high.read(row.high);
          const reachMs = describeReachMs(tier.widthMs);
          addBucket(history, columns, { startMs: row.bucketMs, isWhole: partition === null, reachMs });
        }
      };
    },
    addRounds: (rows, spans, roundsMs, keepFromMs) => {
      startMs = Math.min(startMs, roundsMs[0] ?? keepFromMs);
      const dense = createDenseRows(rows, spans, describeCarryLimitMs);
      const reachMs = HOLE_INTERVALS * Math.max(0, ...spans.map(({ pollIntervalMs }) => pollIntervalMs));
      for (const roundMs of roundsMs) {
        for (const history of histories.values()) {
          const row = dense.at(history.series, roundMs);
          if (row === 'absent') continue;
          const isKept = roundMs >= keepFromMs;
          const isWhole = row !== 'unknown' && addRow(history, row, partition, { roundMs, reachMs, isKept });
          if (isKept && !isWhole) furthest.markPartial(roundMs);
        }
      }
    },
    measure: async () => {
      await addOlderEnds(database, histories, { startMs, coarsest, partition, rolledUntil, describeReachMs });
      return describeFurthest(furthest, histories.values());
    },
  };
}

interface Bucket {
  readonly startMs: number;
  /** All partitions: then the start of the bucket is the key, else each position answers for its own instant. */
  readonly isWhole: boolean;
  readonly reachMs: number;
}

function addBucket(
  { slots }: SeriesHistory,
  { low, high }: { readonly low: PositionColumns; readonly high: PositionColumns },
  { startMs, isWhole, reachMs }: Bucket,
): void {
  const from = isWhole ? SLOTS_BEFORE : 0;
  for (let slot = from; slot < low.at.length; slot++) {
    const lowAt = low.at.values[slot] as number;
    if (Number.isNaN(lowAt)) continue;
    const highAt = high.at.values[slot] as number;
    const target = slotOf(slots, slot - from);
    const first = lowAt <= highAt ? low : high;
    addPosition(target, first, slot, startMs, { isWhole, reachMs });
    if (lowAt !== highAt) addPosition(target, first === low ? high : low, slot, startMs, { isWhole, reachMs });
  }
}

function addPosition(
  target: SlotHistory,
  columns: PositionColumns,
  slot: number,
  startMs: number,
  { isWhole, reachMs }: Pick<Bucket, 'isWhole' | 'reachMs'>,
): void {
  const t = startMs + (columns.at.values[slot] as number);
  appendLogEnd(target.ends, t, t, columns.endOf(slot), reachMs);
  target.atMs.push(t);
  target.keys.push(isWhole ? startMs : t);
  target.offsets.push(columns.offsetOf(slot));
}

function describeFurthest(furthest: FurthestBehind, histories: Iterable<SeriesHistory>): ReadonlyMap<number, BehindAt> {
  for (const { slots } of histories) for (const slot of slots) if (slot?.atMs.length) furthest.add(slot);
  return furthest.describe();
}

function slotOf(slots: SlotHistory[], slot: number): SlotHistory {
  const found = slots[slot] ?? createSlotHistory();
  slots[slot] = found;
  return found;
}

interface AtRound {
  readonly roundMs: number;
  readonly reachMs: number;
  readonly isKept: boolean;
}

/** False when the row does not tell of every partition that the group has to do with. */
function addRow(history: SeriesHistory, row: StoredLagRow, partition: number | null, at: AtRound): boolean {
  const { committed, logEnd, lagFloor } = row;
  if (committed === null || logEnd === null) return false;
  let isWhole = true;
  const from = partition ?? 0;
  const until = partition === null ? committed.length : Math.min(committed.length, partition + 1);
  for (let index = from; index < until; index++) {
    const offset = committed[index] as number;
    const end = logEnd[index] as number;
    if (Number.isNaN(offset) || Number.isNaN(end)) {
      isWhole &&= Number.isNaN(offset) && Number.isNaN(end);
      continue;
    }
    const slot = slotOf(history.slots, index - from);
    appendLogEnd(slot.ends, at.roundMs, at.roundMs, end, at.reachMs);
    if (!at.isKept) continue;
    const floor = lagFloor?.[index] ?? Number.NaN;
    slot.atMs.push(at.roundMs);
    slot.keys.push(at.roundMs);
    slot.offsets.push(offset > end ? Number.NaN : floor > offset ? Math.min(floor, end) : offset);
  }
  return isWhole;
}

interface OlderQuery {
  /** Where what is known already begins. */
  readonly startMs: number;
  /** Width of the coarsest roll-up that was read; finer ones do not reach back further. */
  readonly coarsest: number;
  readonly partition: number | null;
  readonly rolledUntil: ReadonlyMap<string, number>;
  readonly describeReachMs: (widthMs: number) => number;
}

async function addOlderEnds(
  database: Queryable,
  histories: ReadonlyMap<number, SeriesHistory>,
  { startMs, coarsest, partition, rolledUntil, describeReachMs }: OlderQuery,
): Promise<void> {
  let untilMs = startMs;
  for (const { table, widthMs, lengthMs } of LOOK_BACK) {
    if (widthMs < coarsest) continue;
    const wanting = [...histories.values()].filter((one) => one.series.firstMs < untilMs && needsOlder(one));
    if (wanting.length === 0) return;
    const fromMs = Math.floor((untilMs - lengthMs) / widthMs) * widthMs;
    const range = { fromMs, untilMs: Math.min(untilMs, rolledUntil.get(table) ?? 0) };
    const rows = await readEndRows(
      database,
      table,
      wanting.map(({ series }) => series.seriesId),
      partition,
      range,
    );
    const older = new Map<number, SlotHistory[]>();
    for (const row of rows) {
      const slots = older.get(row.seriesId) ?? [];
      older.set(row.seriesId, slots);
      for (const { at, end } of [row.low, row.high]) {
        for (let slot = 0; slot < at.length; slot++) {
          const t = row.bucketMs + (at[slot] as number);
          if (Number.isNaN(t) || t >= untilMs) continue;
          const target = slotOf(slots, slot);
          target.atMs.push(t);
          target.offsets.push(end[slot] as number);
        }
      }
    }
    for (const [seriesId, slots] of older) prependEnds(histories.get(seriesId), slots, describeReachMs(widthMs));
    untilMs = fromMs;
  }
}

/** Whether a commit lies before the oldest log end that is known. */
function needsOlder({ slots }: SeriesHistory): boolean {
  return slots.some((slot) => {
    const oldest = slot?.ends.ends[0];
    return oldest !== undefined && slot.offsets.some((offset) => offset < oldest);
  });
}

function prependEnds(history: SeriesHistory | undefined, older: readonly SlotHistory[], reachMs: number): void {
  history?.slots.forEach((slot, index) => {
    const found = older[index];
    if (found === undefined) return;
    const order = found.atMs.map((_, at) => at).sort((a, b) => (found.atMs[a] as number) - (found.atMs[b] as number));
    const track = createLogEndTrack();
    for (const at of order) {
      const t = found.atMs[at] as number;
      appendLogEnd(track, t, t, found.offsets[at] as number, reachMs);
    }
    const { ends } = slot;
    for (let run = 0; run < ends.ends.length; run++) {
      appendLogEnd(track, ends.fromMs[run] as number, ends.untilMs[run] as number, ends.ends[run] as number, reachMs);
      // Within what was known before, its own gaps stay.
      if (run > 0 && track.ends.length > 1) track.isJoined[track.isJoined.length - 1] = ends.isJoined[run] as number;
    }
    track.reachMs = ends.reachMs;
    slot.ends = track;
  });
}

/** Ids of the series that were there at some time of [fromMs, untilMs). */
function seriesBetween(histories: ReadonlyMap<number, SeriesHistory>, fromMs: number, untilMs: number): number[] {
  const there = [...histories.values()].filter(
    ({ series }) => series.firstMs < untilMs && (series.endedMs === null || series.endedMs >= fromMs),
  );
  return there.map(({ series }) => series.seriesId);
}
