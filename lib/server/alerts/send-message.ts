import type { ChannelKind, StoredChannel } from '@/lib/operations/alerts/channel-input';
import type { ChannelSecrets } from '@/lib/operations/operation';
import type { AlertMessage } from './alert-message';
import type { HttpChannel, Outgoing } from './channels/channel';
import { dingtalk, feishu, slack, wecom } from './channels/chat-channels';
import { sendMail } from './channels/email';
import { alertmanager, webhook } from './channels/prometheus-channels';
import { writeMessageText } from './message-text';
import { sendHttp } from './send-http';

const HTTP_CHANNELS: Readonly<Record<Exclude<ChannelKind, 'email'>, HttpChannel>> = {
  alertmanager,
  webhook,
  slack,
  dingtalk,
  wecom,
  feishu,
};
const MAX_ANSWER = 500;

export interface SendResult {
  readonly isDelivered: boolean;
  /** The receiver's words, or why there are none. */
  readonly answer: string;
}

/** Sends one message. Never rejects: what went wrong is the answer, and holds no secret of the channel. */
export async function sendMessage(
  channel: StoredChannel,
  secrets: ChannelSecrets,
  message: AlertMessage,
  nowMs: number,
): Promise<SendResult> {
  const hide = (answer: string) =>
    Object.values(secrets)
      .reduce((text, secret) => text.replaceAll(secret, '[secret]'), answer)
      .slice(0, MAX_ANSWER);
  try {
    const outgoing = { channel, secrets, message, nowMs, text: await writeMessageText(message, channel) };
    const result = channel.kind === 'email' ? await mail(outgoing) : await post(HTTP_CHANNELS[channel.kind], outgoing);
    return { ...result, answer: hide(result.answer) };
  } catch (error) {
    return { isDelivered: false, answer: hide((error as Error).message) };
  }
}

async function mail(outgoing: Outgoing): Promise<SendResult> {
  return { isDelivered: true, answer: await sendMail(outgoing) };
}

async function post(receiver: HttpChannel, outgoing: Outgoing): Promise<SendResult> {
  const answer = await sendHttp(receiver.describe(outgoing));
  const told = `HTTP ${answer.status}${answer.text.trim() === '' ? '' : `: ${answer.text.trim()}`}`;
  if (answer.status >= 300 && answer.status < 400) {
    return { isDelivered: false, answer: `${told} (redirects are not followed: give the address itself)` };
  }
  if (answer.status < 200 || answer.status >= 300) return { isDelivered: false, answer: told };
  const refusal = receiver.refusalOf(answer);
  return refusal === null
    ? { isDelivered: true, answer: told }
    : { isDelivered: false, answer: `${told} (${refusal})` };
}
