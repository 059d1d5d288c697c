import type { Gap, GroupFacts, GroupType } from '@/lib/domain/snapshot';
import type { CallOptions, KafkaGateway } from '../gateway';
import { kafkaErrorNumber } from '../protocol/kafka-error';
import { type DescribedGroup, parseClassicGroup, parseConsumerGroup, parseShareGroup } from './described-group';
import { parseStreamsGroup } from './described-streams-group';
import type { ListedGroup } from './group-list-reader';
import { describeErrorCode, describeReadFailure } from './read-failure';

const mostGroupsPerRequest = 50;
/** Groups that did not change are described in turn, this many a round. */
const mostUnchangedGroups = 500;
const memberlessStates = new Set(['Empty', 'Dead']);

interface Batch {
  readonly coordinatorId: number;
  readonly type: GroupType;
  readonly groupIds: readonly string[];
}

/** The groups described in a round by id, and what could not be. */
export interface DescriptionRound {
  readonly described: ReadonlyMap<string, DescribedGroup>;
  readonly gaps: readonly Gap[];
}

function isUnchanged(group: ListedGroup, before: GroupFacts | undefined): boolean {
  return (
    before?.members !== null && before?.state === group.state && group.state === 'Stable' && before.type === group.type
  );
}

/** Which groups to describe now: those with members that changed or are changing, then the longest not described. Groups without members need none. */
export function planDescriptions(
  groups: Iterable<ListedGroup>,
  previous: ReadonlyMap<string, GroupFacts>,
): ListedGroup[] {
  const withMembers = [...groups].filter((group) => !memberlessStates.has(group.state));
  const changed = withMembers.filter((group) => !isUnchanged(group, previous.get(group.groupId)));
  const readAtMs = (group: ListedGroup) => previous.get(group.groupId)?.membersReadAtMs ?? 0;
  const unchanged = withMembers
    .filter((group) => isUnchanged(group, previous.get(group.groupId)))
    .sort((a, b) => readAtMs(a) - readAtMs(b))
    .slice(0, mostUnchangedGroups);
  return [...changed, ...unchanged];
}

function planBatches(groups: readonly ListedGroup[]): Batch[] {
  const byTarget = new Map<string, ListedGroup[]>();
  for (const group of groups) {
    const key = `${group.coordinatorId} ${group.type}`;
    const some = byTarget.get(key);
    if (some) some.push(group);
    else byTarget.set(key, [group]);
  }
  return [...byTarget.values()].flatMap((some) => {
    const [first] = some as [ListedGroup];
    const batches: Batch[] = [];
    for (let from = 0; from < some.length; from += mostGroupsPerRequest) {
      const groupIds = some.slice(from, from + mostGroupsPerRequest).map((group) => group.groupId);
      batches.push({ coordinatorId: first.coordinatorId, type: first.type, groupIds });
    }
    return batches;
  });
}

async function describeBatch(gateway: KafkaGateway, batch: Batch, options: CallOptions): Promise<DescribedGroup[]> {
  const at = { ...options, brokerId: batch.coordinatorId };
  const { groupIds } = batch;
  switch (batch.type) {
    case 'consumer':
      return (
        await gateway.call('ConsumerGroupDescribe', { groupIds, includeAuthorizedOperations: false }, at)
      ).groups.map(parseConsumerGroup);
    case 'share':
      return (
        await gateway.call('ShareGroupDescribe', { groupIds, includeAuthorizedOperations: false }, at)
      ).groups.map(parseShareGroup);
    case 'streams':
      return (
        await gateway.call('StreamsGroupDescribe', { groupIds, includeAuthorizedOperations: false }, at)
      ).groups.map(parseStreamsGroup);
    default:
      return (await gateway.call('DescribeGroups', { groups: groupIds }, at)).groups.map(parseClassicGroup);
  }
}

/**
 * Describes groups at their coordinators, at most 50 a request: DescribeGroups (API key 15), ConsumerGroupDescribe (69),
 * ShareGroupDescribe (77), StreamsGroupDescribe (89). Never throws.
 */
export async function readDescriptions(
  gateway: KafkaGateway,
  groups: readonly ListedGroup[],
  options: CallOptions,
): Promise<DescriptionRound> {
  const described = new Map<string, DescribedGroup>();
  const gaps: Gap[] = [];
  const read = async (batch: Batch) => {
    try {
      for (const group of await describeBatch(gateway, batch, options)) {
        if (group.errorNumber === 0) described.set(group.groupId, group);
        else if (group.errorNumber !== kafkaErrorNumber.groupIdNotFound) {
          gaps.push(describeErrorCode('group-description', { groupId: group.groupId }, group.errorNumber));
        }
      }
    } catch (error) {
      gaps.push(describeReadFailure('group-description', { brokerId: batch.coordinatorId }, error));
    }
  };
  await Promise.all(planBatches(groups).map(read));
  return { described, gaps };
}
