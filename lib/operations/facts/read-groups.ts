import { AppError } from '@/lib/domain/errors';
import { inPieces } from '../in-pieces';
import type { OperationKafka } from '../operation';

/** A member as its coordinator describes it now. */
export interface GroupMemberNow {
  readonly memberId: string;
  /** `group.instance.id` of a static member; null for a dynamic one. */
  readonly groupInstanceId: string | null;
  readonly clientId: string;
  readonly host: string;
}

/** A group as its coordinator knows it now. */
export interface GroupNow {
  readonly groupId: string;
  readonly coordinatorId: number;
  /** Null: there is no such group. */
  readonly type: 'classic' | 'consumer' | 'share' | 'streams' | null;
  /** Of a classic group: `consumer`, `connect`, …; empty without members ever, and for the other types. */
  readonly protocolType: string;
  /** Kafka's word; `Dead` where there is no such group. */
  readonly state: string;
  readonly members: readonly GroupMemberNow[];
}

const GROUPS_PER_REQUEST = 100;
const FIRST_MANY_KEYS_VERSION = 4;
const UNKNOWN_GROUP = new Set(['GROUP_ID_NOT_FOUND', 'UNSUPPORTED_VERSION']);

function requireNoError(kafka: OperationKafka, apiName: string, groupId: string, errorCode: number): void {
  const error = kafka.errorOf(errorCode);
  if (error === null) return;
  throw new AppError('broker_rejected', `Kafka does not tell about group "${groupId}": ${error.name}`, {
    retryable: error.isRetriable,
    broker: { errorName: error.name, errorNumber: errorCode, apiName, brokerId: null },
  });
}

/** The broker that coordinates each group (FindCoordinator, API key 10). Throws `broker_rejected` when Kafka does not tell. */
export async function readCoordinators(
  kafka: OperationKafka,
  groupIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const found = new Map<string, number>();
  const isMany = (kafka.supports('FindCoordinator')?.max ?? 0) >= FIRST_MANY_KEYS_VERSION;
  for (const piece of inPieces(groupIds, isMany ? GROUPS_PER_REQUEST : 1)) {
    const [key = ''] = piece;
    let isPlural = false;
    const answer = await kafka.call('FindCoordinator', (version) => {
      isPlural = version >= FIRST_MANY_KEYS_VERSION;
      return isPlural ? { keyType: 0, coordinatorKeys: piece } : { keyType: 0, key };
    });
    const coordinators = isPlural ? answer.coordinators : [{ ...answer, key }];
    for (const { key: groupId, nodeId, errorCode } of coordinators) {
      requireNoError(kafka, 'FindCoordinator', groupId, errorCode);
      found.set(groupId, nodeId);
    }
  }
  return found;
}

type Described = Omit<GroupNow, 'coordinatorId' | 'groupId'>;
type DescribeAll = (
  kafka: OperationKafka,
  brokerId: number,
  groupIds: readonly string[],
) => Promise<readonly (readonly [groupId: string, errorCode: number, group: Described])[]>;

const hostOf = (clientHost: string) => clientHost.replace(/^\//, '');

/** By group type: ConsumerGroupDescribe (API key 69), ShareGroupDescribe (77), StreamsGroupDescribe (89). */
const NEWER_TYPES = [
  { type: 'consumer', api: 'ConsumerGroupDescribe' },
  { type: 'share', api: 'ShareGroupDescribe' },
  { type: 'streams', api: 'StreamsGroupDescribe' },
] as const;

/** DescribeGroups (API key 15): a group of another type, or none, is `Dead` or not found. */
const describeClassic: DescribeAll = async (kafka, brokerId, groupIds) => {
  const { groups } = await kafka.call('DescribeGroups', { groups: groupIds }, { brokerId });
  return groups.map(({ groupId, errorCode, groupState, protocolType, members }) => {
    const group: Described = {
      type: groupState === 'Dead' ? null : 'classic',
      protocolType,
      state: groupState,
      members: members.map(({ memberId, groupInstanceId, clientId, clientHost }) => ({
        memberId,
        groupInstanceId: groupInstanceId ?? null,
        clientId,
        host: hostOf(clientHost),
      })),
    };
    return [groupId, errorCode, group] as const;
  });
};

function describeNewer({ type, api }: (typeof NEWER_TYPES)[number]): DescribeAll {
  return async (kafka, brokerId, groupIds) => {
    const { groups } = await kafka.call(api, { groupIds, includeAuthorizedOperations: false }, { brokerId });
    return groups.map(({ groupId, errorCode, groupState, members }) => {
      const described = members.map((member) => ({
        memberId: member.memberId,
        groupInstanceId: 'instanceId' in member ? member.instanceId : null,
        clientId: member.clientId,
        host: hostOf(member.clientHost),
      }));
      return [groupId, errorCode, { type, protocolType: '', state: groupState, members: described }] as const;
    });
  };
}

async function describeAtCoordinator(
  kafka: OperationKafka,
  coordinatorId: number,
  groupIds: readonly string[],
): Promise<ReadonlyMap<string, Described>> {
  const found = new Map<string, Described>();
  const types = NEWER_TYPES.filter(({ api }) => kafka.supports(api, coordinatorId) !== null);
  const attempts = [
    { api: 'DescribeGroups', readAll: describeClassic },
    ...types.map((one) => ({ api: one.api, readAll: describeNewer(one) })),
  ];
  for (const { api, readAll } of attempts) {
    const left = groupIds.filter((groupId) => !found.has(groupId));
    for (const piece of inPieces(left, GROUPS_PER_REQUEST)) {
      for (const [groupId, errorCode, group] of await readAll(kafka, coordinatorId, piece)) {
        if (UNKNOWN_GROUP.has(kafka.errorOf(errorCode)?.name ?? '')) continue;
        requireNoError(kafka, api, groupId, errorCode);
        if (group.type !== null) found.set(groupId, group);
      }
    }
  }
  return found;
}

const NO_GROUP: Described = { type: null, protocolType: '', state: 'Dead', members: [] };

/**
 * Groups of any type with their members, each from its coordinator, by id; one that does not exist has no type. Throws
 * `broker_rejected` when a coordinator does not tell, and as `KafkaGateway.call` does.
 */
export async function readGroups(
  kafka: OperationKafka,
  groupIds: readonly string[],
): Promise<ReadonlyMap<string, GroupNow>> {
  const coordinators = await readCoordinators(kafka, groupIds);
  const found = new Map<string, GroupNow>();
  const ids = [...new Set(coordinators.values())];
  await Promise.all(
    ids.map(async (coordinatorId) => {
      const own = groupIds.filter((groupId) => coordinators.get(groupId) === coordinatorId);
      const described = await describeAtCoordinator(kafka, coordinatorId, own);
      for (const groupId of own) {
        found.set(groupId, { groupId, coordinatorId, ...(described.get(groupId) ?? NO_GROUP) });
      }
    }),
  );
  return found;
}

/** The one group of this id, as `readGroups` tells it. */
export async function readGroup(kafka: OperationKafka, groupId: string): Promise<GroupNow> {
  const group = (await readGroups(kafka, [groupId])).get(groupId);
  if (group === undefined) throw new AppError('internal', `Kafka told no coordinator of group "${groupId}"`);
  return group;
}
