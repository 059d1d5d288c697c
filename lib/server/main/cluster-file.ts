import { z } from 'zod';
import type { KafkaClusterConfig, KafkaSaslConfig, KafkaTlsConfig } from '@/lib/server/kafka/kafka-cluster-config';
import { describeClusterSlug } from '@/lib/server/store/cluster-slug';
import { parseBrokerList } from './broker-list';
import { brokerMetricsSchema, describeBrokerMetrics } from './broker-metrics-config';
import {
  type DescribedProperties,
  describeClientProperties,
  describeRefusals,
} from './client-properties/client-properties';
import { parseJavaProperties } from './client-properties/java-properties';
import type { ConfigFiles } from './config-files';
import type { DescribedCluster } from './configured-cluster';

const text = z.string().min(1, 'is empty');
const flag = z.boolean('takes true or false');

export const tlsSchema = z.strictObject({
  caFile: text.optional(),
  certFile: text.optional(),
  keyFile: text.optional(),
  keyPassphrase: text.optional(),
  keyPassphraseFile: text.optional(),
  serverName: text.optional(),
  verifyHostName: flag.optional(),
});

const passwordSasl = z.strictObject({
  mechanism: z.enum(['PLAIN', 'SCRAM-SHA-256', 'SCRAM-SHA-512']),
  username: text,
  password: text.optional(),
  passwordFile: text.optional(),
});
const tokenSasl = z.strictObject({
  mechanism: z.literal('OAUTHBEARER'),
  token: text.optional(),
  tokenFile: text.optional(),
});

export const saslSchema = z.discriminatedUnion('mechanism', [passwordSasl, tokenSasl], {
  error: 'takes a mechanism: PLAIN, SCRAM-SHA-256, SCRAM-SHA-512 or OAUTHBEARER',
});

/** One entry of `clusters:`. */
export const clusterSchema = z.strictObject({
  name: text,
  brokers: z.union([text, z.array(text)], 'takes host:port, one or a list').optional(),
  tls: z.union([z.boolean(), tlsSchema]).optional(),
  sasl: saslSchema.optional(),
  properties: z
    .union([z.string(), z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))])
    .optional(),
  propertiesFile: text.optional(),
  readOnly: flag.optional(),
  clientId: text.optional(),
  label: text.optional(),
  metrics: brokerMetricsSchema.optional(),
});

type ClusterEntry = z.output<typeof clusterSchema>;

/** A cluster of the file. Throws an `Error` with a line that begins with the key. */
export function describeCluster(entry: ClusterEntry, files: ConfigFiles, source: string): DescribedCluster {
  const given = readProperties(entry, files);
  const refusals = describeRefusals(given?.fates ?? []);
  if (refusals.length > 0) throw new Error(refusals.map((line) => `${given?.key} ${line}`).join('\n'));
  refuseTwice(entry, given);
  const brokers = parseBrokerList(entry.brokers ?? given?.bootstrapServers ?? '');
  if (!brokers.ok) throw new Error(`brokers: ${brokers.problem}`);
  const kafka: KafkaClusterConfig = {
    ...given?.kafka,
    bootstrapServers: brokers.bootstrapServers,
    tls: describeTls(entry.tls, files) ?? given?.kafka.tls ?? null,
    sasl: describeSasl(entry.sasl, files) ?? given?.kafka.sasl ?? null,
    readOnly: entry.readOnly ?? false,
    ...(entry.clientId === undefined ? {} : { clientId: entry.clientId }),
  };
  const cluster = {
    clusterId: describeClusterSlug(entry.name),
    clusterName: entry.name,
    isDemo: entry.label === 'demo',
    label: entry.label ?? null,
    metrics: describeBrokerMetrics(entry.metrics, files.text),
    kafka,
  };
  return { cluster, source, fates: given?.fates ?? [] };
}

type GivenProperties = DescribedProperties & { readonly key: 'properties' | 'propertiesFile' };

function readProperties({ properties, propertiesFile }: ClusterEntry, files: ConfigFiles): GivenProperties | null {
  if (properties !== undefined && propertiesFile !== undefined)
    throw new Error('propertiesFile: is given beside properties: keep one of them');
  if (propertiesFile !== undefined) {
    // As Kafka's tools read it.
    const values = parseNamed('propertiesFile', files.bytes(propertiesFile).toString('latin1'));
    return { ...describeClientProperties(values, files), key: 'propertiesFile' };
  }
  if (properties === undefined) return null;
  const values =
    typeof properties === 'string'
      ? parseNamed('properties', properties)
      : new Map(Object.entries(properties).map(([key, value]) => [key, String(value ?? '')]));
  return { ...describeClientProperties(values, files), key: 'properties' };
}

function parseNamed(key: string, text: string): ReadonlyMap<string, string> {
  try {
    return parseJavaProperties(text);
  } catch (error) {
    throw new Error(`${key}: ${(error as Error).message}`);
  }
}

/** Security said in two places would leave open which one counts. */
function refuseTwice(entry: ClusterEntry, given: GivenProperties | null): void {
  for (const key of ['tls', 'sasl'] as const) {
    if (entry[key] !== undefined && given?.kafka[key])
      throw new Error(`${key}: is given beside security.protocol in ${given.key}: keep one of them`);
  }
}

function describeTls(tls: ClusterEntry['tls'], files: ConfigFiles): KafkaTlsConfig | null {
  if (tls === undefined || tls === false) return null;
  if (tls === true) return {};
  if ((tls.certFile === undefined) !== (tls.keyFile === undefined))
    throw new Error('tls: certFile and keyFile come together');
  const read = (key: 'caFile' | 'certFile' | 'keyFile') => {
    const path = tls[key];
    return path === undefined ? undefined : readNamed(`tls.${key}`, path, files);
  };
  return {
    caPem: read('caFile'),
    certificatePem: read('certFile'),
    privateKeyPem: read('keyFile'),
    privateKeyPassphrase:
      tls.keyPassphrase ??
      (tls.keyPassphraseFile === undefined
        ? undefined
        : readNamed('tls.keyPassphraseFile', tls.keyPassphraseFile, files).trimEnd()),
    serverName: tls.serverName,
    verifyHostName: tls.verifyHostName,
  };
}

function describeSasl(sasl: ClusterEntry['sasl'], files: ConfigFiles): KafkaSaslConfig | null {
  if (sasl === undefined) return null;
  if (sasl.mechanism === 'OAUTHBEARER') {
    const { token, tokenFile } = sasl;
    const first = readSecret('token', token, tokenFile, files);
    // Read again at each sign-in: whoever renews tokens writes them there.
    const reread = async () => readSecret('token', undefined, tokenFile, files);
    return { mechanism: sasl.mechanism, token: tokenFile === undefined ? first : reread };
  }
  const password = readSecret('password', sasl.password, sasl.passwordFile, files);
  return { mechanism: sasl.mechanism, username: sasl.username, password };
}

function readSecret(name: string, value: string | undefined, file: string | undefined, files: ConfigFiles): string {
  if (value !== undefined && file !== undefined) throw new Error(`sasl: give ${name} or ${name}File, not both`);
  const secret = value ?? (file === undefined ? '' : readNamed(`sasl.${name}File`, file, files).trimEnd());
  if (secret === '') throw new Error(`sasl: ${name} or ${name}File is missing or empty`);
  return secret;
}

function readNamed(key: string, path: string, files: ConfigFiles): string {
  try {
    return files.text(path);
  } catch (error) {
    throw new Error(`${key}: ${(error as Error).message}`);
  }
}
