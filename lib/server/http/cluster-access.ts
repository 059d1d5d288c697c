import { AppError } from '@/lib/domain/errors';
import type { HighwaterEnv } from '@/lib/server/env';
import { createKafkaGateway, type KafkaGateway } from '@/lib/server/kafka/gateway';
import type { ClusterAccess } from '@/lib/server/operations/operation-context';
import type { Database } from '@/lib/server/store/database';

/** The clusters that this process can reach: connected on first use. */
export interface ClusterAccesses {
  /** Throws `not_found`. */
  gateway(clusterId: string): KafkaGateway;
  /** What an operation takes. Throws `not_found`, or `database_unreachable` without a database: no audit, no change. */
  require(clusterId: string): ClusterAccess;
}

export function createClusterAccesses(
  { clusters, secret, publicUrl }: Pick<HighwaterEnv, 'clusters' | 'secret' | 'publicUrl'>,
  database: Database | null,
): ClusterAccesses {
  const gateways = new Map<string, KafkaGateway>();
  const gatewayOf = (clusterId: string): KafkaGateway => {
    const cluster = clusters.find((one) => one.clusterId === clusterId);
    if (cluster === undefined) {
      throw new AppError(
        'not_found',
        `Cluster "${clusterId}" is not configured here, so its brokers can be neither asked nor changed`,
      );
    }
    const gateway = gateways.get(clusterId) ?? createKafkaGateway(cluster.kafka);
    gateways.set(clusterId, gateway);
    return gateway;
  };
  return {
    gateway: gatewayOf,
    require: (clusterId) => {
      const gateway = gatewayOf(clusterId);
      if (database === null) {
        throw new AppError('database_unreachable', 'A change needs the database for its audit, and none is set up');
      }
      return { clusterId, gateway, database, secret, publicUrl };
    },
  };
}
