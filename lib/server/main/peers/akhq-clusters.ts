import { parse } from 'yaml';
import { z } from 'zod';
import { describeClusterSlug } from '@/lib/server/store/cluster-slug';
import { parseBrokerList } from '../broker-list';
import { describeClientProperties, describeRefusals } from '../client-properties/client-properties';
import type { ConfigFiles } from '../config-files';
import type { DescribedCluster, DescribedClusters } from '../configured-cluster';

const connectionSchema = z.looseObject({ properties: z.record(z.string(), z.unknown()) });
const configurationSchema = z.looseObject({
  akhq: z.looseObject({ connections: z.record(z.string(), connectionSchema) }),
});

/** The clusters of `AKHQ_CONFIGURATION`: YAML with `akhq.connections.<name>.properties`. */
export function describeAkhqClusters(yaml: string, files: ConfigFiles): DescribedClusters {
  const parsed = configurationSchema.safeParse(parseYaml(yaml));
  if (!parsed.success) {
    const problem = 'AKHQ_CONFIGURATION: takes YAML with akhq.connections.<name>.properties';
    return { clusters: [], problems: [problem], notes: [] };
  }
  const problems: string[] = [];
  const notes: string[] = [];
  const { akhq, ...others } = parsed.data;
  const { connections, ...settings } = akhq;
  const clusters: DescribedCluster[] = [];
  for (const [name, { properties, ...unused }] of Object.entries(connections)) {
    const place = `akhq.connections.${name}`;
    notes.push(...Object.keys(unused).map((key) => describeNotUsed(`${place}.${key}`)));
    const described = describeConnection(name, new Map(flatten(properties)), files);
    problems.push(...described.problems.map((line) => `AKHQ_CONFIGURATION: ${place}.properties ${line}`));
    clusters.push(...described.clusters);
  }
  notes.push(...Object.keys(settings).map((key) => describeNotUsed(`akhq.${key}`)));
  notes.push(...Object.keys(others).map(describeNotUsed));
  return { clusters, problems, notes };
}

function parseYaml(yaml: string): unknown {
  try {
    return parse(yaml);
  } catch {
    return null;
  }
}

function describeNotUsed(place: string): string {
  return `AKHQ_CONFIGURATION: ${place}: not used`;
}

/** Keys may be nested or dotted, as Micronaut takes them. */
function flatten(values: Readonly<Record<string, unknown>>, prefix = ''): [string, string][] {
  return Object.entries(values).flatMap(([key, value]): [string, string][] =>
    typeof value === 'object' && value !== null
      ? flatten(value as Record<string, unknown>, `${prefix}${key}.`)
      : [[`${prefix}${key}`, String(value ?? '')]],
  );
}

function describeConnection(
  clusterName: string,
  properties: ReadonlyMap<string, string>,
  files: ConfigFiles,
): { readonly clusters: readonly DescribedCluster[]; readonly problems: readonly string[] } {
  const { kafka, bootstrapServers, fates } = describeClientProperties(properties, files);
  const brokers = parseBrokerList(bootstrapServers ?? '');
  const refusals = describeRefusals(fates);
  if (!brokers.ok) return { clusters: [], problems: [...refusals, `bootstrap.servers: ${brokers.problem}`] };
  const cluster = {
    clusterId: describeClusterSlug(clusterName),
    clusterName,
    isDemo: false,
    label: null,
    kafka: { ...kafka, bootstrapServers: brokers.bootstrapServers },
  };
  return { clusters: [{ cluster, source: 'environment AKHQ_CONFIGURATION', fates }], problems: refusals };
}
