import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '@/lib/domain/errors';
import { log } from '@/lib/server/log';
import type { Database } from '@/lib/server/store/database';
import { createLagHistoryWriter, type LagHistoryWriter, type LagRound } from '@/lib/server/store/lag-history';
import { isLeaseLost, type Lease } from '@/lib/server/store/lease';
import type { EncodedRound } from '@/lib/server/store/round-codec';
import { writeLatestRound } from '@/lib/server/store/round-store';
import { createRoundBuffer, type RoundBuffer } from './round-buffer';

const RETRY_MS = [250, 500, 1_000, 2_000] as const;

/** Takes rounds at once and stores them in order, later when the database is away. */
export interface RoundWriter {
  /** Null `lagRound`: nothing was read that belongs into the history. */
  enqueue(encoded: EncodedRound, lagRound: LagRound | null): void;
  /** Rounds whose rows are not stored yet. */
  bufferedRounds(): number;
  /** True once after rounds had to be dropped: the next one must be written in full. */
  takeNeedsBaseline(): boolean;
  /** Writes what is left, at most until `deadlineMs` (epoch ms), and stops. */
  close(deadlineMs: number): Promise<void>;
}

export interface RoundWriterOptions {
  readonly database: Database;
  readonly lease: Lease;
  readonly pollIntervalMs: number;
  /** Somebody else polls the cluster now: nothing more will be stored. */
  readonly onLeaseLost: () => void;
  /** Called after rows were stored and nothing waits. */
  readonly onStored: () => void;
}

export function createRoundWriter(options: RoundWriterOptions): RoundWriter {
  return new OrderedRoundWriter(options);
}

/** One write at a time: the newest round first, since people look at it, then the rows behind the charts in their order. */
class OrderedRoundWriter implements RoundWriter {
  private readonly buffer: RoundBuffer;
  private readonly history: LagHistoryWriter;
  private newest: EncodedRound | null = null;
  private running: Promise<void> | null = null;
  private failures = 0;
  private isOver = false;

  constructor(private readonly options: RoundWriterOptions) {
    this.buffer = createRoundBuffer(options.pollIntervalMs);
    this.history = createLagHistoryWriter(options.database, options.lease);
  }

  enqueue(encoded: EncodedRound, lagRound: LagRound | null): void {
    if (this.isOver) return;
    this.newest = encoded;
    if (lagRound) this.buffer.add(lagRound);
    this.start();
  }

  bufferedRounds(): number {
    return this.buffer.size();
  }

  takeNeedsBaseline(): boolean {
    return this.buffer.takeHasDropped();
  }

  async close(deadlineMs: number): Promise<void> {
    while (this.running !== null && Date.now() < deadlineMs) {
      await Promise.race([this.running, sleep(Math.max(0, deadlineMs - Date.now()))]);
    }
    const rounds = this.buffer.size();
    if (rounds > 0 && !this.isOver) log.warn({ ...this.place(), rounds }, 'rounds that could not be stored are lost');
    this.isOver = true;
  }

  private hasWork(): boolean {
    return !this.isOver && (this.newest !== null || this.buffer.size() > 0);
  }

  private start(): void {
    this.running ??= this.writeAll().finally(() => {
      this.running = null;
      if (this.hasWork()) this.start();
    });
  }

  private async writeAll(): Promise<void> {
    while (this.hasWork()) {
      try {
        await this.writeNext();
        if (this.failures > 0)
          log.info({ ...this.place(), rounds: this.buffer.size() }, 'the database is back: what waited is stored');
        this.failures = 0;
      } catch (error) {
        await this.recover(error);
      }
    }
    if (!this.isOver) this.options.onStored();
  }

  private async writeNext(): Promise<void> {
    const { newest } = this;
    if (newest !== null) {
      await writeLatestRound(this.options.database, this.options.lease, newest);
      if (this.newest === newest) this.newest = null;
      return;
    }
    const round = this.buffer.first();
    if (round === null) return;
    await this.history.append(round);
    this.buffer.remove(round);
  }

  private async recover(error: unknown): Promise<void> {
    if (isLeaseLost(error)) {
      log.warn(
        { ...this.place(), droppedRounds: this.buffer.size() },
        'the lease was lost: another collector polls this cluster',
      );
      this.isOver = true;
      this.options.onLeaseLost();
      return;
    }
    if (!(error instanceof AppError) || !error.retryable) {
      log.error({ ...this.place(), err: error }, 'a round could not be stored and is left out');
      // What failed is the newest round while there is one, else the oldest that waits.
      if (this.newest !== null) this.newest = null;
      else this.buffer.removeFirst();
      return;
    }
    if (this.failures === 0)
      log.warn({ ...this.place(), reason: error.message }, 'the database is away: rounds are kept in memory');
    await sleep(RETRY_MS[Math.min(this.failures, RETRY_MS.length - 1)]);
    this.failures += 1;
  }

  private place(): { readonly cluster: string; readonly epoch: number } {
    return { cluster: this.options.lease.clusterId, epoch: this.options.lease.epoch };
  }
}
