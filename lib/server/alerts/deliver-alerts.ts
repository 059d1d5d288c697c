import { type StoredChannel, storedChannel } from '@/lib/operations/alerts/channel-input';
import {
  claimDelivery,
  type Delivery,
  endDeliveryAttempt,
  readAnnouncedIncidents,
  type ToldIncident,
} from '@/lib/server/store/alert-outbox';
import { readAlertSetting } from '@/lib/server/store/alert-settings';
import type { Database } from '@/lib/server/store/database';
import { describeAlertMessage } from './alert-message';
import { type ChannelVault, openChannelSecrets } from './channel-secrets';
import { type SendResult, sendMessage } from './send-message';

/** A message is tried for this long. */
const GIVE_UP_MS = 3_600_000;
const RETRY_MS = [1_000, 2_000, 5_000, 10_000, 30_000, 60_000, 120_000, 300_000] as const;
/** Messages of one pass, so that other work of the process gets its turn. */
const MAX_DELIVERIES = 20;

export interface DeliveryOptions extends ChannelVault {
  readonly database: Database;
  readonly publicUrl: string | null;
}

/** Sends what is due, each message claimed by one process alone; answers how many were tried. */
export async function deliverDueAlerts(options: DeliveryOptions, nowMs: () => number = Date.now): Promise<number> {
  for (let count = 0; count < MAX_DELIVERIES; count++) {
    const delivery = await claimDelivery(options.database, options.clusterId);
    if (delivery === null) return count;
    const result = await deliver(options, delivery, nowMs());
    const isLate = nowMs() - delivery.createdAtMs >= GIVE_UP_MS;
    const retryMs = result.isDelivered || isLate ? null : (RETRY_MS[delivery.attempts - 1] ?? RETRY_MS.at(-1) ?? 0);
    await endDeliveryAttempt(options.database, delivery.deliveryId, { ...result, retryMs });
  }
  return MAX_DELIVERIES;
}

async function deliver(options: DeliveryOptions, delivery: Delivery, nowMs: number): Promise<SendResult> {
  const channel = await readChannel(options, delivery.channel);
  if (channel === null) return { isDelivered: false, answer: `there is no channel ${delivery.channel} any more` };
  const [first, ...rest] = delivery.incidents;
  if (first === undefined) return { isDelivered: true, answer: 'nothing was left to tell' };
  return send(options, channel, delivery.deliveryId, [first, ...rest], nowMs);
}

async function readChannel({ database, clusterId }: DeliveryOptions, name: string): Promise<StoredChannel | null> {
  const parsed = storedChannel.safeParse(await readAlertSetting(database, clusterId, 'channel', name));
  return parsed.success ? parsed.data : null;
}

async function send(
  options: DeliveryOptions,
  channel: StoredChannel,
  deliveryId: string,
  incidents: readonly [ToldIncident, ...ToldIncident[]],
  nowMs: number,
): Promise<SendResult> {
  if (!channel.isEnabled) return { isDelivered: false, answer: `channel ${channel.channel} is switched off` };
  const { secretRef, destination } = channel;
  try {
    const secrets = secretRef === null ? {} : await openChannelSecrets(options, secretRef, destination);
    if (secrets === null) return { isDelivered: false, answer: 'its secrets are gone: enter them again' };
    const message = describeAlertMessage(deliveryId, options.clusterId, incidents, options.publicUrl);
    return await sendMessage(channel, secrets, message, nowMs);
  } catch (error) {
    return { isDelivered: false, answer: (error as Error).message };
  }
}

/** Tells every Alertmanager once more of what still fires: it takes an alert that it hears nothing of for over. */
export async function repeatActiveAlerts(options: DeliveryOptions, channels: readonly unknown[]): Promise<void> {
  for (const body of channels) {
    const parsed = storedChannel.safeParse(body);
    if (!parsed.success || parsed.data.kind !== 'alertmanager' || !parsed.data.isEnabled) continue;
    const channel = parsed.data;
    const incidents = await readAnnouncedIncidents(options.database, options.clusterId, channel.channel);
    for (const ofRule of groupByRule(incidents)) await send(options, channel, ofRule[0].incidentId, ofRule, Date.now());
  }
}

function groupByRule(incidents: readonly ToldIncident[]): readonly (readonly [ToldIncident, ...ToldIncident[]])[] {
  const groups = new Map<string, [ToldIncident, ...ToldIncident[]]>();
  for (const incident of incidents) {
    const known = groups.get(incident.rule);
    if (known === undefined) groups.set(incident.rule, [incident]);
    else known.push(incident);
  }
  return [...groups.values()];
}
