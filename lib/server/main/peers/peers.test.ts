import { describe, expect, test } from 'vitest';
import { parseWithFiles, problemsOf } from '../testing/parse-with-files';

const PLAIN = 'org.apache.kafka.common.security.plain.PlainLoginModule required username="alice" password="canary";';
const SASL = { mechanism: 'PLAIN', username: 'alice', password: 'canary' };
const CA = '-----BEGIN CERTIFICATE-----';
const base64 = (text: string) => Buffer.from(text).toString('base64');

describe('kafbat and provectus', () => {
  const variables = {
    KAFKA_CLUSTERS_0_NAME: 'Orders',
    KAFKA_CLUSTERS_0_BOOTSTRAPSERVERS: 'a:9092,b:9092',
    KAFKA_CLUSTERS_0_READONLY: 'true',
    KAFKA_CLUSTERS_0_PROPERTIES_SECURITY_PROTOCOL: 'SASL_SSL',
    KAFKA_CLUSTERS_0_PROPERTIES_SASL_MECHANISM: 'PLAIN',
    KAFKA_CLUSTERS_0_PROPERTIES_SASL_JAAS_CONFIG: PLAIN,
    KAFKA_CLUSTERS_0_SSL_TRUSTSTORELOCATION: '/ca.pem',
    KAFKA_CLUSTERS_0_SSL_TRUSTSTOREPASSWORD: 'p',
    KAFKA_CLUSTERS_0_SCHEMAREGISTRY: 'http://registry',
    KAFKA_CLUSTERS_0_KAFKACONNECT_0_ADDRESS: 'http://connect',
    KAFKA_CLUSTERS_0_METRICS_TYPE: 'PROMETHEUS',
    KAFKA_CLUSTERS_1_BOOTSTRAPSERVERS: 'c:9092',
  };

  test('name clusters by number', () => {
    const { env, notes } = parseWithFiles(variables, { '/ca.pem': CA });
    expect(env.clusters.map(({ clusterId }) => clusterId)).toEqual(['orders', 'cluster-1']);
    expect(env.clusters[0]?.kafka).toMatchObject({
      bootstrapServers: ['a:9092', 'b:9092'],
      readOnly: true,
      sasl: SASL,
      tls: { caPem: CA },
    });
    expect(env.clusters[1]?.kafka).toMatchObject({
      bootstrapServers: ['c:9092'],
      readOnly: false,
      tls: null,
      sasl: null,
    });
    expect(notes).toEqual([
      'KAFKA_CLUSTERS_0_KAFKACONNECT_0_ADDRESS: not used: Highwater does not ask Kafka Connect',
      expect.stringMatching(/^KAFKA_CLUSTERS_0_METRICS_TYPE: not used: /),
      'KAFKA_CLUSTERS_0_SCHEMAREGISTRY: not used: Highwater does not ask a schema registry',
    ]);
  });

  test.each<[Record<string, string>, RegExp]>([
    [{ KAFKA_CLUSTERS_0_METRICS_TYPE: 'JMX' }, /^KAFKA_CLUSTERS_0_METRICS_TYPE: JMX is not spoken, since .*Jolokia/],
    [
      { KAFKA_CLUSTERS_0_READONYL: 'true' },
      /^KAFKA_CLUSTERS_0_READONYL: is not a setting of a cluster: did you mean KAFKA_CLUSTERS_0_READONLY\?/,
    ],
    [{ KAFKA_CLUSTERS_0_READONLY: 'yes' }, /^KAFKA_CLUSTERS_0_READONLY: takes true or false/],
    [{ KAFKA_CLUSTERS_7_NAME: 'x' }, /^KAFKA_CLUSTERS_7_BOOTSTRAPSERVERS: is missing/],
    [{ KAFKA_CLUSTERS_0_SSL_TRUSTSTORELOCATION: 'ca.pem' }, /the path ca.pem is relative/],
    [
      { KAFKA_CLUSTERS_0_PROPERTIES_SASL_LOGIN_CLASS: 'evil.Login' },
      /^KAFKA_CLUSTERS_0_PROPERTIES_…: sasl.login.class: names a class/,
    ],
    [{ KAFKA_CLUSTERS_1_NAME: 'orders' }, /^KAFKA_CLUSTERS_1_…: clusters "Orders" and "orders" would both be orders/],
  ])('with %j are refused in one line', (changes, expected) => {
    const problems = problemsOf({ ...variables, ...changes }, { '/ca.pem': CA });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(expected);
  });

  test('take values from files', () => {
    const { KAFKA_CLUSTERS_0_PROPERTIES_SASL_JAAS_CONFIG: _moved, ...others } = variables;
    const { env } = parseWithFiles(
      { ...others, KAFKA_CLUSTERS_0_PROPERTIES_SASL_JAAS_CONFIG_FILE: '/jaas' },
      { '/ca.pem': CA, '/jaas': `${PLAIN}\n` },
    );
    expect(env.clusters[0]?.kafka.sasl).toEqual(SASL);
  });
});

describe('Kafdrop', () => {
  const properties = `security.protocol=SASL_SSL\nsasl.mechanism=PLAIN\nsasl.jaas.config=${PLAIN}\n`;

  test.each([
    ['in base64', base64(properties)],
    ['as they are', properties],
  ])('properties %s beside KAFKA_BROKERCONNECT, with a trust store', (_how, text) => {
    const { env, clusters } = parseWithFiles({
      KAFKA_BROKERCONNECT: 'a:9092',
      KAFKA_PROPERTIES: text,
      KAFKA_TRUSTSTORE: base64(CA),
    });
    expect(env.clusters[0]?.kafka).toMatchObject({ bootstrapServers: ['a:9092'], sasl: SASL, tls: { caPem: CA } });
    expect(clusters[0]?.source).toBe('environment KAFKA_BROKERS');
  });

  test.each<[Record<string, string>, RegExp]>([
    [{ KAFKA_PROPERTIES: 'acks=all' }, /^KAFKA_BROKERS: is missing, and KAFKA_PROPERTIES names no bootstrap.servers/],
    [{ KAFKA_BROKERS: 'a:1', KAFKA_TRUSTSTORE: base64(CA) }, /^KAFKA_PROPERTIES: is missing/],
    [{ KAFKA_BROKERS: 'a:1', KAFKA_PROPERTIES: 'a=\\u1' }, /^KAFKA_PROPERTIES: line 1: /],
    [
      {
        KAFKA_BROKERS: 'a:1',
        KAFKA_PROPERTIES: base64('security.protocol=SSL'),
        KAFKA_TRUSTSTORE: Buffer.from('feedfeed', 'hex').toString('base64'),
      },
      /^KAFKA_PROPERTIES: ssl.truststore.location: .* is a JKS store/,
    ],
    [
      { KAFKA_BROKERS: 'a:1', KAFKA_TLS_ENABLED: 'true', KAFKA_PROPERTIES: 'security.protocol=SSL' },
      /^KAFKA_TLS_ENABLED: is set beside security.protocol/,
    ],
  ])('with %j is refused in one line', (variables, expected) => {
    const problems = problemsOf(variables);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(expected);
  });
});

describe('AKHQ', () => {
  const yaml = `
akhq:
  connections:
    orders:
      properties:
        bootstrap.servers: "a:9092,b:9092"
        security: { protocol: SASL_PLAINTEXT }
        sasl.mechanism: PLAIN
        sasl.jaas.config: ${PLAIN}
      schema-registry: { url: "http://registry" }
  security: { default-group: admin }
micronaut: {}
`;

  test('names clusters by connection', () => {
    const { env, notes } = parseWithFiles({ AKHQ_CONFIGURATION: yaml });
    expect(env.clusters).toMatchObject([
      { clusterId: 'orders', kafka: { bootstrapServers: ['a:9092', 'b:9092'], sasl: SASL, tls: null } },
    ]);
    expect(notes).toEqual([
      'AKHQ_CONFIGURATION: akhq.connections.orders.schema-registry: not used',
      'AKHQ_CONFIGURATION: akhq.security: not used',
      'AKHQ_CONFIGURATION: micronaut: not used',
    ]);
    const fromFile = parseWithFiles({ AKHQ_CONFIGURATION_FILE: '/akhq.yml' }, { '/akhq.yml': yaml });
    expect(fromFile.env.clusters).toHaveLength(1);
  });

  test.each([
    ['akhq: 1', /^AKHQ_CONFIGURATION: takes YAML with akhq.connections/],
    ['akhq: [', /^AKHQ_CONFIGURATION: takes YAML with akhq.connections/],
    [
      'akhq: { connections: { x: { properties: { acks: all } } } }',
      /^AKHQ_CONFIGURATION: akhq.connections.x.properties bootstrap.servers: names no broker/,
    ],
    [
      'akhq: { connections: { x: { properties: { bootstrap.servers: "a:1", sasl.login.class: evil } } } }',
      /^AKHQ_CONFIGURATION: akhq.connections.x.properties sasl.login.class: names a class/,
    ],
  ])('refuses %s', (text, expected) => {
    const problems = problemsOf({ AKHQ_CONFIGURATION: text });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(expected);
  });
});

describe('CMAK and the rest', () => {
  test('what has no counterpart is named with what to use instead', () => {
    const { notes } = parseWithFiles({
      KAFKA_BROKERS: 'a:9092',
      ZK_HOSTS: 'zk:2181',
      KAFKA_MANAGER_AUTH_ENABLED: 'true',
      KAFKA_MANAGER_USERNAME: 'admin',
      KAFKA_MANAGER_PASSWORD: 'canary',
      SERVER_SERVLET_CONTEXTPATH: '/kafdrop',
    });
    expect(notes).toHaveLength(5);
    expect(notes.join('\n')).toMatch(/KAFKA_MANAGER_PASSWORD: not used: .*HIGHWATER_ADMIN_TOKEN/);
    expect(notes.join('\n')).not.toContain('canary');
  });

  test.each(['KAFKA_MANAGER_PASSWORD', 'KAFKA_MANAGER_AUTH_PASSWORD'])(
    'the stock password in %s is refused',
    (name) => {
      expect(problemsOf({ [name]: 'password' })).toEqual([
        `${name}: is the password that CMAK ships with: unset it; signing in is by token: set HIGHWATER_ADMIN_TOKEN`,
      ]);
    },
  );

  test('ZK_HOSTS alone asks for brokers', () => {
    expect(problemsOf({ ZK_HOSTS: 'zk:2181' })).toHaveLength(1);
    expect(problemsOf({ ZK_HOSTS: 'zk:2181', KAFKA_BROKERCONNECT: 'a:9092' })).toEqual([]);
  });
});
