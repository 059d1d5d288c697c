import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { resolveEgress } from '@/lib/server/egress';

const TIMEOUT_MS = 10_000;
const MAX_ANSWER_BYTES = 64 * 1024;

export interface HttpMessage {
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body: string;
}

export interface HttpAnswer {
  readonly status: number;
  readonly text: string;
}

/**
 * Posts a message to the address that its host resolves to now. Follows no redirect, waits ten seconds in all, and reads
 * 64 KB of the answer. Rejects when there is none.
 */
export async function sendHttp(message: HttpMessage, timeoutMs = TIMEOUT_MS): Promise<HttpAnswer> {
  const url = new URL(message.url);
  const signal = AbortSignal.timeout(timeoutMs);
  const { address, family } = await resolveEgress(url.hostname);
  const body = Buffer.from(message.body);
  const send = url.protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const fail = (error: Error) =>
      reject(signal.aborted ? new Error(`no answer within ${timeoutMs / 1000} s`, { cause: error }) : error);
    const sent = send(
      url,
      {
        method: 'POST',
        agent: false,
        signal,
        headers: {
          'content-type': 'application/json; charset=utf-8',
          'user-agent': 'highwater',
          ...message.headers,
          'content-length': body.length,
        },
        // The name is not looked up a second time: what was checked is what is dialled.
        lookup: (_, options, done) => (options.all ? done(null, [{ address, family }]) : done(null, address, family)),
      },
      (answer) => {
        const parts: Buffer[] = [];
        let size = 0;
        answer.on('data', (part: Buffer) => {
          size += part.length;
          parts.push(part);
          if (size > MAX_ANSWER_BYTES) answer.destroy();
        });
        answer.once('error', fail);
        answer.once('close', () => {
          if (!answer.complete && size <= MAX_ANSWER_BYTES) return fail(new Error('the answer was cut off'));
          resolve({ status: answer.statusCode ?? 0, text: Buffer.concat(parts).toString('utf8') });
        });
      },
    );
    sent.once('error', fail);
    sent.end(body);
  });
}
