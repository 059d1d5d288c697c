import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { AppError, type ErrorCode } from '@/lib/domain/errors';
import type { GapReason } from '@/lib/domain/gap-reasons';
import { resolveEgress } from '@/lib/server/egress';
import type { KafkaTlsConfig } from '@/lib/server/kafka/kafka-cluster-config';

/** Why a broker told nothing: a stable reason for programs, and a sentence for a person. */
export class ScrapeError extends Error {
  constructor(
    readonly reason: GapReason | ErrorCode,
    message: string,
  ) {
    super(message);
    this.name = 'ScrapeError';
  }
}

export interface ScrapeRequest {
  readonly url: string;
  readonly credentials: { readonly username: string; readonly password: string } | null;
  readonly tls: KafkaTlsConfig | null;
  /** Posted as JSON; null asks with GET. */
  readonly body: string | null;
  readonly timeoutMs: number;
  readonly maxBytes: number;
  /** Takes the answer piece by piece; what it throws ends the reading. */
  readonly onText: (text: string) => void;
}

/**
 * Reads one answer with status 200 from the address that the host resolves to now. Follows no redirect, and ends at the
 * deadline and at the limit of bytes. Rejects with `ScrapeError`.
 */
export async function scrape(request: ScrapeRequest): Promise<void> {
  const signal = AbortSignal.timeout(request.timeoutMs);
  const late = new ScrapeError('timed_out', `It did not answer within ${request.timeoutMs / 1000} s`);
  try {
    const target = await Promise.race([resolveEgress(new URL(request.url).hostname), rejectOn(signal, late)]);
    await readAnswer(request, target, signal);
  } catch (error) {
    throw signal.aborted ? late : describeScrapeError(error);
  }
}

function rejectOn(signal: AbortSignal, error: Error): Promise<never> {
  return new Promise((_, reject) => signal.addEventListener('abort', () => reject(error), { once: true }));
}

function readAnswer(
  { url, credentials, tls, body, maxBytes, onText }: ScrapeRequest,
  { address, family }: { readonly address: string; readonly family: number },
  signal: AbortSignal,
): Promise<void> {
  const target = new URL(url);
  const isSecured = target.protocol === 'https:';
  return new Promise((resolve, reject) => {
    const sent = (isSecured ? requestHttps : requestHttp)(
      target,
      {
        method: body === null ? 'GET' : 'POST',
        agent: false,
        signal,
        headers: describeHeaders(body),
        ...(credentials === null ? {} : { auth: `${credentials.username}:${credentials.password}` }),
        ...(isSecured ? describeTls(tls) : {}),
        // The name is not looked up a second time: what was checked is what is dialled.
        lookup: (_, options, done) => (options.all ? done(null, [{ address, family }]) : done(null, address, family)),
      },
      (answer) => {
        const fail = (error: Error) => {
          reject(error);
          answer.destroy();
        };
        if (answer.statusCode !== 200) return fail(describeStatus(answer.statusCode ?? 0));
        let size = 0;
        answer.setEncoding('utf8');
        answer.on('data', (text: string) => {
          size += Buffer.byteLength(text);
          if (size > maxBytes)
            return fail(new ScrapeError('answer_too_large', `Its answer is larger than ${maxBytes / 1024 / 1024} MiB`));
          try {
            onText(text);
          } catch (error) {
            fail(error as Error);
          }
        });
        answer.once('error', reject);
        answer.once('close', () =>
          answer.complete ? resolve() : reject(new ScrapeError('connection_closed', 'It cut its answer off')),
        );
      },
    );
    sent.once('error', reject);
    sent.end(body ?? undefined);
  });
}

function describeHeaders(body: string | null): Record<string, string | number> {
  if (body === null) return { 'user-agent': 'highwater', accept: 'text/plain;version=0.0.4' };
  const length = Buffer.byteLength(body);
  return { 'user-agent': 'highwater', 'content-type': 'application/json', 'content-length': length };
}

function describeTls(tls: KafkaTlsConfig | null) {
  if (tls === null) return {};
  return {
    ca: tls.caPem,
    cert: tls.certificatePem,
    key: tls.privateKeyPem,
    passphrase: tls.privateKeyPassphrase,
    servername: tls.serverName,
    ...(tls.verifyHostName === false ? { checkServerIdentity: () => undefined } : {}),
  };
}

function describeStatus(status: number): ScrapeError {
  if (status === 401 || status === 403)
    return new ScrapeError('authentication_failed', `It answered with status ${status}: it wants other credentials`);
  if (status >= 300 && status < 400)
    return new ScrapeError('bad_status', `It answered with status ${status}, and redirects are not followed`);
  return new ScrapeError(
    'bad_status',
    `It answered with status ${status}: see that the address and its path are right`,
  );
}

const FAULTS: Readonly<Record<string, readonly [reason: GapReason, message: string]>> = {
  ECONNREFUSED: ['connection_refused', 'Nobody listens at its address: see that the agent runs, and on which port'],
  ENOTFOUND: ['host_not_found', 'The name of its host is not known here'],
  ECONNRESET: ['connection_closed', 'It closed the connection before its answer was whole'],
};
const TLS_FAULT = /CERT|TLS|SSL|SELF_SIGNED|UNABLE_TO_/;

function describeScrapeError(error: unknown): ScrapeError {
  if (error instanceof ScrapeError) return error;
  if (error instanceof AppError) return new ScrapeError(error.code, error.message);
  const { code = '', message } = error as NodeJS.ErrnoException;
  if (TLS_FAULT.test(code)) return new ScrapeError('tls_failed', `TLS failed: ${message}`);
  const [reason, text] = FAULTS[code] ?? ['connection_failed', `The request failed: ${message}`];
  return new ScrapeError(reason, text);
}
