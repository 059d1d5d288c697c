import { storedChannel } from '@/lib/operations/alerts/channel-input';
import type { OperationAlerts } from '@/lib/operations/operation';
import { insertTestNotification, readTestNotification } from '@/lib/server/store/alert-outbox';
import {
  listAlertSettings,
  readAlertSetting,
  removeAlertSetting,
  writeAlertSetting,
} from '@/lib/server/store/alert-settings';
import { describeTestMessage } from './alert-message';
import { type ChannelVault, describeChannelSecrets, keepChannelSecrets, openChannelSecrets } from './channel-secrets';
import { sendMessage } from './send-message';

/** The alerts of a cluster as operations change them. */
export function createOperationAlerts(vault: ChannelVault, publicUrl: string | null): OperationAlerts {
  const { database, clusterId } = vault;
  return {
    read: (kind, name) => readAlertSetting(database, clusterId, kind, name),
    list: (kind) => listAlertSettings(database, clusterId, kind),
    write: (kind, name, body) => writeAlertSetting(database, clusterId, kind, name, body),
    remove: (kind, name) => removeAlertSetting(database, clusterId, kind, name),
    canKeepSecrets: vault.secret !== null,
    keepSecrets: (secrets, destination, earlier) => keepChannelSecrets(vault, secrets, destination, earlier),
    describeSecrets: (reference) => describeChannelSecrets(vault, reference),
    readTest: (testId) => readTestNotification(database, clusterId, testId),
    sendTest: async (name, testId) => {
      const channel = storedChannel.parse(await readAlertSetting(database, clusterId, 'channel', name));
      const secrets =
        channel.secretRef === null ? {} : await openChannelSecrets(vault, channel.secretRef, channel.destination);
      const nowMs = Date.now();
      const message = describeTestMessage(testId, clusterId, publicUrl, nowMs);
      const result = await sendMessage(channel, secrets ?? {}, message, nowMs);
      await insertTestNotification(database, { id: testId, clusterId, channel: name, ...result });
      return result;
    },
  };
}
