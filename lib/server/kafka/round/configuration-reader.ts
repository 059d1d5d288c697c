import type { KafkaFeature } from '@/lib/domain/kafka-features';
import type { FeatureFacts } from '@/lib/domain/metadata-quorum';
import type { ConfigDocFacts, ConfigEntryFacts, Gap } from '@/lib/domain/snapshot';
import { runInSlices } from '@/lib/server/run-in-slices';
import type { KafkaGateway } from '../gateway';
import { kafkaErrorNumber } from '../protocol/kafka-error';
import type { TopicMetadata } from './cluster-metadata';
import { readBrokerConfigs, readTopicConfigDefaults, readTopicOverrides, type TopicOverrides } from './config-reader';
import { readKafkaVersion } from './kafka-version';
import { describeErrorCode, describeReadFailure } from './read-failure';
import { isDue, type RoundContext, sameTopicBefore, selectTopics } from './round-context';

const beatMs = 300_000;
const retryMs = 60_000;

/** Configurations read in a round; null or absent where the last known ones stay. */
export interface ConfigurationRound {
  readonly kafkaVersion: string | null;
  readonly features: readonly FeatureFacts[] | null;
  readonly missingFeatures: readonly KafkaFeature[] | null;
  readonly topicDefaults: readonly ConfigEntryFacts[] | null;
  readonly brokerDocs: readonly ConfigDocFacts[] | null;
  /** By topic. */
  readonly overrides: ReadonlyMap<string, TopicOverrides['overrides']>;
  /** By broker. */
  readonly brokerConfigs: ReadonlyMap<number, readonly ConfigEntryFacts[]>;
  readonly gaps: readonly Gap[];
}

/** Reads topic and broker configs each 5 minutes, and those of new topics and brokers at once. */
export class ConfigurationReader {
  private topicsReadAtMs: number | null = null;
  /** Topics whose overrides Kafka did not tell since the beat. */
  private readonly refusedTopics = new Set<string>();
  private readonly brokersReadAtMs = new Map<number, number>();

  constructor(private readonly gateway: KafkaGateway) {}

  /** Never throws. */
  async readConfigurations(context: RoundContext): Promise<ConfigurationRound> {
    const gaps: Gap[] = [];
    const isAll = isDue(context, this.topicsReadAtMs, beatMs);
    if (isAll) this.startBeat(context);
    const [overrides, topicDefaults, brokers, version] = await Promise.all([
      this.planTopics(context, isAll).then((topics) => this.readOverrides(context, topics, gaps)),
      isAll ? this.readDefaults(context, gaps) : null,
      this.readBrokers(context, gaps),
      isAll ? readKafkaVersion(this.gateway, context.options).catch(() => null) : null,
    ]);
    const { kafkaVersion = null, features = null, missingFeatures = null } = version ?? {};
    return { kafkaVersion, features, missingFeatures, topicDefaults, overrides, ...brokers, gaps };
  }

  private startBeat(context: RoundContext): void {
    this.topicsReadAtMs = context.atMs;
    this.refusedTopics.clear();
  }

  /** On the beat all topics, else those whose overrides are not known and were not refused since. */
  private async planTopics(context: RoundContext, isAll: boolean): Promise<string[]> {
    const { topics } = context.metadata.topology;
    const isUnknown = (topic: TopicMetadata) =>
      !sameTopicBefore(context.previous, topic)?.configOverrides && !this.refusedTopics.has(topic.name);
    const wanted = isAll ? topics : await runInSlices(selectTopics(topics, isUnknown));
    return wanted.map((topic) => topic.name);
  }

  private async readOverrides(
    context: RoundContext,
    topics: readonly string[],
    gaps: Gap[],
  ): Promise<ConfigurationRound['overrides']> {
    const overrides = new Map<string, TopicOverrides['overrides']>();
    if (topics.length === 0) return overrides;
    try {
      for (const result of await readTopicOverrides(this.gateway, topics, context.options)) {
        if (result.errorNumber === kafkaErrorNumber.none) {
          overrides.set(result.topic, result.overrides);
          continue;
        }
        this.refusedTopics.add(result.topic);
        gaps.push(describeErrorCode('configs', { topic: result.topic }, result.errorNumber));
      }
    } catch (error) {
      // Asked again in a minute rather than on the next beat.
      this.topicsReadAtMs = context.atMs - beatMs + retryMs;
      for (const topic of topics) this.refusedTopics.add(topic);
      gaps.push(describeReadFailure('configs', {}, error));
    }
    return overrides;
  }

  private async readDefaults(context: RoundContext, gaps: Gap[]): Promise<readonly ConfigEntryFacts[] | null> {
    const { topics } = context.metadata.topology;
    const sample = topics.find((topic) => !topic.isInternal) ?? topics[0];
    if (!sample) return null;
    try {
      return await readTopicConfigDefaults(this.gateway, sample.name, context.options);
    } catch (error) {
      gaps.push(describeReadFailure('configs', { topic: sample.name }, error));
      return null;
    }
  }

  private async readBrokers(
    context: RoundContext,
    gaps: Gap[],
  ): Promise<Pick<ConfigurationRound, 'brokerConfigs' | 'brokerDocs'>> {
    const brokerConfigs = new Map<number, readonly ConfigEntryFacts[]>();
    let brokerDocs: readonly ConfigDocFacts[] | null = null;
    const due = context.metadata.brokers.filter(({ brokerId }) =>
      isDue(context, this.brokersReadAtMs.get(brokerId) ?? null, beatMs),
    );
    const read = async (brokerId: number, withDocs: boolean) => {
      try {
        const { errorNumber, configs, docs } = await readBrokerConfigs(
          this.gateway,
          brokerId,
          withDocs,
          context.options,
        );
        if (errorNumber !== 0) {
          gaps.push(describeErrorCode('configs', { brokerId }, errorNumber));
          return;
        }
        brokerConfigs.set(brokerId, configs);
        this.brokersReadAtMs.set(brokerId, context.atMs);
        if (withDocs) brokerDocs = docs;
      } catch (error) {
        gaps.push(describeReadFailure('configs', { brokerId }, error));
      }
    };
    await Promise.all(due.map(({ brokerId }, index) => read(brokerId, index === 0)));
    return { brokerConfigs, brokerDocs };
  }
}
