import { describe, expect, it } from 'vitest';
import { faultOf } from './connection-fault';
import { translateFault } from './translate-fault';

const context = { address: 'kafka-1:9092', wasSent: false, isTls: false, isSasl: false, isEstablished: false };

function withCode(message: string, code: string): Error {
  return Object.assign(new Error(message), { code });
}

function named(name: string, message: string): Error {
  return Object.assign(new Error(message), { name });
}

describe('translateFault', () => {
  it.each([
    ['connection_refused', withCode('connect ECONNREFUSED 127.0.0.1:9092', 'ECONNREFUSED'), /start the broker/],
    ['host_not_found', withCode('getaddrinfo ENOTFOUND kafka-1', 'ENOTFOUND'), /cannot be resolved/],
    ['connection_failed', withCode('connect EHOSTUNREACH', 'EHOSTUNREACH'), /firewalls/],
    ['timed_out', named('KafkaJSConnectionError', 'Connection timeout'), /did not accept the connection in time/],
    [
      'tls_failed',
      withCode('unable to verify the first certificate', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'),
      /give the authority/,
    ],
    [
      'tls_failed',
      withCode('self-signed certificate in certificate chain', 'SELF_SIGNED_CERT_IN_CHAIN'),
      /not trusted/,
    ],
    ['tls_failed', withCode('certificate has expired', 'CERT_HAS_EXPIRED'), /expired/],
    [
      'tls_failed',
      withCode("Host: localhost. is not in the cert's altnames", 'ERR_TLS_CERT_ALTNAME_INVALID'),
      /another host name/,
    ],
    [
      'tls_failed',
      withCode('ssl3_read_bytes: sslv3 alert bad certificate', 'ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE'),
      /client certificate/,
    ],
    [
      'tls_failed',
      withCode('Client network socket disconnected before secure TLS connection was established', 'ECONNRESET'),
      /does not speak TLS/,
    ],
    [
      'authentication_failed',
      named('KafkaJSSASLAuthenticationError', 'Authentication failed'),
      /refused the SASL sign-in/,
    ],
    ['connection_closed', named('KafkaJSConnectionClosedError', 'Closed connection'), /a listener that expects TLS/],
  ])('%s: %s', (reason, error, message) => {
    const translated = translateFault(error, context);
    expect(faultOf(translated)?.reason).toBe(reason);
    expect(translated.code).toBe(reason === 'timed_out' ? 'timed_out' : 'cluster_unreachable');
    expect(translated.message).toMatch(message);
    expect(translated.message).toMatch(/^[^\n]+kafka-1:9092[^\n]+\.$|^kafka-1:9092[^\n]+\.$/);
  });

  it('does not blame the listener when an established connection is cut', () => {
    const translated = translateFault(new Error('Closed connection'), {
      ...context,
      wasSent: true,
      isEstablished: true,
    });
    expect(translated.message).toMatch(/try again/);
    expect(translated.retryable).toBe(false);
  });
});
