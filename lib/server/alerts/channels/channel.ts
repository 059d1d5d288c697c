import type { StoredChannel } from '@/lib/operations/alerts/channel-input';
import type { ChannelSecrets } from '@/lib/operations/operation';
import type { AlertMessage } from '../alert-message';
import type { MessageText } from '../message-text';
import type { HttpAnswer, HttpMessage } from '../send-http';

/** What a channel is given to send. */
export interface Outgoing {
  readonly channel: StoredChannel;
  readonly secrets: ChannelSecrets;
  readonly message: AlertMessage;
  readonly text: MessageText;
  readonly nowMs: number;
}

/** A receiver that speaks HTTP. */
export interface HttpChannel {
  readonly describe: (outgoing: Outgoing) => HttpMessage;
  /** Why the answer is a refusal though its status is 2xx; null when it is none. */
  readonly refusalOf: (answer: HttpAnswer) => string | null;
}

/** For receivers whose status tells all. */
export const byStatus: HttpChannel['refusalOf'] = () => null;
