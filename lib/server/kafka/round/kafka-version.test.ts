import { describe, expect, it } from 'vitest';
import { KAFKA_FEATURE_NAMES } from '@/lib/domain/kafka-features';
import { apiSchema } from '../protocol/schema';
import { describeMissingFeatures } from './kafka-version';

describe('describeMissingFeatures', () => {
  const offered = (versions: Readonly<Record<string, number>>) =>
    Object.entries(versions).map(([api, maxVersion]) => ({
      apiKey: apiSchema(api as 'Metadata').apiKey,
      minVersion: 0,
      maxVersion,
    }));
  const finalized = (levels: Readonly<Record<string, number>>) =>
    Object.entries(levels).map(([name, maxVersionLevel]) => ({
      name,
      maxVersionLevel,
      minVersionLevel: maxVersionLevel,
    }));

  it('names what no API version and no feature in use shows', () => {
    const apiKeys = offered({
      DescribeConfigs: 4,
      Metadata: 12,
      OffsetFetch: 9,
      DescribeLogDirs: 4,
      DescribeQuorum: 1,
    });
    const levels = { 'metadata.version': 25, 'group.version': 1, 'share.version': 0 };
    expect(describeMissingFeatures({ apiKeys, finalizedFeatures: finalized(levels) })).toEqual([
      'eligible-leader-replicas',
      'share-groups',
      'streams-groups',
    ]);
  });

  it('names all of them where the APIs are as old as Kafka 2.5', () => {
    const apiKeys = offered({ DescribeConfigs: 2, Metadata: 9, OffsetFetch: 7, DescribeLogDirs: 2 });
    expect(describeMissingFeatures({ apiKeys, finalizedFeatures: [] })).toEqual(KAFKA_FEATURE_NAMES);
  });
});
