import type { CallOptions, KafkaGateway } from '../gateway';
import type { ApiName, ResponseBodies } from '../protocol/messages.generated';
import { apiSchema } from '../protocol/schema';

/** First metadata.version level of each release line (`MetadataVersion` of Kafka). */
const firstLevels: readonly (readonly [level: number, line: string])[] = [
  [1, '3.0'],
  [2, '3.1'],
  [3, '3.2'],
  [4, '3.3'],
  [8, '3.4'],
  [9, '3.5'],
  [12, '3.6'],
  [15, '3.7'],
  [20, '3.8'],
  [21, '3.9'],
  [22, '4.0'],
  [26, '4.1'],
  [28, '4.2'],
  [30, '4.3'],
];
const lastKnownLevel = 30;

/** What tells the release line of a broker without finalized metadata.version (ZooKeeper), newest first. */
const fingerprints: readonly (readonly [line: string, api: ApiName, minimumVersion: number])[] = [
  ['3.8', 'ListGroups', 5],
  ['3.3', 'DescribeLogDirs', 4],
  ['3.2', 'LeaveGroup', 5],
  ['3.0', 'ListTransactions', 0],
  ['2.8', 'DescribeCluster', 0],
  ['2.7', 'DescribeUserScramCredentials', 0],
  ['2.6', 'DescribeClientQuotas', 0],
  ['2.5', 'OffsetFetch', 7],
];
/** Lines that no fingerprint parts from the one before: the answer could be either, so it is unknown. */
const ambiguousLines = new Set(['3.8', '3.3', '3.0']);

const clientSoftware = { clientSoftwareName: 'highwater', clientSoftwareVersion: '0.1.0' };

/** Release line of a metadata.version level; null for levels newer than those known. */
export function describeMetadataVersion(level: number): string | null {
  if (level > lastKnownLevel) return null;
  return firstLevels.findLast(([first]) => level >= first)?.[1] ?? null;
}

function describeFingerprint(answer: ResponseBodies['ApiVersions']): string | null {
  const maxVersions = new Map(answer.apiKeys.map((api) => [api.apiKey, api.maxVersion]));
  const match = fingerprints.find(([, api, minimum]) => (maxVersions.get(apiSchema(api).apiKey) ?? -1) >= minimum);
  return match && !ambiguousLines.has(match[0]) ? match[0] : null;
}

/**
 * Release line of a cluster, e.g. `4.3`: from the finalized metadata.version (ApiVersions v3, KRaft), else from the API
 * versions. Null when unsure. Throws as `KafkaGateway.call` does.
 */
export async function readKafkaVersion(gateway: KafkaGateway, options: CallOptions): Promise<string | null> {
  const answer = await gateway.call('ApiVersions', clientSoftware, options);
  const level = answer.finalizedFeatures.find((feature) => feature.name === 'metadata.version')?.maxVersionLevel;
  return level === undefined ? describeFingerprint(answer) : describeMetadataVersion(level);
}
