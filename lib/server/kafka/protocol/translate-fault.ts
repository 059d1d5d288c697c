import type { AppError } from '@/lib/domain/errors';
import type { FaultReason } from '@/lib/domain/gap-reasons';
import { ConnectionFault, faultError } from './connection-fault';

interface FaultContext {
  readonly address: string;
  readonly wasSent: boolean;
  readonly isTls: boolean;
  readonly isSasl: boolean;
  /** False until the address answered a request once: only then does a closed connection say nothing of its listener. */
  readonly isEstablished: boolean;
}

interface Diagnosis {
  readonly reason: FaultReason;
  readonly message: string;
}

const hostNotFoundCodes = new Set(['ENOTFOUND', 'EAI_AGAIN', 'EAI_NODATA', 'EAI_NONAME']);
const unreachableCodes = new Set(['EHOSTUNREACH', 'ENETUNREACH', 'EADDRNOTAVAIL', 'EACCES', 'EPERM']);
const tlsPattern =
  /certificate|ssl routines|tls|self[- ]signed|unable to verify|EPROTO|altnames|wrong version number|DEPTH_ZERO|UNABLE_TO/i;

/** OpenSSL wraps its reason in codes and source lines. */
function openSslReason(text: string): string {
  return /:SSL routines:[^:]*:([^:]+):/.exec(text)?.[1] ?? text;
}

function describeTlsFault(address: string, fullText: string): Diagnosis {
  const reason = 'tls_failed' as const;
  const text = openSslReason(fullText);
  if (/wrong version number|before secure TLS connection|packet length too long|EPROTO/i.test(text)) {
    return { reason, message: `${address} does not speak TLS on this port: use its SSL listener, or turn TLS off.` };
  }
  if (/alert (bad certificate|certificate|unknown ca|handshake failure)|certificate_required/i.test(text)) {
    return { reason, message: `${address} refused our client certificate (${text}): give one that the broker trusts.` };
  }
  if (/altnames|does not match certificate/i.test(text)) {
    return {
      reason,
      message: `The certificate of ${address} is for another host name: connect by a name it holds, set the server name, or turn the host name check off.`,
    };
  }
  if (/expired/i.test(text)) {
    return { reason, message: `The certificate of ${address} has expired: renew it on the broker.` };
  }
  return {
    reason,
    message: `The certificate of ${address} is not trusted (${text}): give the authority that signed it.`,
  };
}

function describeClosed(context: FaultContext): Diagnosis {
  const { address } = context;
  if (context.isEstablished) {
    return { reason: 'connection_closed', message: `${address} closed the connection before it answered: try again.` };
  }
  const wrongListener = context.isTls ? 'a listener without TLS' : 'a listener that expects TLS';
  const advice = context.isSasl ? 'the security protocol and the credentials' : 'the security protocol (TLS, SASL)';
  return {
    reason: 'connection_closed',
    message: `${address} closed the connection before it answered, as ${wrongListener} or a controller port does: check the port and ${advice}.`,
  };
}

function describeSasl(address: string, text: string): Diagnosis {
  if (/current SASL state/i.test(text)) {
    return {
      reason: 'authentication_failed',
      message: `${address} does not use SASL on this port: use its SASL listener, or turn SASL off.`,
    };
  }
  return {
    reason: 'authentication_failed',
    message: `${address} refused the SASL sign-in (${text}): check the mechanism, the user name and the secret.`,
  };
}

function diagnose(error: unknown, context: FaultContext): Diagnosis {
  const { address } = context;
  const { code, name, message } = describeUnknown(error);
  const text = message.replace(/^Connection error: /, '');
  if (/Authentication|SASL/i.test(name) || /SASL/i.test(text) || code === 'SASL_AUTHENTICATION_FAILED') {
    return describeSasl(address, text);
  }
  if (code === 'ECONNREFUSED') {
    return {
      reason: 'connection_refused',
      message: `Nothing listens on ${address} (connection refused): check the host and the port, or start the broker.`,
    };
  }
  if (hostNotFoundCodes.has(code)) {
    return {
      reason: 'host_not_found',
      message: `The host name of ${address} cannot be resolved: check its spelling and DNS.`,
    };
  }
  if (unreachableCodes.has(code)) {
    return {
      reason: 'connection_failed',
      message: `${address} cannot be reached (${code}): check the network and firewalls.`,
    };
  }
  if (tlsPattern.test(`${code} ${text}`)) return describeTlsFault(address, `${text}${code ? ` [${code}]` : ''}`);
  if (/timeout|timed out/i.test(`${name} ${text}`) || code === 'ETIMEDOUT') {
    return {
      reason: 'timed_out',
      message: `${address} did not accept the connection in time: check the host, the port and firewalls.`,
    };
  }
  if (code === 'ECONNRESET' || code === 'EPIPE' || /closed|not connected|reset/i.test(`${name} ${text}`)) {
    return describeClosed(context);
  }
  return {
    reason: 'connection_failed',
    message: `The connection to ${address} failed (${text}): check the address and the broker's log.`,
  };
}

function describeUnknown(error: unknown): { code: string; name: string; message: string } {
  if (!(error instanceof Error)) return { code: '', name: '', message: String(error) };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return { code, name: error.name, message: error.message };
}

/** Translates what kafkajs or the socket threw into one sentence that says what happened and what to do. */
export function translateFault(error: unknown, context: FaultContext): AppError {
  const { reason, message } = diagnose(error, context);
  return faultError(new ConnectionFault(reason, context.address, context.wasSent, { cause: error }), message);
}
