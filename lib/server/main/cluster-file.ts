import { parse } from 'yaml';
import { z } from 'zod';
import type { KafkaSaslConfig, KafkaTlsConfig } from '@/lib/server/kafka/kafka-cluster-config';
import { describeClusterSlug } from '@/lib/server/store/cluster-slug';
import { parseBrokerList } from './broker-list';
import type { ConfiguredKafkaCluster } from './configured-cluster';

const text = z.string().min(1);

const tlsSchema = z.strictObject({
  caFile: text.optional(),
  certFile: text.optional(),
  keyFile: text.optional(),
  keyPassphrase: text.optional(),
  serverName: text.optional(),
  verifyHostName: z.boolean().optional(),
});

const saslSchema = z.discriminatedUnion('mechanism', [
  z.strictObject({
    mechanism: z.enum(['PLAIN', 'SCRAM-SHA-256', 'SCRAM-SHA-512']),
    username: text,
    password: text.optional(),
    passwordFile: text.optional(),
  }),
  z.strictObject({ mechanism: z.literal('OAUTHBEARER'), token: text.optional(), tokenFile: text.optional() }),
]);

const clusterSchema = z.strictObject({
  name: text,
  brokers: z.union([text, z.array(text)]),
  tls: z.union([z.boolean(), tlsSchema]).optional(),
  sasl: saslSchema.optional(),
  readOnly: z.boolean().optional(),
  clientId: text.optional(),
  label: text.optional(),
});

const fileSchema = z.strictObject({ clusters: z.array(clusterSchema) });

type ReadText = (path: string) => string;

/** A file of `clusters:`; each problem is one line that names the key. */
export function parseClusterFile(
  yaml: string,
  readText: ReadText,
): { clusters: ConfiguredKafkaCluster[]; problems: string[] } {
  const document = parseYaml(yaml);
  if (typeof document === 'string') return { clusters: [], problems: [document] };
  const parsed = fileSchema.safeParse(document.value ?? { clusters: [] });
  if (!parsed.success) return { clusters: [], problems: parsed.error.issues.map(describeIssue) };
  const clusters: ConfiguredKafkaCluster[] = [];
  const problems: string[] = [];
  for (const [index, entry] of parsed.data.clusters.entries()) {
    try {
      clusters.push(describeCluster(entry, readText));
    } catch (error) {
      problems.push(`clusters[${index}] (${entry.name}) ${(error as Error).message}`);
    }
  }
  return { clusters, problems };
}

function parseYaml(yaml: string): { value: unknown } | string {
  try {
    return { value: parse(yaml) };
  } catch (error) {
    return `is not YAML: ${(error as Error).message.split('\n')[0]}`;
  }
}

function describeIssue(issue: z.core.$ZodIssue): string {
  const path = issue.path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`)).join('');
  return `${path.replace(/^\./, '') || 'the file'}: ${issue.message}`;
}

function describeCluster(entry: z.output<typeof clusterSchema>, readText: ReadText): ConfiguredKafkaCluster {
  const brokers = parseBrokerList(entry.brokers);
  if (!brokers.ok) throw new Error(`brokers: ${brokers.problem}`);
  return {
    clusterId: describeClusterSlug(entry.name),
    clusterName: entry.name,
    isDemo: entry.label === 'demo',
    label: entry.label ?? null,
    kafka: {
      bootstrapServers: brokers.bootstrapServers,
      tls: describeTls(entry.tls, readText),
      sasl: describeSasl(entry.sasl, readText),
      readOnly: entry.readOnly ?? false,
      ...(entry.clientId === undefined ? {} : { clientId: entry.clientId }),
    },
  };
}

function describeTls(tls: z.output<typeof clusterSchema>['tls'], readText: ReadText): KafkaTlsConfig | null {
  if (tls === undefined || tls === false) return null;
  if (tls === true) return {};
  if ((tls.certFile === undefined) !== (tls.keyFile === undefined))
    throw new Error('tls: certFile and keyFile come together');
  return {
    caPem: tls.caFile === undefined ? undefined : readText(tls.caFile),
    certificatePem: tls.certFile === undefined ? undefined : readText(tls.certFile),
    privateKeyPem: tls.keyFile === undefined ? undefined : readText(tls.keyFile),
    privateKeyPassphrase: tls.keyPassphrase,
    serverName: tls.serverName,
    verifyHostName: tls.verifyHostName,
  };
}

function describeSasl(sasl: z.output<typeof clusterSchema>['sasl'], readText: ReadText): KafkaSaslConfig | null {
  if (sasl === undefined) return null;
  if (sasl.mechanism === 'OAUTHBEARER') {
    return { mechanism: sasl.mechanism, token: readSecret('token', sasl.token, sasl.tokenFile, readText) };
  }
  const password = readSecret('password', sasl.password, sasl.passwordFile, readText);
  return { mechanism: sasl.mechanism, username: sasl.username, password };
}

function readSecret(name: string, value: string | undefined, file: string | undefined, readText: ReadText): string {
  if (value !== undefined && file !== undefined) throw new Error(`sasl: give ${name} or ${name}File, not both`);
  const secret = value ?? (file === undefined ? '' : readText(file).trimEnd());
  if (secret === '') throw new Error(`sasl: ${name} or ${name}File is missing or empty`);
  return secret;
}
