import type { Gap, GroupTopicPositions } from '@/lib/domain/snapshot';
import { startInTurns } from '@/lib/server/run-in-slices';
import type { CallOptions, KafkaGateway } from '../gateway';
import { kafkaErrorNumber } from '../protocol/kafka-error';
import type { ClusterMetadata, ClusterTopology } from './cluster-metadata';
import { readCommittedOffsets } from './committed-offset-reader';
import { readCoordinators } from './coordinator-lookup';
import type { FetchedPositions } from './decode-offset-fetch';
import { type ListedGroup, readGroupListing } from './group-list-reader';
import { describeErrorCode, describeReadFailure } from './read-failure';
import { readSharePositions } from './share-position-reader';

/** The groups of a cluster and their positions, as far as the coordinators answered. */
export interface PositionRound {
  /** By group id. */
  readonly groups: ReadonlyMap<string, ListedGroup>;
  /** By group id; only groups that were read. */
  readonly positions: ReadonlyMap<string, FetchedPositions>;
  /** Brokers whose list of groups is complete. */
  readonly completeCoordinators: ReadonlySet<number>;
  readonly gaps: readonly Gap[];
}

const movedErrors = new Set<number>([
  kafkaErrorNumber.coordinatorLoadInProgress,
  kafkaErrorNumber.coordinatorNotAvailable,
  kafkaErrorNumber.notCoordinator,
]);
/** Pauses before a group whose coordinator moves or loads is asked again, within the round. */
const retryPausesMs = [50, 150, 300];

interface Gathering {
  readonly metadata: ClusterMetadata;
  readonly options: CallOptions;
  readonly groups: Map<string, ListedGroup>;
  readonly positions: Map<string, FetchedPositions>;
  readonly completeCoordinators: Set<number>;
  readonly gaps: Gap[];
  /** Groups to ask again, with the error that their coordinator answered. */
  readonly moved: Map<string, { readonly group: ListedGroup; readonly errorNumber: number }>;
}

/** Lists the groups of every broker and reads their positions where they were listed: the lister is the coordinator. */
export class GroupPositionReader {
  constructor(private readonly gateway: KafkaGateway) {}

  /** Never throws: what could not be read becomes gaps. */
  async readPositions(metadata: ClusterMetadata, options: CallOptions): Promise<PositionRound> {
    const gathering: Gathering = {
      metadata,
      options,
      groups: new Map(),
      positions: new Map(),
      completeCoordinators: new Set(),
      gaps: [],
      moved: new Map(),
    };
    await startInTurns(metadata.brokers, ({ brokerId }) => this.readCoordinator(gathering, brokerId));
    await this.readMovedGroups(gathering);
    const { groups, positions, completeCoordinators, gaps } = gathering;
    return { groups, positions, completeCoordinators, gaps };
  }

  private async readCoordinator(gathering: Gathering, brokerId: number): Promise<void> {
    try {
      const listing = await readGroupListing(this.gateway, brokerId, gathering.options);
      for (const group of listing.groups) gathering.groups.set(group.groupId, group);
      if (listing.errorNumber === 0) gathering.completeCoordinators.add(brokerId);
      else gathering.gaps.push(describeErrorCode('groups', { brokerId }, listing.errorNumber));
      await this.readGroups(gathering, brokerId, listing.groups);
    } catch (error) {
      gathering.gaps.push(describeReadFailure('groups', { brokerId }, error));
    }
  }

  /** One request for the share groups, one for all others. */
  private async readGroups(gathering: Gathering, brokerId: number, groups: readonly ListedGroup[]): Promise<void> {
    const { options } = gathering;
    const isShare = (group: ListedGroup) => group.type === 'share';
    const idsOf = (some: readonly ListedGroup[]) => some.map((group) => group.groupId);
    const shareIds = idsOf(groups.filter(isShare));
    const otherIds = idsOf(groups.filter((group) => !isShare(group)));
    const read = async (ids: readonly string[], fetch: () => Promise<FetchedPositions[]>) => {
      if (ids.length === 0) return;
      try {
        this.gather(gathering, await fetch());
      } catch (error) {
        gathering.gaps.push(describeReadFailure('committed-offsets', { brokerId }, error));
      }
    };
    await Promise.all([
      read(otherIds, () =>
        readCommittedOffsets(this.gateway, brokerId, otherIds, gathering.metadata.topology, options),
      ),
      read(shareIds, () => readSharePositions(this.gateway, brokerId, shareIds, options)),
    ]);
  }

  private gather(gathering: Gathering, fetched: readonly FetchedPositions[]): void {
    for (const one of fetched) {
      const { groupId, errorNumber } = one;
      const group = gathering.groups.get(groupId);
      gathering.moved.delete(groupId);
      if (errorNumber === 0) {
        gathering.positions.set(groupId, one);
        for (const error of one.partitionErrors) {
          const place = { groupId, topic: error.topic, partition: error.partition };
          gathering.gaps.push(describeErrorCode('committed-offsets', place, error.errorNumber));
        }
      } else if (group && movedErrors.has(errorNumber)) {
        gathering.moved.set(groupId, { group, errorNumber });
      } else if (errorNumber === kafkaErrorNumber.groupIdNotFound) {
        gathering.groups.delete(groupId);
      } else {
        gathering.gaps.push(describeErrorCode('committed-offsets', { groupId }, errorNumber));
      }
    }
  }

  /** Retries only the groups whose coordinator moved or loads, a few times within the round. */
  private async readMovedGroups(gathering: Gathering): Promise<void> {
    for (const pauseMs of retryPausesMs) {
      if (gathering.moved.size === 0) return;
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
      await this.retryMovedGroups(gathering);
    }
    for (const [groupId, { errorNumber }] of gathering.moved) {
      gathering.gaps.push(describeErrorCode('committed-offsets', { groupId }, errorNumber));
    }
  }

  private async retryMovedGroups(gathering: Gathering): Promise<void> {
    const { moved } = gathering;
    try {
      const coordinators = await readCoordinators(this.gateway, [...moved.keys()], gathering.options);
      const byBroker = new Map<number, ListedGroup[]>();
      for (const [groupId, { group }] of moved) {
        const lookup = coordinators.get(groupId);
        if (!lookup || !('brokerId' in lookup)) continue;
        const relisted = { ...group, coordinatorId: lookup.brokerId };
        gathering.groups.set(groupId, relisted);
        byBroker.set(lookup.brokerId, [...(byBroker.get(lookup.brokerId) ?? []), relisted]);
      }
      await Promise.all([...byBroker].map(([brokerId, groups]) => this.readGroups(gathering, brokerId, groups)));
    } catch {
      // The groups stay in `moved`: they are asked again, or become gaps with their coordinator's error.
    }
  }
}

/** The same positions with the ids of topics that newer metadata has and the metadata of the read had not. */
export function resolveTopicIds(round: PositionRound, topology: ClusterTopology): PositionRound {
  const resolve = (position: GroupTopicPositions) =>
    position.topicId === null
      ? { ...position, topicId: topology.topicByName.get(position.topic)?.topicId ?? null }
      : position;
  const positions = new Map(
    [...round.positions].map(([groupId, one]) => [groupId, { ...one, positions: one.positions.map(resolve) }]),
  );
  return { ...round, positions };
}

/** Whether a commit names a topic that the metadata does not have. */
export function namesUnknownTopic({ positions }: PositionRound, topology: ClusterTopology): boolean {
  for (const one of positions.values()) {
    if (one.positions.some((position) => !topology.topicByName.has(position.topic))) return true;
  }
  return false;
}
