import type { KafkaSaslConfig, KafkaTlsConfig } from '@/lib/server/kafka/kafka-cluster-config';
import { describeClusterSlug } from '@/lib/server/store/cluster-slug';
import { parseBrokerList } from './broker-list';
import { describeMetricsVariables, type MetricsVariables } from './broker-metrics-config';
import {
  type DescribedProperties,
  describeClientProperties,
  describeRefusals,
} from './client-properties/client-properties';
import { parseJavaProperties } from './client-properties/java-properties';
import type { ConfigFiles } from './config-files';
import type { DescribedCluster } from './configured-cluster';

/** The variables that describe one cluster, in the names that Redpanda Console and kminion use, and Kafdrop's beside them. */
export interface KafkaVariables extends MetricsVariables {
  readonly KAFKA_BROKERS?: string;
  readonly KAFKA_CLIENTID?: string;
  readonly KAFKA_TLS_ENABLED?: boolean;
  readonly KAFKA_TLS_CAFILEPATH?: string;
  readonly KAFKA_TLS_CERTFILEPATH?: string;
  readonly KAFKA_TLS_KEYFILEPATH?: string;
  readonly KAFKA_TLS_PASSPHRASE?: string;
  readonly KAFKA_SASL_ENABLED?: boolean;
  readonly KAFKA_SASL_MECHANISM?: KafkaSaslConfig['mechanism'];
  readonly KAFKA_SASL_USERNAME?: string;
  readonly KAFKA_SASL_PASSWORD?: string;
  readonly KAFKA_SASL_OAUTHBEARER_TOKEN?: string;
  /** A client.properties, as it is or in base64. */
  readonly KAFKA_PROPERTIES?: string;
  /** Stores in base64, which take the place of those that KAFKA_PROPERTIES names. */
  readonly KAFKA_TRUSTSTORE?: string;
  readonly KAFKA_KEYSTORE?: string;
  readonly HIGHWATER_CLUSTER_NAME: string;
  readonly HIGHWATER_DEMO_CLUSTER: boolean;
}

/** The cluster that the environment names, or null when it names none; a problem is a line that begins with the variable. */
export function describeKafkaCluster(
  variables: KafkaVariables,
  files: ConfigFiles,
  problems: string[],
): DescribedCluster | null {
  const given = readProperties(variables, files.byWholePath(), problems);
  const servers = variables.KAFKA_BROKERS ?? given?.bootstrapServers;
  if (servers === undefined) {
    if (given !== null) problems.push('KAFKA_BROKERS: is missing, and KAFKA_PROPERTIES names no bootstrap.servers');
    return null;
  }
  const brokers = parseBrokerList(servers);
  if (!brokers.ok) problems.push(`KAFKA_BROKERS: ${brokers.problem}`);
  const metrics = describeMetricsVariables(variables, problems);
  if (given?.kafka.tls && variables.KAFKA_TLS_ENABLED) problems.push(describeTwice('KAFKA_TLS_ENABLED'));
  if (given?.kafka.sasl && variables.KAFKA_SASL_ENABLED) problems.push(describeTwice('KAFKA_SASL_ENABLED'));
  const cluster = {
    clusterId: describeClusterSlug(variables.HIGHWATER_CLUSTER_NAME),
    clusterName: variables.HIGHWATER_CLUSTER_NAME,
    isDemo: variables.HIGHWATER_DEMO_CLUSTER,
    label: variables.HIGHWATER_DEMO_CLUSTER ? 'demo' : null,
    metrics,
    kafka: {
      ...given?.kafka,
      bootstrapServers: brokers.ok ? brokers.bootstrapServers : [],
      tls: describeTls(variables, files, problems) ?? given?.kafka.tls ?? null,
      sasl: describeSasl(variables, problems) ?? given?.kafka.sasl ?? null,
      ...(variables.KAFKA_CLIENTID === undefined ? {} : { clientId: variables.KAFKA_CLIENTID }),
    },
  };
  const source = variables.KAFKA_BROKERS === undefined ? 'KAFKA_PROPERTIES' : 'KAFKA_BROKERS';
  return { cluster, source: `environment ${source}`, fates: given?.fates ?? [] };
}

function describeTwice(name: string): string {
  return `${name}: is set beside security.protocol in KAFKA_PROPERTIES: keep one of them`;
}

function readProperties(variables: KafkaVariables, files: ConfigFiles, problems: string[]): DescribedProperties | null {
  const { KAFKA_PROPERTIES: text, KAFKA_TRUSTSTORE: trustStore, KAFKA_KEYSTORE: keyStore } = variables;
  if (text === undefined) {
    if (trustStore ?? keyStore)
      problems.push(
        'KAFKA_PROPERTIES: is missing: the store that is given needs security.protocol=SSL and its password there',
      );
    return null;
  }
  // A key of client.properties has a dot, which base64 has not.
  const isEncoded = /^[A-Za-z0-9+/\s]+={0,2}\s*$/.test(text);
  const stores = { trustStore: decode(trustStore), keyStore: decode(keyStore) };
  try {
    const properties = parseJavaProperties(isEncoded ? Buffer.from(text, 'base64').toString('latin1') : text);
    const described = describeClientProperties(properties, files, stores);
    problems.push(...describeRefusals(described.fates).map((line) => `KAFKA_PROPERTIES: ${line}`));
    return described;
  } catch (error) {
    problems.push(`KAFKA_PROPERTIES: ${(error as Error).message}`);
    return null;
  }
}

function decode(base64: string | undefined): Buffer | undefined {
  return base64 === undefined ? undefined : Buffer.from(base64, 'base64');
}

function describeTls(variables: KafkaVariables, files: ConfigFiles, problems: string[]): KafkaTlsConfig | null {
  const { KAFKA_TLS_CAFILEPATH: ca, KAFKA_TLS_CERTFILEPATH: certificate, KAFKA_TLS_KEYFILEPATH: key } = variables;
  if (!variables.KAFKA_TLS_ENABLED) {
    if (ca ?? certificate ?? key)
      problems.push('KAFKA_TLS_ENABLED: set it to true, since a KAFKA_TLS_… file is given, or unset the file');
    return null;
  }
  if ((certificate === undefined) !== (key === undefined)) {
    problems.push('KAFKA_TLS_CERTFILEPATH: comes together with KAFKA_TLS_KEYFILEPATH: set both or none');
  }
  const read = (name: string, path: string | undefined) => {
    try {
      return path === undefined ? undefined : files.text(path);
    } catch (error) {
      problems.push(`${name}: ${(error as Error).message}`);
      return undefined;
    }
  };
  return {
    caPem: read('KAFKA_TLS_CAFILEPATH', ca),
    certificatePem: read('KAFKA_TLS_CERTFILEPATH', certificate),
    privateKeyPem: read('KAFKA_TLS_KEYFILEPATH', key),
    privateKeyPassphrase: variables.KAFKA_TLS_PASSPHRASE,
  };
}

function describeSasl(variables: KafkaVariables, problems: string[]): KafkaSaslConfig | null {
  const {
    KAFKA_SASL_USERNAME: username,
    KAFKA_SASL_PASSWORD: password,
    KAFKA_SASL_OAUTHBEARER_TOKEN: token,
  } = variables;
  if (!variables.KAFKA_SASL_ENABLED) {
    if (username ?? password ?? token)
      problems.push('KAFKA_SASL_ENABLED: set it to true, since credentials are given, or unset them');
    return null;
  }
  const mechanism = variables.KAFKA_SASL_MECHANISM ?? 'PLAIN';
  if (mechanism === 'OAUTHBEARER') {
    if (token === undefined)
      problems.push('KAFKA_SASL_OAUTHBEARER_TOKEN: is missing: OAUTHBEARER needs it (or its _FILE)');
    return { mechanism, token: token ?? '' };
  }
  if (username === undefined) problems.push(`KAFKA_SASL_USERNAME: is missing: ${mechanism} needs it`);
  if (password === undefined)
    problems.push(`KAFKA_SASL_PASSWORD: is missing: ${mechanism} needs it (or KAFKA_SASL_PASSWORD_FILE)`);
  return { mechanism, username: username ?? '', password: password ?? '' };
}
