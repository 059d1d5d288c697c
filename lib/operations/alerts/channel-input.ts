import { z } from 'zod';
import { rule } from '../input-problem';
import { alertName, timeZone } from './alert-inputs';

export const CHANNEL_KINDS = ['alertmanager', 'webhook', 'slack', 'email', 'dingtalk', 'wecom', 'feishu'] as const;
export type ChannelKind = (typeof CHANNEL_KINDS)[number];

/** Kinds whose address is itself a secret: whoever knows it may write to the chat. */
export const SECRET_URL_KINDS: ReadonlySet<ChannelKind> = new Set(['slack', 'dingtalk', 'wecom', 'feishu']);

const webUrl = z
  .string()
  .max(2_000)
  .refine((text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol), rule('inputWebUrl'))
  .refine((text) => !URL.canParse(text) || new URL(text).username === '', rule('inputNoUserInUrl'));
const address = z
  .string()
  .max(320)
  .regex(/^[^\s<>@]+@[^\s<>@]+$/, rule('inputMailAddress'));

/** A channel as it is saved. `secretUrl` and `secret` are write-only: what is kept of them is `secretRef`. */
export const channelInput = z.strictObject({
  channel: alertName,
  kind: z.enum(CHANNEL_KINDS),
  /** Of an Alertmanager or a webhook. */
  url: webUrl.nullable().default(null),
  /** Of a chat, with the token in it. */
  secretUrl: webUrl.optional(),
  /** Signing secret of a webhook, DingTalk or Feishu; bearer token of an Alertmanager; password of a mail server. */
  secret: z.string().min(1).max(2_000).optional(),
  secretRef: z.uuid().nullable().default(null),
  smtpHost: z
    .string()
    .max(253)
    .regex(/^[A-Za-z0-9.:-]+$/, rule('inputMailServer'))
    .nullable()
    .default(null),
  smtpPort: z.number().int().min(1).max(65_535).default(587),
  smtpSecurity: z.enum(['starttls', 'tls', 'none']).default('starttls'),
  smtpUser: z.string().max(320).nullable().default(null),
  mailFrom: address.nullable().default(null),
  mailTo: z.array(address).max(50).default([]),
  language: z.enum(['en', 'zh-CN']).default('en'),
  timeZone,
  groupWaitSeconds: z.number().int().min(0).max(600).default(10),
  isEnabled: z.boolean().default(true),
});

/** A channel as it is kept, without anything secret. */
export const storedChannel = z.object({
  ...channelInput.omit({ secretUrl: true, secret: true }).shape,
  /** Origin that it writes to, e.g. `https://hooks.slack.com` or `smtp://mail:587`: its secrets are good for this one alone. */
  destination: z.string(),
  /** Which secrets are set. */
  secretFields: z.array(z.string()),
});
export type StoredChannel = z.output<typeof storedChannel>;

/** Where a channel writes to by what is given; null where only its kept secrets tell. */
export function channelDestination(input: z.output<typeof channelInput>): string | null {
  if (input.kind === 'email') return input.smtpHost === null ? null : `smtp://${input.smtpHost}:${input.smtpPort}`;
  if (!SECRET_URL_KINDS.has(input.kind)) return input.url === null ? null : new URL(input.url).origin;
  return input.secretUrl === undefined ? null : new URL(input.secretUrl).origin;
}
