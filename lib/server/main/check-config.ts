import { createKafkaGateway, type KafkaGateway } from '@/lib/server/kafka/gateway';
import type { KafkaClusterConfig } from '@/lib/server/kafka/kafka-cluster-config';
import { readKafkaVersion } from '@/lib/server/kafka/round/kafka-version';
import { openDatabase } from '@/lib/server/store/database';
import type { HighwaterEnv } from '../env';
import type { ConfiguredKafkaCluster } from './configured-cluster';
import { describeWebUrl } from './web-address';

/** One line of the report; a problem makes the check fail. */
export interface CheckLine {
  readonly text: string;
  readonly isProblem: boolean;
}

const fine = (text: string): CheckLine => ({ text, isProblem: false });
const problem = (text: string): CheckLine => ({ text, isProblem: true });

/**
 * What the environment means, without its secrets, and whether the database and every broker of every cluster answer:
 * also those that are only known by the address that they advertise. Changes nothing.
 */
export async function checkConfig(env: HighwaterEnv): Promise<readonly CheckLine[]> {
  const [database, ...clusters] = await Promise.all([checkDatabase(env), ...env.clusters.map(checkCluster)]);
  const signIn = env.auth === 'on' ? 'sign-in needed' : 'open to whoever reaches this machine';
  const noCluster = problem('No cluster: set KAFKA_BROKERS, or HIGHWATER_CONFIG to a file that names clusters');
  return [
    fine(`Web: ${describeWebUrl(env.host, env.port)}, ${signIn}`),
    fine(`Polls each cluster every ${env.pollIntervalMs / 1000} s and keeps history for ${env.retentionDays} days`),
    database,
    ...(clusters.length === 0 ? [noCluster] : clusters.flat()),
  ];
}

/** An address without its password, and without what follows the path. */
function describeDatabaseUrl(url: string): string {
  const { protocol, username, host, pathname } = new URL(url);
  return `${protocol}//${username === '' ? '' : `${username}@`}${host}${pathname}`;
}

async function checkDatabase(env: HighwaterEnv): Promise<CheckLine> {
  if (env.databaseUrl === null) return fine(`Database: embedded, under ${env.dataDir}`);
  const where = `Database: ${describeDatabaseUrl(env.databaseUrl)}`;
  const database = openDatabase(env.databaseUrl, { applicationName: 'highwater config check', poolSize: 1 });
  try {
    const rows = await database.query<{ server_version: string }>('SHOW server_version');
    return fine(`${where} answers: Postgres ${rows[0]?.server_version}`);
  } catch (error) {
    return problem(`${where}: ${(error as Error).message}`);
  } finally {
    await database.close();
  }
}

async function checkCluster({ clusterName, kafka }: ConfiguredKafkaCluster): Promise<readonly CheckLine[]> {
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
