import { log } from '@/lib/server/log';
import type { LagRound } from '@/lib/server/store/lag-history';
import type { LogRows } from '@/lib/server/store/log-history';

const KEPT_MS = 15 * 60_000;
const KEPT_BYTES = 128 * 1024 * 1024;

/** Rounds that wait for the database, oldest first; bounded in time and memory. */
export interface RoundBuffer {
  size(): number;
  first(): LagRound | null;
  add(round: LagRound): void;
  /** Of no effect when the round was dropped meanwhile. */
  remove(round: LagRound): void;
  removeFirst(): void;
  /** True once after rounds were dropped. */
  takeHasDropped(): boolean;
}

export function createRoundBuffer(pollIntervalMs: number, keptBytes = KEPT_BYTES): RoundBuffer {
  const maxRounds = Math.max(3, Math.ceil(KEPT_MS / pollIntervalMs));
  let rounds: LagRound[] = [];
  let bytes = 0;
  let droppedCount = 0;
  let hasDropped = false;

  function removeAt(index: number): void {
    const [removed] = rounds.splice(index, 1);
    if (removed) bytes -= sizeBytes(removed);
  }

  function dropOldest(): void {
    const dropped = rounds[0];
    removeAt(0);
    hasDropped = true;
    droppedCount += 1;
    // The rounds behind the dropped one no longer touch what was stored before it.
    const spanFromMs = rounds[0]?.capturedAtMs ?? 0;
    rounds = rounds.map((round) => (round.spanFromMs === dropped?.spanFromMs ? { ...round, spanFromMs } : round));
    if (droppedCount === 1)
      log.warn({ rounds: maxRounds }, 'the database is away for too long: the oldest waiting rounds are dropped');
  }

  return {
    size: () => rounds.length,
    first: () => rounds[0] ?? null,
    add: (round) => {
      rounds.push(round);
      bytes += sizeBytes(round);
      while (rounds.length > maxRounds || (bytes > keptBytes && rounds.length > 1)) dropOldest();
    },
    remove: (round) => {
      const index = rounds.findIndex(({ capturedAtMs }) => capturedAtMs === round.capturedAtMs);
      if (index >= 0) removeAt(index);
    },
    removeFirst: () => removeAt(0),
    takeHasDropped: () => {
      const had = hasDropped;
      hasDropped = false;
      return had;
    },
  };
}

function sizeBytes(round: LagRound): number {
  const rows = round.rows.reduce(
    (sum, { committed, logEnd }) => sum + 200 + (committed?.length ?? 0) + (logEnd?.length ?? 0),
    0,
  );
  const logs = round.logs === undefined ? 0 : sizeBytesOf(round.logs);
  return rows + logs + (round.events === undefined ? 0 : JSON.stringify(round.events).length);
}

function sizeBytesOf({ batches }: LogRows): number {
  return batches.reduce(
    (sum, { keys, columns }) =>
      sum + Object.values(columns).reduce((bytes, text) => bytes + text.length, 50 * keys.length),
    0,
  );
}
