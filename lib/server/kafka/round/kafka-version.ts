import { describeMetadataVersion } from '@/lib/domain/kafka-release';
import type { FeatureFacts } from '@/lib/domain/metadata-quorum';
import type { CallOptions, KafkaGateway } from '../gateway';
import type { ApiName, ResponseBodies } from '../protocol/messages.generated';
import { apiSchema } from '../protocol/schema';

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

function describeFingerprint(answer: ResponseBodies['ApiVersions']): string | null {
  const maxVersions = new Map(answer.apiKeys.map((api) => [api.apiKey, api.maxVersion]));
  const match = fingerprints.find(([, api, minimum]) => (maxVersions.get(apiSchema(api).apiKey) ?? -1) >= minimum);
  return match && !ambiguousLines.has(match[0]) ? match[0] : null;
}

/** What a broker tells of its software. */
export interface KafkaVersionReading {
  /** Release line, e.g. `4.3`; null when unsure. */
  readonly kafkaVersion: string | null;
  readonly features: readonly FeatureFacts[];
}

/**
 * Release line of a cluster from the finalized metadata.version (ApiVersions v3, KRaft), else from the API versions; and
 * its features. Throws as `KafkaGateway.call` does.
 */
export async function readKafkaVersion(gateway: KafkaGateway, options: CallOptions): Promise<KafkaVersionReading> {
  const answer = await gateway.call('ApiVersions', clientSoftware, options);
  const level = answer.finalizedFeatures.find((feature) => feature.name === 'metadata.version')?.maxVersionLevel;
  return {
    kafkaVersion: level === undefined ? describeFingerprint(answer) : describeMetadataVersion(level),
    features: describeFeatures(answer),
  };
}

function describeFeatures(answer: ResponseBodies['ApiVersions']): readonly FeatureFacts[] {
  const supported = new Map(answer.supportedFeatures.map((feature) => [feature.name, feature]));
  const finalized = new Map(answer.finalizedFeatures.map((feature) => [feature.name, feature.maxVersionLevel]));
  return [...new Set([...supported.keys(), ...finalized.keys()])].sort().map((name) => {
    const range = supported.get(name);
    return {
      name,
      finalizedLevel: finalized.get(name) ?? null,
      supported: range === undefined ? null : { min: range.minVersion, max: range.maxVersion },
    };
  });
}
