import type { z } from 'zod';
import type { ConfigFiles } from './config-files';
import type { DescribedCluster } from './configured-cluster';
import { describeKafkaCluster } from './kafka-variables';
import { describeAkhqClusters } from './peers/akhq-clusters';
import { describeKafbatClusters } from './peers/kafbat-clusters';
import type { SettingsFile } from './settings-file';
import type { Variables } from './variable-texts';
import type { variablesSchema } from './variables';

/** The clusters of every source, the environment first. Two that would share a place in links are a problem. */
export function describeConfiguredClusters(
  variables: Variables,
  values: z.output<typeof variablesSchema>,
  file: SettingsFile,
  files: ConfigFiles,
  problems: string[],
  notes: string[],
): readonly DescribedCluster[] {
  const wholePaths = files.byWholePath();
  const own = describeKafkaCluster(values, files, problems);
  const akhq =
    values.AKHQ_CONFIGURATION === undefined ? [] : [describeAkhqClusters(values.AKHQ_CONFIGURATION, wholePaths)];
  const peers = [describeKafbatClusters(variables, wholePaths), ...akhq];
  problems.push(...peers.flatMap((peer) => peer.problems));
  notes.push(...peers.flatMap((peer) => peer.notes));
  const clusters = [...(own ? [own] : []), ...peers.flatMap((peer) => peer.clusters), ...file.clusters];
  problems.push(...describeSameNames(clusters));
  return clusters;
}

function describeSameNames(clusters: readonly DescribedCluster[]): readonly string[] {
  const seen = new Map<string, DescribedCluster>();
  const problems: string[] = [];
  for (const described of clusters) {
    const { clusterId, clusterName } = described.cluster;
    const other = seen.get(clusterId);
    if (other !== undefined) {
      problems.push(
        `${describeGiver(described)}: clusters "${other.cluster.clusterName}" and "${clusterName}" would both be ${clusterId} in links: rename one (HIGHWATER_CLUSTER_NAME names that of KAFKA_BROKERS)`,
      );
    }
    seen.set(clusterId, described);
  }
  return problems;
}

function describeGiver({ source }: DescribedCluster): string {
  return source.startsWith('file ') ? 'HIGHWATER_CONFIG' : source.replace('environment ', '');
}
