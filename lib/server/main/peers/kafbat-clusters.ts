import { describeClusterSlug } from '@/lib/server/store/cluster-slug';
import { parseBrokerList } from '../broker-list';
import { describeClientProperties, describeRefusals } from '../client-properties/client-properties';
import type { ConfigFiles } from '../config-files';
import type { DescribedCluster, DescribedClusters } from '../configured-cluster';
import { describeNearestName } from '../nearest-name';
import type { Variables } from '../variable-texts';

const VARIABLE = /^KAFKA_CLUSTERS_(\d+)_(\w+)$/;
const PROPERTIES = 'PROPERTIES_';
/** Settings of a cluster that stand for a key of client.properties. */
const PROPERTY_OF: Readonly<Record<string, string>> = {
  SSL_TRUSTSTORELOCATION: 'ssl.truststore.location',
  SSL_TRUSTSTOREPASSWORD: 'ssl.truststore.password',
  SSL_KEYSTORELOCATION: 'ssl.keystore.location',
  SSL_KEYSTOREPASSWORD: 'ssl.keystore.password',
};
const OWN_SETTINGS = ['NAME', 'BOOTSTRAPSERVERS', 'READONLY'];
const NOT_USED: readonly (readonly [RegExp, string])[] = [
  [/^SCHEMAREGISTRY/, 'Highwater does not ask a schema registry'],
  [/^KAFKACONNECT_/, 'Highwater does not ask Kafka Connect'],
  [/^KSQLDBSERVER/, 'Highwater does not ask ksqlDB'],
  [/^METRICS_/, 'metrics of brokers are set in the file of HIGHWATER_CONFIG'],
  [/^SSL_VERIFY/, 'certificates are always checked: name their authority in the trust store'],
];

interface ClusterVariables {
  readonly prefix: string;
  /** By what follows the prefix. */
  readonly settings: Map<string, string>;
}

/** The clusters of `KAFKA_CLUSTERS_<n>_…`, the names of kafbat UI and of provectus kafka-ui. */
export function describeKafbatClusters(variables: Variables, files: ConfigFiles): DescribedClusters {
  const problems: string[] = [];
  const notes: string[] = [];
  const clusters = [...readSettings(variables, files, problems).values()].map((one) => {
    notes.push(...describeNotUsed(one, problems));
    return describeCluster(one, files, problems);
  });
  return { clusters: clusters.flatMap((cluster) => cluster ?? []), problems, notes };
}

function readSettings(
  variables: Variables,
  files: ConfigFiles,
  problems: string[],
): ReadonlyMap<string, ClusterVariables> {
  const clusters = new Map<string, ClusterVariables>();
  const named = Object.entries(variables).filter(([name, value]) => VARIABLE.test(name) && value);
  for (const [name, value = ''] of named.sort(([a], [b]) => a.localeCompare(b, 'en', { numeric: true }))) {
    const [, number = '', setting = ''] = VARIABLE.exec(name) ?? [];
    const prefix = `KAFKA_CLUSTERS_${number}_`;
    const cluster = clusters.get(number) ?? { prefix, settings: new Map() };
    clusters.set(number, cluster);
    try {
      if (setting.endsWith('_FILE')) cluster.settings.set(setting.slice(0, -5), files.text(value).trimEnd());
      else cluster.settings.set(setting, value);
    } catch (error) {
      problems.push(`${name}: ${(error as Error).message}`);
    }
  }
  return clusters;
}

function describeNotUsed({ prefix, settings }: ClusterVariables, problems: string[]): readonly string[] {
  const notes: string[] = [];
  for (const [setting, value] of settings) {
    const isRead = OWN_SETTINGS.includes(setting) || setting in PROPERTY_OF || setting.startsWith(PROPERTIES);
    if (isRead) continue;
    const nearest = describeNearestName(setting, [...OWN_SETTINGS, ...Object.keys(PROPERTY_OF)], 2);
    const reason = NOT_USED.find(([pattern]) => pattern.test(setting))?.[1];
    if (setting === 'METRICS_TYPE' && value.toUpperCase() === 'JMX') {
      problems.push(
        `${prefix}${setting}: JMX is not spoken, since its answers run code in whoever asks: let the brokers serve the Prometheus JMX exporter or Jolokia, and unset it`,
      );
    } else if (nearest !== null && reason === undefined) {
      problems.push(`${prefix}${setting}: is not a setting of a cluster: did you mean ${prefix}${nearest}?`);
    } else notes.push(`${prefix}${setting}: not used: ${reason ?? 'Highwater has no use for it'}`);
  }
  return notes;
}

function describeCluster(
  { prefix, settings }: ClusterVariables,
  files: ConfigFiles,
  problems: string[],
): DescribedCluster | null {
  const described = describeClientProperties(collectProperties(settings), files);
  problems.push(...describeRefusals(described.fates).map((line) => `${prefix}PROPERTIES_…: ${line}`));
  const servers = settings.get('BOOTSTRAPSERVERS') ?? described.bootstrapServers;
  const brokers = parseBrokerList(servers ?? '');
  if (!brokers.ok)
    problems.push(
      `${prefix}BOOTSTRAPSERVERS: ${servers === undefined ? 'is missing: give host:port' : brokers.problem}`,
    );
  const readOnly = (settings.get('READONLY') ?? 'false').toLowerCase();
  if (!['true', 'false'].includes(readOnly)) problems.push(`${prefix}READONLY: takes true or false`);
  if (!brokers.ok) return null;
  const clusterName = settings.get('NAME') ?? `cluster-${prefix.replace(/\D/g, '')}`;
  const kafka = {
    ...described.kafka,
    bootstrapServers: brokers.bootstrapServers,
    readOnly: readOnly === 'true',
  };
  const cluster = { clusterId: describeClusterSlug(clusterName), clusterName, isDemo: false, label: null, kafka };
  return { cluster, source: `environment ${prefix}…`, fates: described.fates };
}

function collectProperties(settings: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const properties = new Map<string, string>();
  for (const [setting, value] of settings) {
    const key = setting.startsWith(PROPERTIES)
      ? setting.slice(PROPERTIES.length).toLowerCase().replaceAll('_', '.')
      : PROPERTY_OF[setting];
    if (key !== undefined) properties.set(key, value);
  }
  return properties;
}
