import { type AlertMemory, createAlertMemory } from '@/lib/domain/alerts/alert-memory';
import type { AlertRule } from '@/lib/domain/alerts/alert-rule';
import { type AlertSettings, evaluateAlerts } from '@/lib/domain/alerts/evaluate-alerts';
import { AppError } from '@/lib/domain/errors';
import type { JudgedRound } from '@/lib/domain/evaluation';
import { alertRuleInput, maintenanceWindowInput, storedSilence } from '@/lib/operations/alerts/alert-inputs';
import { storedChannel } from '@/lib/operations/alerts/channel-input';
import { log } from '@/lib/server/log';
import { readStoredAlerts, writeAlertRound } from '@/lib/server/store/alert-rounds';
import { readAlertSettings } from '@/lib/server/store/alert-settings';
import type { Database } from '@/lib/server/store/database';
import { isLeaseLost, type Lease } from '@/lib/server/store/lease';

/** Judges the alerts of one cluster while its lease is held, one round at a time. */
export interface AlertRunner {
  /** Takes the newest round; one that comes while another is being stored takes the place of what waits. */
  take(round: JudgedRound, isRead: boolean): void;
  /** Resolves when what was taken is stored, or could not be. */
  settled(): Promise<void>;
  /** Takes nothing more, and resolves when nothing is being stored any more. */
  close(): Promise<void>;
}

interface Taken {
  readonly round: JudgedRound;
  readonly isRead: boolean;
}

export function createAlertRunner(database: Database, lease: Lease): AlertRunner {
  let memory: AlertMemory | null = null;
  let next: Taken | null = null;
  let running: Promise<void> | null = null;
  let isOver = false;

  async function work(): Promise<void> {
    while (next !== null && !isOver) {
      const taken: Taken = next;
      next = null;
      try {
        memory = await judge(database, lease, memory, taken);
      } catch (error) {
        if (isLeaseLost(error)) isOver = true;
        else report(lease.clusterId, error);
      }
    }
  }

  return {
    take: (round, isRead) => {
      if (isOver) return;
      next = { round, isRead };
      running ??= work().finally(() => {
        running = null;
      });
    },
    settled: async () => {
      await running;
    },
    close: async () => {
      isOver = true;
      await running;
    },
  };
}

/** What was not stored did not happen: the memory is that of the last round that was. */
async function judge(
  database: Database,
  lease: Lease,
  known: AlertMemory | null,
  { round, isRead }: Taken,
): Promise<AlertMemory> {
  const { clusterId } = lease;
  const before = known ?? (await restore(database, clusterId));
  const bodies = await readAlertSettings(database, clusterId);
  const channels = bodies.channel.flatMap((body) => storedChannel.safeParse(body).data ?? []);
  const settings: AlertSettings = {
    rules: bodies.rule.flatMap((body) => (alertRuleInput.safeParse(body).data as AlertRule | undefined) ?? []),
    silences: bodies.silence.flatMap((body) => storedSilence.safeParse(body).data ?? []),
    windows: bodies.window.flatMap((body) => maintenanceWindowInput.safeParse(body).data ?? []),
  };
  const evaluated = evaluateAlerts(settings, round, isRead, before);
  const groupWaitSeconds = new Map(channels.map((one) => [one.channel, one.groupWaitSeconds]));
  const { capturedAtMs } = round.snapshot;
  await writeAlertRound(database, lease, before.tracks, evaluated, capturedAtMs, { groupWaitSeconds });
  return evaluated.memory;
}

async function restore(database: Database, clusterId: string): Promise<AlertMemory> {
  const { tracks, lastReadMs } = await readStoredAlerts(database, clusterId);
  return createAlertMemory(tracks, lastReadMs);
}

function report(clusterId: string, error: unknown): void {
  if (error instanceof AppError && error.retryable)
    log.debug({ cluster: clusterId, reason: error.message }, 'alerts wait for the database');
  else log.error({ cluster: clusterId, err: error }, 'the alerts of a round could not be judged');
}
