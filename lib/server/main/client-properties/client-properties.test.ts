import { describe, expect, test } from 'vitest';
import { createConfigFiles } from '../config-files';
import { describeClientProperties, describeRefusals } from './client-properties';
import { parseJavaProperties } from './java-properties';

const PLAIN = 'org.apache.kafka.common.security.plain.PlainLoginModule required username="alice" password="canary";';
const CERTIFICATE = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n';
const KEY = '-----BEGIN PRIVATE KEY-----\nBBBB\n-----END PRIVATE KEY-----\n';
const FILES: Readonly<Record<string, Buffer>> = {
  '/ca.pem': Buffer.from(CERTIFICATE),
  '/own.pem': Buffer.from(KEY + CERTIFICATE),
  '/trust.jks': Buffer.from('feedfeed00000002', 'hex'),
  '/trust.p12': Buffer.from('3082', 'hex'),
  '/notes.txt': Buffer.from('nothing of use'),
};

const files = createConfigFiles((path) => {
  const bytes = FILES[path];
  if (bytes === undefined) throw new Error(`the file ${path} does not exist`);
  return bytes;
}, null);

function describeText(text: string) {
  return describeClientProperties(parseJavaProperties(text), files);
}

/** Lines of a file, one of which makes a class load, a file open or an address be dialled in Java. */
const HOSTILE = [
  'sasl.jaas.config=com.sun.security.auth.module.JndiLoginModule required user.provider.url="ldap://evil/x";',
  'sasl.jaas.config=com.sun.security.auth.module.LdapLoginModule required userProvider="ldap://evil/x";',
  'sasl.jaas.config=org.apache.kafka.connect.rest.basic.auth.extension.PropertyFileLoginModule required file="/etc/passwd";',
  'sasl.jaas.config=com.sun.security.auth.module.Krb5LoginModule required useKeyTab=true keyTab="/etc/krb5.keytab";',
  'sasl.login.callback.handler.class=evil.Handler',
  'sasl.client.callback.handler.class=evil.Handler',
  'sasl.login.class=evil.Login',
  'sasl.oauthbearer.token.endpoint.url=file:///etc/passwd',
  'sasl.oauthbearer.jwks.endpoint.url=http://169.254.169.254/latest',
  'sasl.oauthbearer.assertion.private.key.file=/etc/shadow',
  'ssl.engine.factory.class=evil.Factory',
  'ssl.provider=evil',
  'security.providers=evil.Provider',
  'interceptor.classes=evil.Interceptor',
  'metric.reporters=org.apache.kafka.common.metrics.JmxReporter',
  'config.providers=file',
  'sasl.kerberos.service.name=kafka',
  `client.id=$${'{file:/etc/passwd:root}'}`,
];

describe('describeClientProperties', () => {
  test.each(HOSTILE)('refuses by name: %s', (line) => {
    const key = line.slice(0, line.indexOf('='));
    for (const protocol of ['PLAINTEXT', 'SASL_SSL']) {
      const { fates } = describeText(`security.protocol=${protocol}\nsasl.mechanism=PLAIN\n${line}`);
      expect(fates.find((fate) => fate.key === key)).toMatchObject({ fate: 'refused' });
      expect(describeRefusals(fates).filter((refusal) => refusal.startsWith(`${key}: `))).toHaveLength(1);
    }
  });

  test('takes credentials and tells what became of each key, never a value', () => {
    const { bootstrapServers, kafka, fates } = describeText(
      `bootstrap.servers=a:9092\nsecurity.protocol=sasl_plaintext\nsasl.mechanism=PLAIN\nsasl.jaas.config=${PLAIN}\nclient.id=me\nrequest.timeout.ms=4000\nacks=all\nssl.protocol=TLSv1.3`,
    );
    expect(bootstrapServers).toBe('a:9092');
    expect(kafka).toEqual({
      tls: null,
      sasl: { mechanism: 'PLAIN', username: 'alice', password: 'canary' },
      clientId: 'me',
      requestTimeoutMs: 4_000,
    });
    expect(Object.fromEntries(fates.map(({ key, fate }) => [key, fate]))).toEqual({
      'bootstrap.servers': 'used',
      'security.protocol': 'used',
      'sasl.mechanism': 'used',
      'sasl.jaas.config': 'used',
      'client.id': 'used',
      'request.timeout.ms': 'used',
      acks: 'ignored',
      'ssl.protocol': 'ignored',
    });
    expect(JSON.stringify(fates)).not.toContain('canary');
  });

  test('takes PEM from files and from the properties themselves', () => {
    const fromFiles = describeText(
      'security.protocol=SSL\nssl.truststore.location=/ca.pem\nssl.keystore.location=/own.pem\nssl.key.password=p',
    );
    expect(fromFiles.kafka.tls).toMatchObject({
      caPem: CERTIFICATE,
      certificatePem: CERTIFICATE,
      privateKeyPem: KEY,
      privateKeyPassphrase: 'p',
    });
    const inline = describeText(
      `security.protocol=SSL\nssl.truststore.type=PEM\nssl.truststore.certificates=${CERTIFICATE.replaceAll('\n', '\\n')}`,
    );
    expect(inline.kafka.tls?.caPem).toBe(CERTIFICATE);
    const joined = describeText(
      `security.protocol=SSL\nssl.truststore.certificates=${CERTIFICATE.trim().replaceAll('\n', ' \\\n  ')}`,
    );
    expect(joined.kafka.tls?.caPem).toBe(CERTIFICATE);
  });

  test('an empty identification algorithm leaves names unchecked, and says so', () => {
    const { kafka, fates } = describeText('security.protocol=SSL\nssl.endpoint.identification.algorithm=');
    expect(kafka.tls?.verifyHostName).toBe(false);
    expect(fates.find(({ key }) => key.startsWith('ssl.endpoint'))).toMatchObject({
      fate: 'used',
      reason: expect.stringMatching(/not checked/),
    });
    expect(describeText('security.protocol=SSL').kafka.tls?.verifyHostName).toBeUndefined();
  });

  test('makes the unsigned token that Kafka makes for tests', async () => {
    const module = 'org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule';
    const { kafka } = describeText(
      `security.protocol=SASL_PLAINTEXT\nsasl.mechanism=OAUTHBEARER\nsasl.jaas.config=${module} required unsecuredLoginStringClaim_sub="carol";`,
    );
    const token = kafka.sasl?.mechanism === 'OAUTHBEARER' ? kafka.sasl.token : null;
    const [header = '', claims = '', signature] = typeof token === 'function' ? (await token()).split('.') : [];
    expect(JSON.parse(Buffer.from(header, 'base64url').toString())).toEqual({ alg: 'none' });
    expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toMatchObject({ sub: 'carol' });
    expect(signature).toBe('');
  });

  test.each([
    ['security.protocol=TLS', /^security.protocol: takes PLAINTEXT, SSL, /],
    ['security.protocol=SASL_SSL', /^sasl.mechanism: is missing, and would be GSSAPI/],
    ['security.protocol=SASL_SSL\nsasl.mechanism=AWS_MSK_IAM', /^sasl.mechanism: AWS_MSK_IAM is not spoken/],
    ['security.protocol=SASL_SSL\nsasl.mechanism=PLAIN', /^sasl.jaas.config: is missing/],
    [
      `security.protocol=SASL_SSL\nsasl.mechanism=SCRAM-SHA-256\nsasl.jaas.config=${PLAIN}`,
      /^sasl.jaas.config: .*PlainLoginModule does not fit SCRAM-SHA-256: use .*ScramLoginModule/,
    ],
    [
      'security.protocol=SASL_SSL\nsasl.mechanism=OAUTHBEARER\nsasl.jaas.config=org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required clientId="c" clientSecret="canary";',
      /^sasl.jaas.config: .*tokenFile/,
    ],
    ['security.protocol=SSL\nssl.truststore.location=/no', /^ssl.truststore.location: the file \/no does not exist/],
    ['security.protocol=SSL\nssl.truststore.location=ca.pem', /^ssl.truststore.location: the path ca.pem is relative/],
    [
      'security.protocol=SSL\nssl.truststore.location=/trust.jks',
      /^ssl.truststore.location: .*"keytool -importkeystore -srckeystore \/trust.jks -destkeystore \/trust.p12 -deststoretype PKCS12"/,
    ],
    ['security.protocol=SSL\nssl.truststore.location=/trust.p12', /which needs its password/],
    [
      'security.protocol=SSL\nssl.truststore.location=/notes.txt\nssl.truststore.password=p',
      /is neither PEM nor PKCS12/,
    ],
    ['security.protocol=SSL\nssl.keystore.location=/ca.pem', /holds no key with its certificate/],
    ['security.protocol=SSL\nssl.keystore.key=x', /^ssl.keystore.certificate.chain: is missing/],
    ['request.timeout.ms=soon', /^request.timeout.ms: takes 100 to 60000/],
  ])('refuses %j in one line', (text, expected) => {
    const refusals = describeRefusals(describeText(text).fates);
    expect(refusals).toHaveLength(1);
    expect(refusals[0]).toMatch(expected);
    expect(refusals[0]).not.toContain('canary');
  });
});
