import type { Gap } from '@/lib/domain/snapshot';
import type { CallOptions, KafkaGateway } from './gateway';
import type { ClusterMetadata } from './round/cluster-metadata';
import {
  GroupPositionReader,
  namesUnknownTopic,
  type PositionRound,
  resolveTopicIds,
} from './round/group-position-reader';
import { ListOffsetsReader, type OffsetColumns, type SlotFailure } from './round/list-offsets-reader';
import { MetadataReader } from './round/metadata-reader';
import { createOffsetColumns, mapSlots, moveColumns } from './round/slot-map';

/** One pass over metadata, groups, committed offsets and log ends. */
export interface LagRound {
  readonly metadata: ClusterMetadata;
  readonly groups: PositionRound;
  /** A slot whose `readAtMs` is not `atMs` was not read. */
  readonly logEnds: OffsetColumns;
  readonly gaps: readonly Gap[];
}

export interface LagRoundOptions {
  /** Epoch ms of the round; stands in `readAtMs`. Brokers that fail after it are not asked again in the round. */
  readonly atMs: number;
  /** Metadata of an earlier round may serve while it is younger than this; 0 reads it anew. */
  readonly metadataMaxAgeMs: number;
}

const latest = { timestamp: -1n, isolationLevel: 0 } as const;

/**
 * Reads the lag of every group with B ListGroups, C OffsetFetch and L ListOffsets requests (brokers, coordinators,
 * leaders). Committed offsets are read before log ends, so that racing never makes lag negative.
 */
export class LagReader {
  readonly offsets: ListOffsetsReader;
  private readonly metadataReader: MetadataReader;
  private readonly positionReader: GroupPositionReader;
  private cached: { readonly metadata: ClusterMetadata; readonly readAtMs: number } | null = null;

  constructor(gateway: KafkaGateway) {
    this.offsets = new ListOffsetsReader(gateway);
    this.metadataReader = new MetadataReader(gateway);
    this.positionReader = new GroupPositionReader(gateway);
  }

  /** Throws as `KafkaGateway.call` does when no broker answers Metadata; all else becomes gaps. */
  async readLag({ atMs, metadataMaxAgeMs }: LagRoundOptions): Promise<LagRound> {
    const options: CallOptions = { skipIfFailedSinceMs: atMs };
    const cached = this.cached && atMs - this.cached.readAtMs < metadataMaxAgeMs ? this.cached.metadata : null;
    let metadata = cached ?? (await this.refresh(options));
    let groups = await this.positionReader.readPositions(metadata, options);
    if (cached && (groups.gaps.length > 0 || namesUnknownTopic(groups, cached.topology))) {
      metadata = await this.refresh(options);
      groups = resolveTopicIds(groups, metadata.topology);
    }
    let logEnds = createOffsetColumns(metadata.topology.slotCount);
    const target = { ...logEnds, atMs, fact: 'log-end-offsets' as const };
    let failures = await this.offsets.readOffsets(metadata.topology, latest, target, options);
    if (failures.some((failure) => failure.mayHaveMoved)) {
      const fresh = await this.refresh(options).catch(() => metadata);
      const moved = await this.readMoved({ before: metadata, fresh, logEnds, failures, atMs }, options);
      ({ logEnds, failures } = moved);
      metadata = fresh;
    }
    return { metadata, groups, logEnds, gaps: [...groups.gaps, ...failures.map((failure) => failure.gap)] };
  }

  private async refresh(options: CallOptions): Promise<ClusterMetadata> {
    const metadata = await this.metadataReader.readMetadata(options);
    this.cached = { metadata, readAtMs: Date.now() };
    return metadata;
  }

  /** Asks the leaders of fresh metadata, once, for what their predecessors disowned or did not answer. */
  private async readMoved(
    first: {
      before: ClusterMetadata;
      fresh: ClusterMetadata;
      logEnds: OffsetColumns;
      failures: readonly SlotFailure[];
      atMs: number;
    },
    options: CallOptions,
  ): Promise<{ logEnds: OffsetColumns; failures: SlotFailure[] }> {
    const { topology } = first.fresh;
    const map = mapSlots(first.before.topology, topology);
    const logEnds = moveColumns(first.logEnds, map, topology.slotCount);
    const place = (slots: readonly number[]) => slots.map((slot) => map[slot] as number).filter((slot) => slot >= 0);
    const placed = first.failures.map((failure) => ({ ...failure, slots: place(failure.slots) }));
    const onlySlots = new Set(placed.filter((failure) => failure.mayHaveMoved).flatMap((failure) => failure.slots));
    const target = { ...logEnds, atMs: first.atMs, fact: 'log-end-offsets' as const };
    const again = await this.offsets.readOffsets(topology, latest, target, { ...options, onlySlots });
    const isOpen = (failure: SlotFailure) => failure.slots.some((slot) => logEnds.readAtMs[slot] !== first.atMs);
    const covered = new Set(again.flatMap((failure) => failure.slots));
    const left = placed.filter((failure) => isOpen(failure) && !failure.slots.every((slot) => covered.has(slot)));
    return { logEnds, failures: [...left, ...again] };
  }
}
