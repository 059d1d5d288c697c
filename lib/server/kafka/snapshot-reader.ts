import type { ProbeRequest } from '@/lib/domain/record-probe';
import type { ClusterSnapshot, CollectorFacts } from '@/lib/domain/snapshot';
import { runInSlices } from '@/lib/server/run-in-slices';
import type { KafkaGateway } from './gateway';
import { LagReader, type LagRound } from './lag-reader';
import { assembleBrokers } from './round/assemble-brokers';
import { assembleGroups, readOutOfSight } from './round/assemble-groups';
import { assembleTopics, describeTopicGaps } from './round/assemble-topics';
import type { TopicMetadata } from './round/cluster-metadata';
import { ConfigurationReader } from './round/configuration-reader';
import { readController } from './round/controller-reader';
import { DiskReader } from './round/disk-reader';
import { readEligibleLeaders } from './round/elr-reader';
import { planDescriptions, readDescriptions } from './round/group-member-reader';
import { readGroupSettings } from './round/group-settings-reader';
import { readReassignments } from './round/reassignment-reader';
import { indexPreviousRound, type RoundContext, sameTopicBefore, selectTopics } from './round/round-context';
import { SlowOffsetReader } from './round/slow-offset-reader';
import { TimeLagReader } from './round/time-lag-reader';

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
  /** Commits that stand still, for which the record they wait at is looked up. */
  readonly probes?: readonly ProbeRequest[];
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
  private readonly timeLag: TimeLagReader;

  constructor(
    private readonly gateway: KafkaGateway,
    private readonly cluster: ClusterIdentity,
  ) {
    this.lagReader = new LagReader(gateway);
    this.slowOffsets = new SlowOffsetReader(this.lagReader.offsets);
    this.disks = new DiskReader(gateway);
    this.configurations = new ConfigurationReader(gateway);
    this.timeLag = new TimeLagReader(gateway, this.lagReader.offsets);
  }

  async readRound(previousSnapshot: ClusterSnapshot | null, options: ReadRoundOptions): Promise<ClusterSnapshot> {
    const atMs = Date.now();
    const lag = await this.lagReader.readLag({ atMs, metadataMaxAgeMs: 0 });
    const previous = indexPreviousRound(previousSnapshot, atMs);
    const { topics } = lag.metadata.topology;
    const isNew = (topic: TopicMetadata) => !sameTopicBefore(previous, topic);
    const context: RoundContext = {
      atMs,
      pollIntervalMs: options.pollIntervalMs,
      metadata: lag.metadata,
      previous,
      newTopics: await runInSlices(selectTopics(topics, isNew)),
      options: { skipIfFailedSinceMs: atMs },
      readEverything: options.readEverything ?? false,
    };
    return this.completeRound(context, lag, options);
  }

  /** All that does not hurry: nothing here stands between committed offsets and log ends. Never throws. */
  private readParts(context: RoundContext, lag: LagRound, probes: readonly ProbeRequest[]) {
    const { groups } = lag.groups;
    const members = planDescriptions(groups.values(), context.previous.groups);
    return awaitAll({
      controller: readController(this.gateway, context),
      reassignments: readReassignments(this.gateway, context),
      eligible: readEligibleLeaders(this.gateway, context),
      descriptions: readDescriptions(this.gateway, members, context.options),
      groupSettings: readGroupSettings(this.gateway, context, groups.values()),
      outOfSight: readOutOfSight(this.gateway, context, lag.groups, context.options),
      slowOffsets: this.slowOffsets.readSlowOffsets(context),
      disks: this.disks.readDisks(context),
      configurations: this.configurations.readConfigurations(context),
      timeLag: this.timeLag.read(context, lag.logEnds, probes),
    });
  }

  private async completeRound(
    context: RoundContext,
    lag: LagRound,
    options: ReadRoundOptions,
  ): Promise<ClusterSnapshot> {
    const { atMs, metadata } = context;
    const before = context.previous.snapshot;
    const parts = await this.readParts(context, lag, options.probes ?? []);
    const { controller, reassignments, slowOffsets, disks, configurations, timeLag } = parts;
    const { overrides } = configurations;
    const { pastEnds } = timeLag;
    const { eligibleLeaders } = parts.eligible;
    const readings = { logEnds: lag.logEnds, slowOffsets, disks: this.disks, overrides, pastEnds, eligibleLeaders };
    const topics = await runInSlices(assembleTopics(context, readings));
    const groups = await runInSlices(assembleGroups(context, lag.groups, parts));
    const { collector } = options;
    return {
      ...this.cluster,
      capturedAtMs: atMs,
      completedAtMs: Date.now(),
      pollIntervalMs: options.pollIntervalMs,
      kafkaClusterId: metadata.kafkaClusterId,
      kafkaVersion: configurations.kafkaVersion ?? before?.kafkaVersion ?? null,
      missingFeatures: configurations.missingFeatures ?? before?.missingFeatures ?? null,
      controllerId: controller.controllerId,
      metadataQuorum: controller.quorum,
      features: configurations.features ?? before?.features ?? null,
      brokers: assembleBrokers(this.gateway, context, disks, configurations),
      topics,
      groups,
      topicConfigDefaults: configurations.topicDefaults ?? before?.topicConfigDefaults ?? [],
      brokerConfigDocs: configurations.brokerDocs ?? before?.brokerConfigDocs ?? [],
      reassignments: reassignments.reassignments,
      recordProbes: timeLag.probes,
      gaps: [...lag.gaps, ...describeTopicGaps(context), ...Object.values(parts).flatMap((part) => part.gaps)],
      collector: collector.requests.length > 0 ? collector : { ...collector, requests: this.gateway.requestFacts() },
    };
  }
}

/** The values of some promises, by their names. */
async function awaitAll<Parts extends Readonly<Record<string, Promise<unknown>>>>(
  parts: Parts,
): Promise<{ [Name in keyof Parts]: Awaited<Parts[Name]> }> {
  const entries = Object.entries(parts).map(async ([name, part]) => [name, await part] as const);
  return Object.fromEntries(await Promise.all(entries)) as { [Name in keyof Parts]: Awaited<Parts[Name]> };
}

/** A reader of one cluster; it remembers metadata, request bodies and beats between rounds. */
export function createSnapshotReader(gateway: KafkaGateway, cluster: ClusterIdentity): SnapshotReader {
  return new GatewaySnapshotReader(gateway, cluster);
}
