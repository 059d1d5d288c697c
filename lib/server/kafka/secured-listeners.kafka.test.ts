import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pollUntil } from '@/demo/poll-until';
import { createScramUser } from '@/e2e/harness/scram-user';
import {
  briefSessionMs,
  plainUser,
  type SecuredTestBroker,
  startSecuredTestBroker,
} from '@/e2e/harness/secured-broker';
import { createKafkaGateway } from './gateway';
import type { KafkaClusterConfig, KafkaSaslConfig } from './kafka-cluster-config';
import { faultOf } from './protocol/connection-fault';

const scramUser = { username: 'bob', password: 'bob-päss,=word' } as const;
let broker: SecuredTestBroker;

beforeAll(async () => {
  broker = await startSecuredTestBroker();
  await createScramUser(broker.plaintext, scramUser);
});
afterAll(() => broker?.discard());

/** An unsigned JWT, which Kafka's default validator takes. */
function unsecuredToken(lifetimeSeconds = 3_600): string {
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const nowSeconds = Math.floor(Date.now() / 1_000);
  return `${encode({ alg: 'none' })}.${encode({ sub: 'carol', iat: nowSeconds, exp: nowSeconds + lifetimeSeconds })}.`;
}

async function readBrokerCount(config: Omit<KafkaClusterConfig, 'bootstrapServers'>, address: string): Promise<number> {
  const gateway = createKafkaGateway({ bootstrapServers: [address], requestTimeoutMs: 4_000, ...config });
  try {
    await gateway.call('Metadata', { topics: [] });
    return (await gateway.call('DescribeCluster', { includeClusterAuthorizedOperations: false }, { brokerId: 1 }))
      .brokers.length;
  } finally {
    await gateway.close();
  }
}

async function readFailure(config: Omit<KafkaClusterConfig, 'bootstrapServers'>, address: string) {
  const error = await readBrokerCount(config, address).then(
    () => null,
    (caught: unknown) => caught,
  );
  return { reason: faultOf(error)?.reason, message: (error as Error | null)?.message ?? '' };
}

describe('signing in', () => {
  it.each<KafkaSaslConfig>([
    { mechanism: 'PLAIN', ...plainUser },
    { mechanism: 'SCRAM-SHA-256', ...scramUser },
    { mechanism: 'SCRAM-SHA-512', ...scramUser },
  ])('with SASL $mechanism, in the clear and over TLS', async (sasl) => {
    expect(await readBrokerCount({ sasl }, broker.listeners.SASL)).toBe(1);
    expect(await readBrokerCount({ sasl, tls: { caPem: broker.caPem } }, broker.listeners.SASLTLS)).toBe(1);
  });

  it('with SASL OAUTHBEARER, a static token or one fetched at sign-in', async () => {
    expect(
      await readBrokerCount({ sasl: { mechanism: 'OAUTHBEARER', token: unsecuredToken() } }, broker.listeners.BEARER),
    ).toBe(1);
    const token = async () => unsecuredToken();
    const sasl = { mechanism: 'OAUTHBEARER', token } as const;
    expect(await readBrokerCount({ sasl }, broker.listeners.BEARER)).toBe(1);
    expect(await readBrokerCount({ sasl, tls: { caPem: broker.caPem } }, broker.listeners.SASLTLS)).toBe(1);
  });

  it('over TLS, and with a client certificate', async () => {
    const tls = { caPem: broker.caPem };
    expect(await readBrokerCount({ tls }, broker.listeners.TLS)).toBe(1);
    expect(await readBrokerCount({ tls: { ...tls, ...broker.client } }, broker.listeners.MUTUAL)).toBe(1);
  });

  it('again before a short session ends, without a single failed request', async () => {
    const sasl = { mechanism: 'PLAIN', ...plainUser } as const;
    const gateway = createKafkaGateway({ bootstrapServers: [broker.listeners.BRIEF], sasl });
    try {
      let failures = 0;
      const untilMs = Date.now() + 3 * briefSessionMs;
      await pollUntil(
        'three sessions to pass',
        async () => {
          await gateway.call('Metadata', { topics: [] }).catch(() => failures++);
          return Date.now() > untilMs;
        },
        { timeoutMs: 5 * briefSessionMs, intervalMs: 50 },
      );
      expect(failures).toBe(0);
      expect(gateway.requestFacts().flatMap((facts) => Object.keys(facts.errorCounts))).toEqual([]);
    } finally {
      await gateway.close();
    }
  });
});

describe('what is wrong is said in one sentence', () => {
  const sasl = { mechanism: 'PLAIN', ...plainUser } as const;
  const cases: readonly [
    string,
    () => Omit<KafkaClusterConfig, 'bootstrapServers'>,
    (b: SecuredTestBroker) => string,
    string,
    RegExp,
  ][] = [
    [
      'a wrong password',
      () => ({ sasl: { ...sasl, password: 'wrong' } }),
      (b) => b.listeners.SASL,
      'authentication_failed',
      /check the mechanism, the user name and the secret/,
    ],
    [
      'a wrong SCRAM password',
      () => ({ sasl: { ...sasl, mechanism: 'SCRAM-SHA-512' } }),
      (b) => b.listeners.SASL,
      'authentication_failed',
      /refused the SASL sign-in/,
    ],
    [
      'a mechanism that the listener lacks',
      () => ({ sasl: { mechanism: 'SCRAM-SHA-256', ...scramUser } }),
      (b) => b.listeners.BRIEF,
      'authentication_failed',
      /does not support the requested SASL mechanism/,
    ],
    [
      'an expired token',
      () => ({ sasl: { mechanism: 'OAUTHBEARER', token: unsecuredToken(-60) } }),
      (b) => b.listeners.BEARER,
      'authentication_failed',
      /refused the SASL sign-in/,
    ],
    [
      'an untrusted authority',
      () => ({ tls: { caPem: broker.stranger.certificatePem } }),
      (b) => b.listeners.TLS,
      'tls_failed',
      /is not trusted .*give the authority/,
    ],
    [
      'no client certificate',
      () => ({ tls: { caPem: broker.caPem } }),
      (b) => b.listeners.MUTUAL,
      'tls_failed',
      /client certificate/,
    ],
    [
      'a client certificate that the broker does not trust',
      () => ({ tls: { caPem: broker.caPem, ...broker.stranger } }),
      (b) => b.listeners.MUTUAL,
      'tls_failed',
      /client certificate/,
    ],
    ['plaintext to a TLS port', () => ({}), (b) => b.listeners.TLS, 'connection_closed', /expects TLS/],
    [
      'TLS to a plaintext port',
      () => ({ tls: { caPem: broker.caPem } }),
      (b) => b.plaintext,
      'tls_failed',
      /does not speak TLS/,
    ],
    ['plaintext to a SASL port', () => ({}), (b) => b.listeners.SASL, 'connection_closed', /security protocol/],
    ['SASL to a plaintext port', () => ({ sasl }), (b) => b.plaintext, 'authentication_failed', /does not use SASL/],
    ['a controller port', () => ({}), (b) => b.controller, 'connection_failed', /no client listener/],
    [
      'a port where nothing listens',
      () => ({}),
      () => '127.0.0.1:1',
      'connection_refused',
      /Nothing listens on 127\.0\.0\.1:1/,
    ],
    [
      'a host that does not exist',
      () => ({}),
      () => 'no-such-host.invalid:9092',
      'host_not_found',
      /cannot be resolved/,
    ],
  ];

  it.each(cases)('%s', async (_title, config, address, reason, sentence) => {
    const failure = await readFailure(config(), address(broker));
    expect(failure).toMatchObject({ reason, message: expect.stringMatching(sentence) });
    expect(failure.message).not.toMatch(/alice-secret|bob-päss|wrong"/);
  });
});
