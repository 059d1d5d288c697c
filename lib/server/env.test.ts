import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseWithFiles, problemsOf } from './main/testing/parse-with-files';

const TOKEN = 'a-token-of-at-least-thirty-two-characters';

const parseEnv = (variables: Record<string, string>, files?: Record<string, string>) =>
  parseWithFiles(variables, files).env;

describe('parseEnv', () => {
  test('needs nothing: every variable has a default', () => {
    const env = parseEnv({});
    expect(env).toMatchObject({
      role: 'all',
      port: 9000,
      host: '127.0.0.1',
      databaseUrl: null,
      auth: 'on',
      pollIntervalMs: 10_000,
    });
    expect(env.clusters).toEqual([]);
    expect(env.retentionDays).toBe(90);
    expect(env.dataDir).toMatch(/^\/.*\.highwater$/);
  });

  test('makes a cluster of KAFKA_BROKERS, with a slug of its name', () => {
    const { clusters } = parseEnv({
      KAFKA_BROKERS: 'kafka-1:9092, [::1]:9093,10.0.0.1:9094',
      HIGHWATER_CLUSTER_NAME: 'Prod Ä/Europe',
      HIGHWATER_DEMO_CLUSTER: '1',
      KAFKA_CLIENTID: 'watcher',
    });
    expect(clusters).toHaveLength(1);
    expect(clusters[0]).toMatchObject({
      clusterId: 'prod-a-europe',
      clusterName: 'Prod Ä/Europe',
      isDemo: true,
      label: 'demo',
    });
    expect(clusters[0]?.kafka.bootstrapServers).toEqual(['kafka-1:9092', '[::1]:9093', '10.0.0.1:9094']);
    expect(clusters[0]?.kafka.clientId).toBe('watcher');
  });

  test.each([
    [{ PORT: '70000' }, /^PORT: "70000" .*1 to 65535/],
    [{ PORT: 'nine' }, /^PORT: "nine" .*takes a number/],
    [{ HIGHWATER_POLL_INTERVAL: '0' }, /^HIGHWATER_POLL_INTERVAL: .*1 to 3600/],
    [{ HIGHWATER_RETENTION: '1.5' }, /^HIGHWATER_RETENTION: /],
    [{ HIGHWATER_ROLE: 'both' }, /^HIGHWATER_ROLE: "both" .*all, web or collector/],
    [{ HIGHWATER_AUTH: 'no' }, /^HIGHWATER_AUTH: .*on or off/],
    [{ HIGHWATER_AUTH: '' }, /^HIGHWATER_AUTH: is empty/],
    [{ HIGHWATER_ADMIN_TOKEN: '' }, /^HIGHWATER_ADMIN_TOKEN: is empty/],
    [{ HIGHWATER_ADMIN_TOKEN: 'short' }, /^HIGHWATER_ADMIN_TOKEN: takes at least 32/],
    [{ HIGHWATER_ADMIN_TOKN: TOKEN }, /^HIGHWATER_ADMIN_TOKN: is not .*did you mean HIGHWATER_ADMIN_TOKEN\?/],
    [{ HIGHWATER_PORT: '9000' }, /^HIGHWATER_PORT: is not .*did you mean PORT\?/],
    [{ HIGHWATER_DATABASE_URL: 'x' }, /did you mean DATABASE_URL\?/],
    [{ HIGHWATER_COMPLETELY_MADE_UP: '1' }, /^HIGHWATER_COMPLETELY_MADE_UP: is not .*unset it/],
    [{ DATABASE_URL: 'mysql://root@localhost/x' }, /^DATABASE_URL: takes postgresql:/],
    [{ KAFKA_BROKERS: 'localhost' }, /^KAFKA_BROKERS: "localhost" has no port/],
    [{ KAFKA_BROKERS: 'a:9092,b:99999' }, /^KAFKA_BROKERS: "b:99999" has no valid port/],
    [{ KAFKA_BROKERS: 'PLAINTEXT://a:9092' }, /^KAFKA_BROKERS: .* has a scheme/],
    [{ KAFKA_BROKERS: 'a b:9092' }, /^KAFKA_BROKERS: .* no valid host/],
    [{ KAFKA_BROKERS: ',' }, /^KAFKA_BROKERS: names no broker/],
    [{ ZK_HOSTS: 'zk:2181' }, /^ZK_HOSTS: .*set KAFKA_BROKERS/],
    [
      { KAFKA_BROKERS: 'a:1', KAFKA_SASL_ENABLED: 'true', KAFKA_SASL_USERNAME: 'u' },
      /^KAFKA_SASL_PASSWORD: is missing/,
    ],
    [{ KAFKA_BROKERS: 'a:1', KAFKA_SASL_USERNAME: 'u' }, /^KAFKA_SASL_ENABLED: set it to true/],
    [
      { KAFKA_BROKERS: 'a:1', KAFKA_SASL_ENABLED: 'true', KAFKA_SASL_MECHANISM: 'GSSAPI' },
      /^KAFKA_SASL_MECHANISM: "GSSAPI"/,
    ],
    [{ KAFKA_BROKERS: 'a:1', KAFKA_TLS_ENABLED: 'yes' }, /^KAFKA_TLS_ENABLED: "yes" .*true or false/],
    [
      { KAFKA_BROKERS: 'a:1', KAFKA_TLS_ENABLED: 'true', KAFKA_TLS_CAFILEPATH: '/no' },
      /^KAFKA_TLS_CAFILEPATH: the file \/no does not exist/,
    ],
    [{ HIGHWATER_CONFIG: '/no.yaml' }, /^HIGHWATER_CONFIG: the file \/no.yaml does not exist/],
  ])('refuses %j in one line that names it', (variables, expected) => {
    const problems = problemsOf(variables);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(expected);
    expect(problems[0]).not.toContain('\n');
  });

  test('never repeats a secret', () => {
    const problems = problemsOf({
      DATABASE_URL: 'postgres:canary@x',
      HIGHWATER_ADMIN_TOKEN: 'canary',
      HIGHWATER_SECRET: 'canary',
    });
    expect(problems).toHaveLength(3);
    expect(problems.join()).not.toContain('canary');
  });

  test('reports every problem at once', () => {
    expect(problemsOf({ PORT: 'x', HIGHWATER_ROLE: 'x', HIGHWATER_FOO: 'x' })).toHaveLength(3);
  });

  test('reads any name from NAME_FILE, and refuses both at once', () => {
    const files = { '/run/token': `${TOKEN}\n`, '/run/port': '9100' };
    const env = parseEnv({ HIGHWATER_ADMIN_TOKEN_FILE: '/run/token', PORT_FILE: '/run/port' }, files);
    expect(env.adminToken).toBe(TOKEN);
    expect(env.port).toBe(9100);
    expect(problemsOf({ HIGHWATER_ADMIN_TOKEN_FILE: '/run/token', HIGHWATER_ADMIN_TOKEN: TOKEN }, files)[0]).toMatch(
      /^HIGHWATER_ADMIN_TOKEN_FILE: is set beside/,
    );
    expect(problemsOf({ HIGHWATER_SECRET_FILE: '/none' }, files)[0]).toMatch(
      /^HIGHWATER_SECRET_FILE: the file \/none does not exist/,
    );
  });

  test.each(['127.0.0.1', '127.1.2.3', 'localhost', '::1'])('lets HIGHWATER_AUTH=off on %s', (host) => {
    expect(parseEnv({ HIGHWATER_AUTH: 'off', HIGHWATER_HOST: host }).auth).toBe('off');
  });

  test.each(['0.0.0.0', '::', '10.0.0.5', '127.example.com'])('refuses HIGHWATER_AUTH=off on %s', (host) => {
    expect(problemsOf({ HIGHWATER_AUTH: 'off', HIGHWATER_HOST: host })[0]).toMatch(/^HIGHWATER_AUTH: "off" is refused/);
  });

  test('maps the names of Redpanda Console and kminion', () => {
    const { clusters } = parseEnv(
      {
        KAFKA_BROKERS: 'a:9092',
        KAFKA_SASL_ENABLED: 'true',
        KAFKA_SASL_MECHANISM: 'scram-sha-512',
        KAFKA_SASL_USERNAME: 'u',
        KAFKA_SASL_PASSWORD_FILE: '/pw',
        KAFKA_TLS_ENABLED: 'true',
        KAFKA_TLS_CAFILEPATH: '/ca',
        KAFKA_TLS_CERTFILEPATH: '/cert',
        KAFKA_TLS_KEYFILEPATH: '/key',
      },
      { '/pw': 'p\n', '/ca': 'CA', '/cert': 'CERT', '/key': 'KEY' },
    );
    expect(clusters[0]?.kafka.sasl).toEqual({ mechanism: 'SCRAM-SHA-512', username: 'u', password: 'p' });
    expect(clusters[0]?.kafka.tls).toMatchObject({ caPem: 'CA', certificatePem: 'CERT', privateKeyPem: 'KEY' });
  });
});

test('KAFKA_TLS_CAFILEPATH is taken from where Highwater starts', () => {
  const variables = { KAFKA_BROKERS: 'a:9092', KAFKA_TLS_ENABLED: 'true', KAFKA_TLS_CAFILEPATH: 'ca.pem' };
  expect(parseEnv(variables, { [resolve('ca.pem')]: 'CA' }).clusters[0]?.kafka.tls).toMatchObject({ caPem: 'CA' });
});

describe('HIGHWATER_CONFIG', () => {
  const yaml = `
clusters:
  - name: Orders
    brokers: [a:9092, b:9092]
    readOnly: true
    label: production
    tls: { caFile: /ca }
    sasl: { mechanism: PLAIN, username: u, passwordFile: /pw }
  - name: Metrics
    brokers: c:9092
    tls: true
`;

  test('names many clusters, beside that of KAFKA_BROKERS', () => {
    const files = { '/c.yaml': yaml, '/ca': 'CA', '/pw': 'p' };
    const { clusters } = parseEnv({ HIGHWATER_CONFIG: '/c.yaml', KAFKA_BROKERS: 'z:9092' }, files);
    expect(clusters.map(({ clusterId }) => clusterId)).toEqual(['default', 'orders', 'metrics']);
    expect(clusters[1]?.kafka).toMatchObject({
      readOnly: true,
      tls: { caPem: 'CA' },
      sasl: { username: 'u', password: 'p' },
    });
    expect(clusters[1]?.label).toBe('production');
    expect(clusters[2]?.kafka).toMatchObject({ tls: {}, sasl: null, readOnly: false });
  });

  test.each([
    ['clusters: [', /is not YAML/],
    ['clusters: [{ name: A, brokers: "a" }]', /clusters\[0\] \(A\) brokers: "a" has no port/],
    ['clusters: [{ name: A, brokers: "a:1", readonly: true }]', /clusters\[0\].*readonly/],
    [
      'clusters: [{ name: A, brokers: "a:1", sasl: { mechanism: PLAIN, username: u } }]',
      /sasl: password or passwordFile is missing/,
    ],
    ['clusters: [{ name: A, brokers: "a:1" }, { name: a, brokers: "b:1" }]', /"A" and "a" would both be a/],
  ])('refuses %s', (text, expected) => {
    const problems = problemsOf({ HIGHWATER_CONFIG: '/c.yaml' }, { '/c.yaml': text });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(/^HIGHWATER_CONFIG: /);
    expect(problems[0]).toMatch(expected);
  });
});
