import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { findFreePorts } from '@/demo/free-ports';
import { ensureKafkaJars } from '@/demo/kafka-jars';
import { createKafkaNode } from '@/demo/kafka-node';
import { describeNodeProperties, describePropertiesFile } from '@/demo/kafka-properties';

const run = promisify(execFile);
const storePassword = 'store-secret';
const listenerProtocols = {
  SASL: 'SASL_PLAINTEXT',
  BRIEF: 'SASL_PLAINTEXT',
  BEARER: 'SASL_PLAINTEXT',
  TLS: 'SSL',
  MUTUAL: 'SSL',
  SASLTLS: 'SASL_SSL',
  LOST: 'PLAINTEXT',
} as const;
/** Where the LOST listener says that it is: nothing listens there. */
const lostAddress = '127.0.0.1:1';

export type SecuredListener = keyof typeof listenerProtocols;

/** One broker with a listener for each way to sign in, and the certificates to reach it with. */
export interface SecuredTestBroker {
  readonly plaintext: string;
  readonly controller: string;
  readonly listeners: Readonly<Record<SecuredListener, string>>;
  /** The broker's own certificate, which is its own authority. */
  readonly caPem: string;
  readonly client: { readonly certificatePem: string; readonly privateKeyPem: string };
  /** A certificate that the broker does not know. */
  readonly stranger: { readonly certificatePem: string; readonly privateKeyPem: string };
  /** Files of the same, in PKCS12 as keytool writes it. */
  readonly stores: {
    readonly password: string;
    /** Trusts the broker. */
    readonly trustPath: string;
    readonly clientPath: string;
    readonly strangerCertificatePath: string;
  };
  discard(): Promise<void>;
}

export const plainUser = { username: 'alice', password: 'alice-secret' } as const;
/** Session lifetime of the BRIEF listener. */
export const briefSessionMs = 3_000;

interface KeyPair {
  readonly storePath: string;
  readonly certificatePath: string;
  readonly certificatePem: string;
  readonly privateKeyPem: string;
}

const exportKeySource = `import java.io.FileInputStream;
import java.security.KeyStore;
import java.util.Base64;

class ExportKey {
  public static void main(String[] args) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(new FileInputStream(args[0]), args[1].toCharArray());
    byte[] key = store.getKey("own", args[1].toCharArray()).getEncoded();
    System.out.println("-----BEGIN PRIVATE KEY-----\\n" + Base64.getMimeEncoder().encodeToString(key) + "\\n-----END PRIVATE KEY-----");
  }
}
`;

/** A self-signed pair made by keytool, which cannot write the key as PEM. */
async function createKeyPair(directory: string, name: string): Promise<KeyPair> {
  const storePath = path.join(directory, `${name}.p12`);
  const certificatePath = path.join(directory, `${name}.pem`);
  const exporter = path.join(directory, 'ExportKey.java');
  const store = ['-keystore', storePath, '-storepass', storePassword, '-alias', 'own'];
  const subject = ['-dname', `CN=${name}`, '-ext', 'SAN=ip:127.0.0.1', '-ext', 'bc:c', '-validity', '30'];
  writeFileSync(exporter, exportKeySource);
  await run('keytool', ['-genkeypair', '-keyalg', 'EC', '-storetype', 'PKCS12', ...store, ...subject]);
  await run('keytool', ['-exportcert', '-rfc', '-file', certificatePath, ...store]);
  const { stdout } = await run('java', [exporter, storePath, storePassword]);
  return { storePath, certificatePath, certificatePem: readFileSync(certificatePath, 'utf8'), privateKeyPem: stdout };
}

function describeSecurity(server: KeyPair, trustPath: string): Record<string, string> {
  const plain = `org.apache.kafka.common.security.plain.PlainLoginModule required user_${plainUser.username}="${plainUser.password}";`;
  const scram = 'org.apache.kafka.common.security.scram.ScramLoginModule required;';
  const bearer =
    'org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required unsecuredLoginStringClaim_sub="broker";';
  return {
    'listener.name.sasl.sasl.enabled.mechanisms': 'PLAIN,SCRAM-SHA-256,SCRAM-SHA-512',
    'listener.name.sasl.plain.sasl.jaas.config': plain,
    'listener.name.sasl.scram-sha-256.sasl.jaas.config': scram,
    'listener.name.sasl.scram-sha-512.sasl.jaas.config': scram,
    'listener.name.brief.sasl.enabled.mechanisms': 'PLAIN',
    'listener.name.brief.plain.sasl.jaas.config': plain,
    'listener.name.brief.plain.connections.max.reauth.ms': String(briefSessionMs),
    'listener.name.bearer.sasl.enabled.mechanisms': 'OAUTHBEARER',
    'listener.name.bearer.oauthbearer.sasl.jaas.config': bearer,
    'listener.name.sasltls.sasl.enabled.mechanisms': 'PLAIN,SCRAM-SHA-256,SCRAM-SHA-512,OAUTHBEARER',
    'listener.name.sasltls.plain.sasl.jaas.config': plain,
    'listener.name.sasltls.scram-sha-256.sasl.jaas.config': scram,
    'listener.name.sasltls.scram-sha-512.sasl.jaas.config': scram,
    'listener.name.sasltls.oauthbearer.sasl.jaas.config': bearer,
    'listener.name.mutual.ssl.client.auth': 'required',
    'ssl.keystore.location': server.storePath,
    'ssl.keystore.password': storePassword,
    'ssl.truststore.location': trustPath,
    'ssl.truststore.password': storePassword,
  };
}

async function createTrustStore(directory: string, name: string, trusted: KeyPair): Promise<string> {
  const trustPath = path.join(directory, `${name}.p12`);
  const store = ['-keystore', trustPath, '-storepass', storePassword, '-storetype', 'PKCS12'];
  await run('keytool', ['-importcert', '-noprompt', '-alias', 'trusted', '-file', trusted.certificatePath, ...store]);
  return trustPath;
}

function describeListeners(base: Record<string, string>, addresses: Readonly<Record<SecuredListener, string>>) {
  const names = Object.keys(listenerProtocols) as SecuredListener[];
  const listeners = names.map((name) => `${name}://${addresses[name]}`);
  const advertised = names.map((name) => `${name}://${name === 'LOST' ? lostAddress : addresses[name]}`);
  const protocols = names.map((name) => `${name}:${listenerProtocols[name]}`);
  return {
    ...base,
    listeners: [base.listeners, ...listeners].join(','),
    'advertised.listeners': [base['advertised.listeners'], ...advertised].join(','),
    'listener.security.protocol.map': [base['listener.security.protocol.map'], ...protocols].join(','),
  };
}

/** What makes the broker ask ACLs about everybody but those who come in without signing in. */
export const authorizing = {
  'authorizer.class.name': 'org.apache.kafka.metadata.authorizer.StandardAuthorizer',
  'super.users': 'User:ANONYMOUS',
} as const;

/** Starts the broker in a directory of its own; takes some ten seconds. */
export async function startSecuredTestBroker(
  extraProperties: Readonly<Record<string, string>> = {},
): Promise<SecuredTestBroker> {
  const directory = mkdtempSync(path.join(tmpdir(), 'secured-broker-'));
  const names = Object.keys(listenerProtocols) as SecuredListener[];
  const [port = 0, internalPort = 0, controllerPort = 0, ...others] = await findFreePorts(
    new Array(3 + names.length).fill(undefined),
  );
  const listeners = Object.fromEntries(names.map((name, index) => [name, `127.0.0.1:${others[index]}`])) as Record<
    SecuredListener,
    string
  >;
  const [server, client, stranger] = await Promise.all(
    ['server', 'client', 'stranger'].map((name) => createKeyPair(directory, name)),
  );
  if (!server || !client || !stranger) throw new Error('keytool made no key pairs');
  const node = { nodeId: 1, port, internalPort, controllerPort };
  const security = describeSecurity(server, await createTrustStore(directory, 'trusts-client', client));
  const trustPath = await createTrustStore(directory, 'trusts-server', server);
  const strangerCertificatePath = stranger.certificatePath;
  const stores = { password: storePassword, trustPath, clientPath: client.storePath, strangerCertificatePath };
  const properties = {
    ...describeListeners(describeNodeProperties(node, [node], directory), listeners),
    ...security,
    ...extraProperties,
  };
  const configPath = path.join(directory, 'server.properties');
  mkdirSync(directory, { recursive: true });
  writeFileSync(configPath, describePropertiesFile(properties));
  const jars = await ensureKafkaJars();
  await run(jars.javaPath, [
    '-cp',
    jars.classpath,
    'highwater.demo.FormatStorage',
    'AAAAAAAAQQQQAAAAAAAAAA',
    configPath,
  ]);
  const broker = createKafkaNode({
    nodeId: 1,
    port,
    configPath,
    logPath: path.join(directory, 'server.log'),
    jars,
    onSpawn: () => undefined,
  });
  const discard = async () => {
    await broker.kill();
    rmSync(directory, { recursive: true, force: true });
  };
  try {
    broker.spawn();
    await broker.waitUntilLive(1);
  } catch (error) {
    await discard();
    throw error;
  }
  const addresses = { plaintext: `127.0.0.1:${port}`, controller: `127.0.0.1:${controllerPort}`, listeners };
  return { ...addresses, caPem: server.certificatePem, client, stranger, stores, discard };
}
