import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KAFKA_TOOLS, runKafkaTool } from '@/demo/kafka-tool';
import { createScramUser } from '@/e2e/harness/scram-user';
import { plainUser, type SecuredTestBroker, startSecuredTestBroker } from '@/e2e/harness/secured-broker';
import { runCommand } from '@/scripts/run-command';
import { parseConfig } from '../env';
import { createKafkaGateway } from '../kafka/gateway';

const scramUser = { username: 'bob', password: 'bob-päss,="word\\' } as const;
const SECURITY = 'org.apache.kafka.common.security';
const PLAIN_MODULE = `${SECURITY}.plain.PlainLoginModule`;
const SCRAM_MODULE = `${SECURITY}.scram.ScramLoginModule`;
const BEARER_MODULE = `${SECURITY}.oauthbearer.OAuthBearerLoginModule`;

const folder = mkdtempSync(path.join(tmpdir(), 'highwater-connect-'));
let broker: SecuredTestBroker;
let notKafka: Server;

beforeAll(async () => {
  broker = await startSecuredTestBroker();
  await createScramUser(broker.plaintext, scramUser);
  notKafka = createServer((_request, response) => response.end('not Kafka'));
  await new Promise<void>((resolve) => notKafka.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  notKafka?.close();
  rmSync(folder, { recursive: true });
  await broker?.discard();
});

/** A login line for a properties file: continued over lines, quoted for JAAS, escaped for properties. */
function login(loginModule: string, options: Readonly<Record<string, string>>): string {
  const quote = (value: string) => `"${value.replaceAll(/[\\"]/g, '\\$&')}"`;
  const told = Object.entries(options).map(([name, value]) => ` ${name}=${quote(value)}`);
  const escaped = `${loginModule} required${told.join('')};`
    .replaceAll('\\', '\\\\')
    .replaceAll(/[^\x20-\x7e]/g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return `sasl.jaas.config = ${escaped.replaceAll(' required ', ' required \\\n    ')}`;
}

const plain = () => ['sasl.mechanism=PLAIN', login(PLAIN_MODULE, plainUser)];
const scram = (bits: 256 | 512) => [`sasl.mechanism=SCRAM-SHA-${bits}`, login(SCRAM_MODULE, scramUser)];
const bearer = () => [
  'sasl.mechanism=OAUTHBEARER',
  login(BEARER_MODULE, { unsecuredLoginStringClaim_sub: 'carol', unsecuredLoginLifetimeSeconds: '600' }),
];
const trust = () => [
  'ssl.truststore.type=PKCS12',
  `ssl.truststore.location=${broker.stores.trustPath}`,
  `ssl.truststore.password=${broker.stores.password}`,
];
const client = () => [
  'ssl.keystore.type=PKCS12',
  `ssl.keystore.location=${broker.stores.clientPath}`,
  `ssl.keystore.password=${broker.stores.password}`,
];
/** As Kafka's documentation writes it: one value over several lines. */
const lines = (text: string) => text.trim().replaceAll(/\r?\n/g, ' \\\n  ');
const pem = () => [
  'ssl.truststore.type=PEM',
  `ssl.truststore.certificates=${lines(broker.caPem)}`,
  'ssl.keystore.type=PEM',
  `ssl.keystore.certificate.chain=${lines(broker.client.certificatePem)}`,
  `ssl.keystore.key=${lines(broker.client.privateKeyPem)}`,
];

interface Way {
  readonly name: string;
  readonly address: () => string;
  readonly properties: () => readonly string[];
}

const WAYS: readonly Way[] = [
  {
    name: 'PLAIN',
    address: () => broker.listeners.SASL,
    properties: () => ['security.protocol=SASL_PLAINTEXT', ...plain()],
  },
  {
    name: 'SCRAM-SHA-256 over TLS',
    address: () => broker.listeners.SASLTLS,
    properties: () => ['security.protocol=SASL_SSL', ...scram(256), ...trust()],
  },
  {
    name: 'SCRAM-SHA-512',
    address: () => broker.listeners.SASL,
    properties: () => ['security.protocol=SASL_PLAINTEXT', ...scram(512)],
  },
  {
    name: 'OAUTHBEARER',
    address: () => broker.listeners.BEARER,
    properties: () => ['security.protocol=SASL_PLAINTEXT', ...bearer()],
  },
  {
    name: 'mTLS from PKCS12',
    address: () => broker.listeners.MUTUAL,
    properties: () => ['security.protocol=SSL', ...trust(), ...client()],
  },
  {
    name: 'mTLS from PEM',
    address: () => broker.listeners.MUTUAL,
    properties: () => ['security.protocol=SSL', ...pem()],
  },
];

describe('a client.properties', () => {
  it.each(WAYS)('$name connects as Kafka’s own tools do with the same file', async ({ address, properties }) => {
    const file = path.join(folder, 'client.properties');
    writeFileSync(file, `# shared with Kafka's tools\n${properties().join('\n')}\n`, 'latin1');
    const yaml = path.join(folder, 'highwater.yaml');
    writeFileSync(yaml, `clusters: [{ name: A, brokers: "${address()}", propertiesFile: client.properties }]`);

    const { env, clusters } = parseConfig({ HIGHWATER_CONFIG: yaml });
    const [cluster] = env.clusters;
    if (cluster === undefined) throw new Error('no cluster');
    const gateway = createKafkaGateway(cluster.kafka);
    const { brokers } = await gateway.call('Metadata', { topics: [] }).finally(() => gateway.close());
    expect(brokers.map(({ nodeId }) => nodeId)).toEqual([1]);
    expect(clusters[0]?.fates.every(({ fate }) => fate === 'used')).toBe(true);

    const oracle = await runKafkaTool(KAFKA_TOOLS.topics, [
      '--bootstrap-server',
      address(),
      '--command-config',
      file,
      '--list',
    ]);
    expect({ exitCode: oracle.exitCode, stderr: oracle.stderr }).toMatchObject({ exitCode: 0 });
  });
});

/** What is wrong, and the line that says so. */
const WRONG: readonly (readonly [name: string, entry: () => string, line: RegExp])[] = [
  [
    'wrong-password',
    () => `brokers: "${broker.listeners.SASL}", sasl: { mechanism: PLAIN, username: alice, password: never-shown }`,
    /refused the SASL sign-in.*check the mechanism, the user name and the secret/,
  ],
  [
    'wrong-authority',
    () => `brokers: "${broker.listeners.TLS}", tls: { caFile: "${broker.stores.strangerCertificatePath}" }`,
    /is not trusted.*give the authority/,
  ],
  ['tls-to-plaintext', () => `brokers: "${broker.plaintext}", tls: true`, /does not speak TLS/],
  ['plaintext-to-tls', () => `brokers: "${broker.listeners.TLS}"`, /expects TLS/],
  ['controller', () => `brokers: "${broker.controller}"`, /no client listener/],
  ['not-kafka', () => `brokers: "127.0.0.1:${(notKafka.address() as AddressInfo).port}"`, /check the port/],
  ['nothing-there', () => 'brokers: "127.0.0.1:1"', /Nothing listens on 127\.0\.0\.1:1/],
  ['no-such-host', () => 'brokers: "no-such-host.invalid:9092"', /cannot be resolved/],
];

describe('highwater config check', () => {
  it('names in one line each cluster that cannot be reached as configured, with the cure', async () => {
    const yaml = path.join(folder, 'wrong.yaml');
    const entries = WRONG.map(([name, entry]) => `  - { name: ${name}, ${entry()} }`);
    entries.push(`  - { name: lost, brokers: "${broker.listeners.LOST}" }`);
    writeFileSync(yaml, `clusters:\n${entries.join('\n')}\n`);
    const { exitCode, output } = await runCommand(
      process.execPath,
      ['--import', 'tsx', 'lib/server/highwater.ts', 'config', 'check'],
      { env: { HIGHWATER_CONFIG: yaml } },
    );
    const told = output.split('\n');
    for (const [name, , expected] of WRONG) {
      const about = told.filter((line) => line.startsWith(`Cluster ${name}: `));
      expect(about).toEqual([expect.stringMatching(expected)]);
    }
    expect(told).toContainEqual(
      expect.stringMatching(/^ {2}Broker 1 at 127\.0\.0\.1:1: Nothing listens .*advertised\.listeners/),
    );
    expect(output).not.toContain('never-shown');
    expect(exitCode).toBe(1);
  });

  it('opens no store with a wrong password, and says which', async () => {
    const yaml = path.join(folder, 'store.yaml');
    const properties = `security.protocol: SSL, ssl.truststore.location: "${broker.stores.trustPath}", ssl.truststore.password: never-shown`;
    writeFileSync(yaml, `clusters: [{ name: A, brokers: "a:1", properties: { ${properties} } }]`);
    expect(() => parseConfig({ HIGHWATER_CONFIG: yaml })).toThrow(
      `HIGHWATER_CONFIG: ${yaml} clusters[0] (A) properties ssl.truststore.location: the password of ${broker.stores.trustPath} is wrong`,
    );
    expect(readFileSync(broker.stores.trustPath).length).toBeGreaterThan(0);
  });
});
