import type { KafkaSaslConfig, KafkaTlsConfig } from '@/lib/server/kafka/kafka-cluster-config';
import { describeClusterSlug } from '@/lib/server/store/cluster-slug';
import { parseBrokerList } from './broker-list';
import type { ConfiguredKafkaCluster } from './configured-cluster';

/** The variables that describe one cluster, in the names that Redpanda Console and kminion use. */
export interface KafkaVariables {
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
  readonly HIGHWATER_CLUSTER_NAME: string;
  readonly HIGHWATER_DEMO_CLUSTER: boolean;
}

type ReadText = (path: string) => string;

/** The cluster that the environment names, or null when it names none; a problem is a line that begins with the variable. */
export function describeKafkaCluster(
  variables: KafkaVariables,
  readText: ReadText,
  problems: string[],
): ConfiguredKafkaCluster | null {
  if (variables.KAFKA_BROKERS === undefined) return null;
  const brokers = parseBrokerList(variables.KAFKA_BROKERS);
  if (!brokers.ok) problems.push(`KAFKA_BROKERS: ${brokers.problem}`);
  const tls = describeTls(variables, readText, problems);
  const sasl = describeSasl(variables, problems);
  return {
    clusterId: describeClusterSlug(variables.HIGHWATER_CLUSTER_NAME),
    clusterName: variables.HIGHWATER_CLUSTER_NAME,
    isDemo: variables.HIGHWATER_DEMO_CLUSTER,
    label: variables.HIGHWATER_DEMO_CLUSTER ? 'demo' : null,
    kafka: {
      bootstrapServers: brokers.ok ? brokers.bootstrapServers : [],
      tls,
      sasl,
      ...(variables.KAFKA_CLIENTID === undefined ? {} : { clientId: variables.KAFKA_CLIENTID }),
    },
  };
}

function describeTls(variables: KafkaVariables, readText: ReadText, problems: string[]): KafkaTlsConfig | null {
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
      return path === undefined ? undefined : readText(path);
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
