import { KAFKA_FEATURE_NAMES, type KafkaFeature } from '@/lib/domain/kafka-features';
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

type VersionsAnswer = Pick<ResponseBodies['ApiVersions'], 'apiKeys' | 'finalizedFeatures'>;

/** What shows that the brokers have a feature: an API in a version, or a finalized feature in use. */
const signs: Readonly<Record<KafkaFeature, readonly [api: ApiName, minimumVersion: number] | string>> = {
  'config-documentation': ['DescribeConfigs', 3],
  'topic-ids': ['Metadata', 10],
  'offsets-of-many-groups': ['OffsetFetch', 8],
  'log-dir-capacity': ['DescribeLogDirs', 4],
  'kraft-quorum': ['DescribeQuorum', 0],
  'consumer-groups': 'group.version',
  'eligible-leader-replicas': 'eligible.leader.replicas.version',
  'share-groups': 'share.version',
  'streams-groups': 'streams.version',
};

/** The features that an ApiVersions answer (v3) shows no sign of. */
export function describeMissingFeatures(answer: VersionsAnswer): KafkaFeature[] {
  return KAFKA_FEATURE_NAMES.filter((feature) => {
    const sign = signs[feature];
    if (typeof sign === 'string') return (finalizedLevel(answer, sign) ?? 0) < 1;
    const [api, minimum] = sign;
    return (maxVersionOf(answer, api) ?? -1) < minimum;
  });
}

function maxVersionOf({ apiKeys }: VersionsAnswer, api: ApiName): number | undefined {
  const { apiKey } = apiSchema(api);
  return apiKeys.find((offered) => offered.apiKey === apiKey)?.maxVersion;
}

function finalizedLevel({ finalizedFeatures }: VersionsAnswer, name: string): number | undefined {
  return finalizedFeatures.find((feature) => feature.name === name)?.maxVersionLevel;
}

function describeFingerprint(answer: VersionsAnswer): string | null {
  const match = fingerprints.find(([, api, minimum]) => (maxVersionOf(answer, api) ?? -1) >= minimum);
  return match && !ambiguousLines.has(match[0]) ? match[0] : null;
}

/** What a broker tells of its software. */
export interface KafkaVersionReading {
  /** Release line, e.g. `4.3`; null when unsure. */
  readonly kafkaVersion: string | null;
  readonly features: readonly FeatureFacts[];
  readonly missingFeatures: readonly KafkaFeature[];
}

/**
 * Release line of a cluster from the finalized metadata.version (ApiVersions v3, KRaft), else from the API versions; its
 * features and those it lacks. Throws as `KafkaGateway.call` does.
 */
export async function readKafkaVersion(gateway: KafkaGateway, options: CallOptions): Promise<KafkaVersionReading> {
  const answer = await gateway.call('ApiVersions', clientSoftware, options);
  const level = finalizedLevel(answer, 'metadata.version');
  return {
    kafkaVersion: level === undefined ? describeFingerprint(answer) : describeMetadataVersion(level),
    features: describeFeatures(answer),
    missingFeatures: describeMissingFeatures(answer),
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
