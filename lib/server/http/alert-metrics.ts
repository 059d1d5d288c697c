import { log } from '@/lib/server/log';
import { alertItems, countAlerts } from '@/lib/views/alerts';
import type { ViewSource } from '@/lib/views/view';
import { createExpositionWriter, formatLabels } from './exposition';

/** Alerts of each cluster by state, and the messages about them. A cluster whose alerts cannot be read now has no sample. */
export async function formatAlertMetrics(
  source: Pick<ViewSource, 'readAlerts'>,
  clusterIds: readonly string[],
  nowMs: number,
): Promise<string> {
  const states = await Promise.all(
    clusterIds.map(async (clusterId) => {
      const state = await source.readAlerts(clusterId).catch((error: unknown) => {
        log.debug({ err: error, cluster: clusterId }, 'alerts are left out of the metrics');
        return null;
      });
      return state === null ? [] : [{ clusterId, state }];
    }),
  );
  const read = states.flat();
  const writer = createExpositionWriter();
  writer.metric('highwater_alerts', 'Alerts by state; silenced ones are counted as silenced alone', 'gauge');
  for (const { clusterId, state } of read) {
    const { firing, pending, noData, silenced } = countAlerts(alertItems(state, nowMs));
    const counts = { firing, pending, no_data: noData, silenced };
    for (const [name, count] of Object.entries(counts)) {
      writer.sample('highwater_alerts', formatLabels({ cluster: clusterId, state: name }), count);
    }
  }
  writer.metric('highwater_alert_notifications', 'Messages of the last seven days by what became of them', 'gauge');
  for (const { clusterId, state } of read) {
    for (const { channel, waitingCount, sentCount, failedCount } of state.channelStates) {
      const counts = { waiting: waitingCount, sent: sentCount, failed: failedCount };
      for (const [name, count] of Object.entries(counts)) {
        const labels = formatLabels({ cluster: clusterId, channel, state: name });
        writer.sample('highwater_alert_notifications', labels, count);
      }
    }
  }
  return writer.text();
}
