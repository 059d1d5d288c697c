import { describe, expect, test } from 'vitest';
import { parseWithFiles, problemsOf } from './testing/parse-with-files';

const PATH = '/etc/highwater/highwater.yaml';
const ENV = { HIGHWATER_CONFIG: PATH };
const TOKEN = 'a-token-of-at-least-thirty-two-characters';

describe('the file of HIGHWATER_CONFIG', () => {
  const yaml = `
port: 9100
host: 0.0.0.0
role: web
dataDir: data
databaseUrl: postgresql://me:canary@db/highwater
pollInterval: 2.5
retention: 30
auth: on
adminTokenFile: secrets/token
secretFile: /run/secret
publicUrl: https://highwater.example.com/
logLevel: debug
metricsProfiles: [highwater, burrow]
clusters:
  - { name: Orders, brokers: "a:9092", tls: { caFile: ca.pem } }
`;
  const files = {
    [PATH]: yaml,
    '/etc/highwater/secrets/token': `${TOKEN}\n`,
    '/run/secret': 'sixteen-characters',
    '/etc/highwater/ca.pem': 'CA',
  };

  test('holds every setting, with paths relative to its own folder', () => {
    const { env } = parseWithFiles(ENV, files);
    expect(env).toMatchObject({
      port: 9100,
      host: '0.0.0.0',
      role: 'web',
      dataDir: '/etc/highwater/data',
      databaseUrl: 'postgresql://me:canary@db/highwater',
      pollIntervalMs: 2_500,
      retentionDays: 30,
      auth: 'on',
      adminToken: TOKEN,
      secret: 'sixteen-characters',
      publicUrl: 'https://highwater.example.com',
      logLevel: 'debug',
      metricProfiles: ['highwater', 'burrow'],
    });
    expect(env.clusters[0]?.kafka.tls).toMatchObject({ caPem: 'CA' });
  });

  test('yields to the environment, and every value tells who gave it, secrets masked', () => {
    const { env, settings } = parseWithFiles({ ...ENV, PORT: '9200', HIGHWATER_SECRET: 'another-secret-here' }, files);
    expect(env).toMatchObject({ port: 9200, secret: 'another-secret-here', retentionDays: 30 });
    const told = Object.fromEntries(settings.map(({ name, shown, source }) => [name, `${shown} (${source})`]));
    expect(told).toMatchObject({
      PORT: '9200 (environment PORT)',
      HIGHWATER_RETENTION: `30 (file ${PATH} retention)`,
      DATABASE_URL: `postgresql://me@db/highwater (file ${PATH} databaseUrl)`,
      HIGHWATER_SECRET: 'set, not shown (environment HIGHWATER_SECRET)',
      HIGHWATER_ADMIN_TOKEN: `set, not shown (file ${PATH} adminTokenFile)`,
    });
    expect(JSON.stringify(settings)).not.toMatch(/canary|another-secret|a-token/);
    expect(parseWithFiles({}).settings.filter(({ source }) => source !== 'default')).toEqual([]);
  });

  test.each([
    ['prot: 9000', 'prot: is not a key of this file: did you mean port?'],
    ['PORT: 9000', 'PORT: is not a key of this file: did you mean port?'],
    ['somethingElse: 1', 'somethingElse: is not a key of this file: leave it out'],
    ['secret: sixteen-characters', 'secret: is not taken from this file: name a file that holds it in secretFile'],
    ['adminToken: x', 'adminToken: is not taken from this file: name a file that holds it in adminTokenFile'],
    ['port: 70000', 'port: "70000" is not valid: takes a port from 1 to 65535'],
    ['port:', 'port: is empty: give it a value or leave it out'],
    ['role: both', 'role: "both" is not valid: takes all, web or collector'],
    ['secretFile: gone', 'secretFile: the file /etc/highwater/gone does not exist'],
    ['databaseUrl: mysql://me:canary@db/x', 'databaseUrl: takes postgresql://user:password@host:port/database'],
    ['clusters: { a: b }', 'clusters: takes a list'],
    ['- port', 'the file: takes keys with values'],
    ['clusters: [{ brokers: "a:1" }]', 'clusters[0].name: is missing'],
    [
      'clusters: [{ name: A }]',
      'clusters[0] (A) brokers: names no broker: give host:port, several separated by commas',
    ],
    ['clusters: [{ name: A, broker: "a:1" }]', 'clusters[0].broker: is not a key of this file: did you mean brokers?'],
    ['clusters: [{ name: A, brokers: "a:1", readOnly: "yes" }]', 'clusters[0].readOnly: takes true or false'],
    [
      'clusters: [{ name: A, brokers: "a:1", tls: { cafile: x } }]',
      'clusters[0].tls.cafile: is not a key of this file: did you mean caFile?',
    ],
    [
      'clusters: [{ name: A, brokers: "a:1", tls: { caFile: gone } }]',
      'clusters[0] (A) tls.caFile: the file /etc/highwater/gone does not exist',
    ],
    [
      'clusters: [{ name: A, brokers: "a:1", sasl: { mechanism: GSSAPI } }]',
      'clusters[0].sasl.mechanism: takes a mechanism: PLAIN, SCRAM-SHA-256, SCRAM-SHA-512 or OAUTHBEARER',
    ],
    [
      'clusters: [{ name: A, brokers: "a:1", sasl: { mechanism: PLAIN, user: u } }]',
      'clusters[0].sasl.username: is missing',
      'clusters[0].sasl.user: is not a key of this file: did you mean username?',
    ],
    [
      'clusters: [{ name: A, brokers: "a:1", properties: { sasl.login.class: evil.Login } }]',
      'clusters[0] (A) properties sasl.login.class: names a class: none is ever loaded',
    ],
    [
      'clusters: [{ name: A, brokers: "a:1", tls: true, properties: { security.protocol: SSL } }]',
      'clusters[0] (A) tls: is given beside security.protocol in properties: keep one of them',
    ],
  ])('refuses %s', (text, ...expected) => {
    const problems = problemsOf(ENV, { [PATH]: text });
    expect(problems).toEqual(expected.map((line) => `HIGHWATER_CONFIG: ${PATH} ${line}`));
    expect(problems.join()).not.toContain('canary');
  });
});

describe('properties of a cluster', () => {
  const text = 'bootstrap.servers=a:9092,b:9092\nsecurity.protocol=SSL\nssl.truststore.location=ca.pem\nacks=all\n';
  const ca = { '/etc/highwater/ca.pem': '-----BEGIN CERTIFICATE-----' };

  test.each([
    ['a file', 'propertiesFile: client.properties', { '/etc/highwater/client.properties': text }],
    ['a text', `properties: ${JSON.stringify(text)}`, {}],
    [
      'keys',
      'properties: { bootstrap.servers: "a:9092,b:9092", security.protocol: SSL, ssl.truststore.location: ca.pem, acks: all }',
      {},
    ],
  ])('stand in %s', (_what, key, more) => {
    const yaml = `clusters:\n  - name: A\n    readOnly: true\n    clientId: me\n    ${key}\n`;
    const { env, clusters } = parseWithFiles(ENV, { [PATH]: yaml, ...ca, ...more });
    expect(env.clusters[0]?.kafka).toEqual({
      bootstrapServers: ['a:9092', 'b:9092'],
      tls: { caPem: '-----BEGIN CERTIFICATE-----' },
      sasl: null,
      readOnly: true,
      clientId: 'me',
    });
    expect(clusters[0]?.fates.find(({ key: name }) => name === 'acks')).toMatchObject({ fate: 'ignored' });
  });

  test('a token file is read again at each sign-in', async () => {
    const files: Record<string, string> = {
      [PATH]: 'clusters: [{ name: A, brokers: "a:1", sasl: { mechanism: OAUTHBEARER, tokenFile: token } }]',
      '/etc/highwater/token': 'first\n',
    };
    const sasl = parseWithFiles(ENV, files).env.clusters[0]?.kafka.sasl;
    const read = sasl?.mechanism === 'OAUTHBEARER' && typeof sasl.token === 'function' ? sasl.token : null;
    expect(await read?.()).toBe('first');
    files['/etc/highwater/token'] = 'second\n';
    expect(await read?.()).toBe('second');
  });
});
