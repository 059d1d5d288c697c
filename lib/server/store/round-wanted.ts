import type { Database, Queryable } from './database';
import { listen, type Subscription } from './listen';

const CHANNEL = 'highwater_round_wanted';

/** Asks whoever polls the cluster for a round now, e.g. after an operation changed it. */
export async function requestRound(database: Queryable, clusterId: string): Promise<void> {
  await database.query(`SELECT pg_notify('${CHANNEL}', $1)`, [clusterId]);
}

/** Calls back with the id of each cluster of which a round is wanted. */
export function listenForWantedRounds(database: Database, onWanted: (clusterId: string) => void): Subscription {
  return listen(database.url, CHANNEL, {
    onConnected: async () => undefined,
    onPayload: async (clusterId) => onWanted(clusterId),
  });
}
