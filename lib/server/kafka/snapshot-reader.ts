import type { ClusterSnapshot, CollectorFacts } from '@/lib/domain/snapshot';
import type { KafkaGateway } from './gateway';
import { LagReader, type LagRound } from './lag-reader';
import { assembleBrokers } from './round/assemble-brokers';
import { assembleGroups, readOutOfSight } from './round/assemble-groups';
import { assembleTopics, describeTopicGaps } from './round/assemble-topics';
import { ConfigurationReader } from './round/configuration-reader';
import { readController } from './round/controller-reader';
import { DiskReader } from './round/disk-reader';
import { planDescriptions, readDescriptions } from './round/group-member-reader';
import { readGroupSettings } from './round/group-settings-reader';
import { readReassignments } from './round/reassignment-reader';
import { indexPreviousRound, type RoundContext, sameTopicBefore } from './round/round-context';
import { SlowOffsetReader } from './round/slow-offset-reader';

/** Who the cluster is to Highwater; copied into each snapshot. */
export interface ClusterIdentity {
  readonly clusterId: string;
  readonly clusterName: string;
  readonly isDemo: boolean;
}

/** What the caller knows and the brokers do not. */
export interface ReadRoundOptions {
  readonly pollIntervalMs: number;
  /** Goes into the snapshot as it is, but for `requests`, which the gateway fills in when the list given is empty. */
  readonly collector: CollectorFacts;
  /** Reads log dirs, log start and last stable offsets, and configs now, whatever their beat. */
  readonly readEverything?: boolean;
}

/** Reads one cluster, round after round. Not re-entrant: rounds of one reader never overlap. */
export interface SnapshotReader {
  /**
   * One round. What could not be read keeps its value of `previous` with its older read time, and leaves a `Gap`.
   * Rejects with AppError('cluster_unreachable' | 'timed_out') only when no broker answered at all.
   */
  readRound(previous: ClusterSnapshot | null, options: ReadRoundOptions): Promise<ClusterSnapshot>;
}

class GatewaySnapshotReader implements SnapshotReader {
  private readonly lagReader: LagReader;
  private readonly slowOffsets: SlowOffsetReader;
  private readonly disks: DiskReader;
  private readonly configurations: ConfigurationReader;

  constructor(
    private readonly gateway: KafkaGateway,
    private readonly cluster: ClusterIdentity,
  ) {
    this.lagReader = new LagReader(gateway);
    this.slowOffsets = new SlowOffsetReader(this.lagReader.offsets);
    this.disks = new DiskReader(gateway);
    this.configurations = new ConfigurationReader(gateway);
  }

  async readRound(previousSnapshot: ClusterSnapshot | null, options: ReadRoundOptions): Promise<ClusterSnapshot> {
    const atMs = Date.now();
    const lag = await this.lagReader.readLag({ atMs, metadataMaxAgeMs: 0 });
    const previous = indexPreviousRound(previousSnapshot);
    const context: RoundContext = {
      atMs,
      pollIntervalMs: options.pollIntervalMs,
      metadata: lag.metadata,
      previous,
      newTopics: lag.metadata.topology.topics.filter((topic) => !sameTopicBefore(previous, topic)),
      options: { skipIfFailedSinceMs: atMs },
      readEverything: options.readEverything ?? false,
    };
    return this.completeRound(context, lag, options);
  }

  /** All that does not hurry: nothing here stands between committed offsets and log ends. */
  private async completeRound(
    context: RoundContext,
    lag: LagRound,
    options: ReadRoundOptions,
  ): Promise<ClusterSnapshot> {
    const { atMs, metadata } = context;
    const before = context.previous.snapshot;
    const [controller, reassignments, descriptions, groupSettings, outOfSight, slowOffsets, disks, configurations] =
      await Promise.all([
        readController(this.gateway, context),
        readReassignments(this.gateway, context),
        readDescriptions(
          this.gateway,
          planDescriptions(lag.groups.groups.values(), context.previous.groups),
          context.options,
        ),
        readGroupSettings(this.gateway, context, lag.groups.groups.values()),
        readOutOfSight(this.gateway, context, lag.groups, context.options),
        this.slowOffsets.readSlowOffsets(context),
        this.disks.readDisks(context),
        this.configurations.readConfigurations(context),
      ]);
    const { overrides } = configurations;
    const topics = assembleTopics(context, { logEnds: lag.logEnds, slowOffsets, disks: this.disks, overrides });
    const parts = [
      controller,
      reassignments,
      descriptions,
      groupSettings,
      outOfSight,
      slowOffsets,
      disks,
      configurations,
    ];
    const { collector } = options;
    return {
      ...this.cluster,
      capturedAtMs: atMs,
      completedAtMs: Date.now(),
      pollIntervalMs: options.pollIntervalMs,
      kafkaClusterId: metadata.kafkaClusterId,
      kafkaVersion: configurations.kafkaVersion ?? before?.kafkaVersion ?? null,
      controllerId: controller.controllerId,
      brokers: assembleBrokers(this.gateway, context, disks, configurations),
      topics,
      groups: assembleGroups(context, lag.groups, { descriptions, groupSettings, outOfSight }),
      topicConfigDefaults: configurations.topicDefaults ?? before?.topicConfigDefaults ?? [],
      brokerConfigDocs: configurations.brokerDocs ?? before?.brokerConfigDocs ?? [],
      reassignments: reassignments.reassignments,
      gaps: [...lag.gaps, ...describeTopicGaps(context), ...parts.flatMap((part) => part.gaps)],
      collector: collector.requests.length > 0 ? collector : { ...collector, requests: this.gateway.requestFacts() },
    };
  }
}

/** A reader of one cluster; it remembers metadata, request bodies and beats between rounds. */
export function createSnapshotReader(gateway: KafkaGateway, cluster: ClusterIdentity): SnapshotReader {
  return new GatewaySnapshotReader(gateway, cluster);
}
