import { createKafkaGateway, type KafkaGateway } from '@/lib/server/kafka/gateway';
import type { KafkaClusterConfig } from '@/lib/server/kafka/kafka-cluster-config';
import { readKafkaVersion } from '@/lib/server/kafka/round/kafka-version';
import { describeClockSkew, readClockSkewMs } from '@/lib/server/store/clock-skew';
import { openDatabase } from '@/lib/server/store/database';
import type { HighwaterEnv, ParsedConfig } from '../env';
import type { ConfiguredKafkaCluster, DescribedCluster } from './configured-cluster';
import { describeDatabaseUrl, type EffectiveSetting } from './effective-settings';
import { describeWebUrl } from './web-address';

/** One line of the report; a problem makes the check fail. */
export interface CheckLine {
  readonly text: string;
  readonly isProblem: boolean;
}

const fine = (text: string): CheckLine => ({ text, isProblem: false });
const problem = (text: string): CheckLine => ({ text, isProblem: true });

/**
 * What environment and file mean, without secrets and with who gave each value, and whether the database and every broker of
 * every cluster answer: also those that are only known by the address that they advertise. Changes nothing.
 */
export async function checkConfig({ env, settings, clusters, notes }: ParsedConfig): Promise<readonly CheckLine[]> {
  const [database, ...checked] = await Promise.all([checkDatabase(env), ...clusters.map(checkCluster)]);
  const signIn = env.auth === 'on' ? 'sign-in needed' : 'open to whoever reaches this machine';
  const noCluster = problem('No cluster: set KAFKA_BROKERS, or HIGHWATER_CONFIG to a file that names clusters');
  return [
    ...settings.map(describeSetting),
    ...notes.map(fine),
    fine(`Web: ${describeWebUrl(env.host, env.port)}, ${signIn}`),
    fine(`Polls each cluster every ${env.pollIntervalMs / 1000} s and keeps history for ${env.retentionDays} days`),
    database,
    ...(checked.length === 0 ? [noCluster] : checked.flat()),
  ];
}

function describeSetting({ name, shown, source }: EffectiveSetting): CheckLine {
  return fine(shown === null ? `${name} is not set` : `${name} = ${shown} (${source})`);
}

async function checkDatabase(env: HighwaterEnv): Promise<CheckLine> {
  if (env.databaseUrl === null) return fine(`Database: embedded, under ${env.dataDir}`);
  const where = `Database: ${describeDatabaseUrl(env.databaseUrl)}`;
  const database = openDatabase(env.databaseUrl, { applicationName: 'highwater config check', poolSize: 1 });
  try {
    const rows = await database.query<{ server_version: string }>('SHOW server_version');
    const skew = describeClockSkew(await readClockSkewMs(database));
    if (skew !== null) return problem(`${where}: ${skew}`);
    return fine(`${where} answers: Postgres ${rows[0]?.server_version}`);
  } catch (error) {
    return problem(`${where}: ${(error as Error).message}`);
  } finally {
    await database.close();
  }
}

async function checkCluster({ cluster, source, fates }: DescribedCluster): Promise<readonly CheckLine[]> {
  const answers = await askCluster(cluster);
  return [...answers.slice(0, 1), fine(`  From ${source}`), ...describeFates(fates), ...answers.slice(1)];
}

/** Each key of a client.properties: those used in one line, each other with its reason. */
function describeFates(fates: DescribedCluster['fates']): readonly CheckLine[] {
  const used = fates.filter(({ fate }) => fate === 'used');
  const remarked = fates.filter(({ reason }) => reason !== null);
  return [
    ...(used.length === 0 ? [] : [fine(`  Properties used: ${used.map(({ key }) => key).join(', ')}`)]),
    ...remarked.map(({ key, fate, reason }) => fine(`  Property ${key} ${fate}: ${reason}`)),
  ];
}

async function askCluster({ clusterName, kafka }: ConfiguredKafkaCluster): Promise<readonly CheckLine[]> {
  const head = `Cluster ${clusterName}: ${kafka.bootstrapServers.join(', ')}, ${describeSecurity(kafka)}`;
  const gateway = createKafkaGateway(kafka);
  try {
    const metadata = await gateway.call('Metadata', { topics: [], allowAutoTopicCreation: false });
    const { kafkaVersion } = await readKafkaVersion(gateway, {});
    const brokers = [...metadata.brokers].sort((left, right) => left.nodeId - right.nodeId);
    const told = `Kafka ${kafkaVersion ?? 'of a version unknown'}, cluster id ${metadata.clusterId ?? 'unknown'}`;
    return [fine(`${head}: ${told}`), ...(await Promise.all(brokers.map((broker) => checkBroker(gateway, broker))))];
  } catch (error) {
    return [problem(`${head}: ${(error as Error).message}`)];
  } finally {
    await gateway.close();
  }
}

function describeSecurity({ tls, sasl, readOnly }: KafkaClusterConfig): string {
  const who = sasl && 'username' in sasl ? ` as ${sasl.username}` : '';
  return [
    tls ? 'TLS' : 'plaintext',
    ...(tls?.certificatePem ? ['client certificate'] : []),
    ...(sasl ? [`SASL ${sasl.mechanism}${who}`] : []),
    ...(readOnly ? ['read-only'] : []),
  ].join(', ');
}

interface AdvertisedBroker {
  readonly nodeId: number;
  readonly host: string;
  readonly port: number;
}

async function checkBroker(gateway: KafkaGateway, { nodeId, host, port }: AdvertisedBroker): Promise<CheckLine> {
  const name = `  Broker ${nodeId} at ${host}:${port}`;
  try {
    await gateway.call('Metadata', { topics: [], allowAutoTopicCreation: false }, { brokerId: nodeId });
    return fine(`${name} answers`);
  } catch (error) {
    const cure = 'this is the address that it advertises (advertised.listeners): it must be reachable from here';
    return problem(`${name}: ${(error as Error).message} ${cure}`);
  }
}
