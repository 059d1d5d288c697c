import type { Database } from './database';

export interface StoredCluster {
  readonly clusterId: string;
  readonly clusterName: string;
  readonly isDemo: boolean;
}

/** Makes the configured clusters known, so that rounds and leases can refer to them. */
export async function upsertClusters(database: Database, clusters: readonly StoredCluster[]): Promise<void> {
  for (const { clusterId, clusterName, isDemo } of clusters) {
    const facts = { name: clusterName, isDemo, lastSeenAt: new Date() };
    await database.prisma((client) =>
      client.cluster.upsert({ where: { id: clusterId }, create: { id: clusterId, ...facts }, update: facts }),
    );
  }
}

/** Every cluster that is or was configured, by name. */
export async function readClusters(database: Database): Promise<readonly StoredCluster[]> {
  const rows = await database.prisma((client) => client.cluster.findMany({ orderBy: { name: 'asc' } }));
  return rows.map((row) => ({ clusterId: row.id, clusterName: row.name, isDemo: row.isDemo }));
}
