import { z } from 'zod';
import { defineOperation, type Message } from '../operation';
import { alertName } from './alert-inputs';
import { channelDestination, channelInput, SECRET_URL_KINDS, type StoredChannel, storedChannel } from './channel-input';
import { defineRemoving, inputOf, listSettingChanges, type SavedBody, verifySetting } from './define-saving';

type ChannelInput = z.output<typeof channelInput>;

interface ChannelFacts {
  readonly before: StoredChannel | null;
  readonly destination: string | null;
  /** Reference of the secrets that were given now; null when none were. */
  readonly keptRef: string | null;
  /** Secrets were given that cannot be encrypted here. */
  readonly lacksKey: boolean;
  /** Secrets behind the reference of the input or of what is there; null when there are none for the destination. */
  readonly secretFields: readonly string[] | null;
}

interface ChannelPlan {
  readonly name: string;
  readonly before: SavedBody | null;
  readonly after: SavedBody;
}

function givenSecrets({ secretUrl, secret }: ChannelInput): Readonly<Record<string, string>> {
  return { ...(secretUrl === undefined ? {} : { secretUrl }), ...(secret === undefined ? {} : { secret }) };
}

/** What a channel of its kind lacks. */
function refusalsOf(input: ChannelInput, facts: ChannelFacts): readonly Message[] {
  const { before, destination, secretFields } = facts;
  const hasReference = (input.secretRef ?? before?.secretRef ?? null) !== null;
  if (SECRET_URL_KINDS.has(input.kind) && secretFields?.includes('secretUrl') !== true) {
    return [{ key: 'channelNeedsSecretUrl' }];
  }
  if (destination === null) return [{ key: input.kind === 'email' ? 'channelNeedsServer' : 'channelNeedsUrl' }];
  if (hasReference && secretFields === null) return [{ key: 'secretOfElsewhere', values: { destination } }];
  if (input.kind === 'email' && (input.mailFrom === null || input.mailTo.length === 0)) {
    return [{ key: 'channelNeedsAddresses' }];
  }
  const sendsPassword = input.kind === 'email' && input.smtpSecurity === 'none' && secretFields?.includes('secret');
  return sendsPassword ? [{ key: 'channelNeedsEncryption' }] : [];
}

/**
 * Makes a channel, or changes the one of that name. Its secrets are encrypted before anything is planned: neither the
 * plan, the run nor the audit ever holds them. They stay with their destination: another address needs them anew.
 */
export const saveAlertChannel = defineOperation<typeof channelInput, ChannelFacts, ChannelPlan>({
  name: 'save-alert-channel',
  permission: 'notifier:edit',
  risk: 'routine',
  isOwnSetting: true,
  input: channelInput,
  target: ({ channel }) => ({ kind: 'alert', names: [channel], locks: [`channel ${channel}`] }),
  read: async ({ alerts }, input) => {
    const parsed = storedChannel.safeParse(await alerts.read('channel', input.channel));
    const before = parsed.success ? parsed.data : null;
    const secrets = givenSecrets(input);
    const isGiven = Object.keys(secrets).length > 0;
    const known = input.secretRef ?? before?.secretRef ?? null;
    const earlier = known === null ? null : await alerts.describeSecrets(known);
    const destination = channelDestination(input) ?? earlier?.destination ?? null;
    const keptRef =
      isGiven && alerts.canKeepSecrets && destination !== null
        ? await alerts.keepSecrets(secrets, destination, known)
        : null;
    const kept = keptRef === null ? earlier : await alerts.describeSecrets(keptRef);
    const secretFields = kept?.destination === destination ? (kept?.fields ?? null) : null;
    return { before, destination, keptRef, lacksKey: isGiven && !alerts.canKeepSecrets, secretFields };
  },
  pin: ({ secretUrl: _, secret: __, ...input }, { keptRef }) => ({ ...input, secretRef: keptRef ?? input.secretRef }),
  plan: (input, facts) => {
    const { before, destination } = facts;
    const refusals = facts.lacksKey ? [{ key: 'noSecretKey' } as const] : refusalsOf(input, facts);
    if (refusals.length > 0) return { refusals };
    const { secretUrl: _, secret: __, ...kept } = input;
    const secretRef = input.secretRef ?? before?.secretRef ?? null;
    const after = { ...kept, secretRef, destination, secretFields: [...(facts.secretFields ?? [])].sort() };
    const plan = { name: input.channel, before: before as SavedBody | null, after };
    if (listSettingChanges(plan).length === 0) return { refusals: [{ key: 'nothingToChange' }] };
    const inverse =
      before === null
        ? { operation: 'delete-alert-channel', input: { channel: input.channel } }
        : { operation: 'save-alert-channel', input: inputOf(before) };
    return { plan, inverse };
  },
  describe: (plan) => ({
    summary: { key: 'saveAlertChannel', values: { name: plan.name } },
    changes: listSettingChanges(plan),
    warnings: [],
    commandLines: [],
  }),
  execute: async ({ alerts }, { name, after }) => {
    await alerts.write('channel', name, after);
    return [{ subject: name, state: 'done', told: null, errorName: null }];
  },
  verify: (context, plan) => verifySetting(context, 'channel', plan),
});

/** Removes a channel that no rule names any more, with its secrets. */
export const deleteAlertChannel = defineRemoving({
  name: 'delete-alert-channel',
  undoneBy: 'save-alert-channel',
  permission: 'notifier:edit',
  kind: 'channel',
  input: z.strictObject({ channel: alertName }),
  field: 'channel',
  summary: 'deleteAlertChannel',
});

const testInput = z.strictObject({ channel: alertName, testId: z.uuid().optional() });

interface TestPlan {
  readonly channel: string;
  readonly destination: string;
  readonly testId: string;
}

/** Sends a real message the way that alerts go, and tells what the receiver answered. */
export const testAlertChannel = defineOperation<
  typeof testInput,
  { readonly channel: StoredChannel | null; readonly testId: string },
  TestPlan
>({
  name: 'test-alert-channel',
  permission: 'notifier:test',
  risk: 'routine',
  isOwnSetting: true,
  input: testInput,
  target: ({ channel }) => ({ kind: 'alert', names: [channel], locks: [`channel ${channel}`] }),
  read: async ({ alerts }, { channel }) => {
    const parsed = storedChannel.safeParse(await alerts.read('channel', channel));
    return { channel: parsed.success ? parsed.data : null, testId: crypto.randomUUID() };
  },
  pin: (input, { testId }) => ({ ...input, testId: input.testId ?? testId }),
  plan: (input, { channel, testId }) =>
    channel === null
      ? { refusals: [{ key: 'noSuchAlertSetting', values: { name: input.channel } }] }
      : {
          plan: { channel: input.channel, destination: channel.destination, testId: input.testId ?? testId },
          inverse: null,
        },
  describe: ({ channel, destination }) => ({
    summary: { key: 'testAlertChannel', values: { name: channel, destination } },
    changes: [],
    warnings: [],
    commandLines: [],
  }),
  execute: async ({ alerts }, { channel, testId }) => {
    const { isDelivered, answer } = await alerts.sendTest(channel, testId);
    const told = { key: isDelivered ? 'channelAnswered' : 'channelFailed', values: { answer } } as const;
    return [{ subject: channel, state: isDelivered ? 'done' : 'failed', told, errorName: null }];
  },
  verify: async ({ alerts }, { testId }) => ({
    isVerified: (await alerts.readTest(testId)) === true,
    differences: [],
  }),
});
