import { setTimeout as sleep } from 'node:timers/promises';
import { type DeliveryOptions, deliverDueAlerts, repeatActiveAlerts } from '@/lib/server/alerts/deliver-alerts';
import { log } from '@/lib/server/log';
import { deleteUnusedAlertSecrets } from '@/lib/server/store/alert-secrets';
import { deleteEndedSilences, listAlertSettings } from '@/lib/server/store/alert-settings';

const DELIVER_INTERVAL_MS = 1_000;
const REPEAT_INTERVAL_MS = 60_000;
const SILENCES_KEPT_MS = 24 * 3_600_000;

/** Delivers the messages of one cluster. Any number of processes may: each message is claimed by one. */
export interface AlertUpkeep {
  stop(): Promise<void>;
}

export function startAlertUpkeep(delivery: DeliveryOptions, isOver: () => boolean): AlertUpkeep {
  const stopping = new AbortController();
  const done = work();

  async function work(): Promise<void> {
    let repeatedAtMs = performance.now();
    while (!stopping.signal.aborted && !isOver()) {
      const isRepeating = performance.now() - repeatedAtMs >= REPEAT_INTERVAL_MS;
      if (isRepeating) repeatedAtMs = performance.now();
      await advance(delivery, isRepeating).catch((error: unknown) => {
        log.debug({ err: error, cluster: delivery.clusterId }, 'messages could not be delivered');
      });
      await sleep(DELIVER_INTERVAL_MS, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  }

  return {
    stop: async () => {
      stopping.abort();
      await done;
    },
  };
}

async function advance(delivery: DeliveryOptions, isRepeating: boolean): Promise<void> {
  const { database, clusterId } = delivery;
  await deliverDueAlerts(delivery);
  if (!isRepeating) return;
  await repeatActiveAlerts(delivery, await listAlertSettings(database, clusterId, 'channel'));
  await deleteUnusedAlertSecrets(database, clusterId);
  await deleteEndedSilences(database, clusterId, Date.now() - SILENCES_KEPT_MS);
}
