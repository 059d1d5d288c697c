import type { GapReason } from '@/lib/domain/gap-reasons';
import type { Gap, GroupFacts } from '@/lib/domain/snapshot';
import type { CallOptions, KafkaGateway } from '../gateway';
import { describeKafkaError } from '../protocol/kafka-error';
import type { KafkaErrorFacts } from '../protocol/kafka-errors.generated';
import { type CoordinatorLookup, readCoordinators } from './coordinator-lookup';
import type { DescribedGroup } from './described-group';
import type { ListedGroup } from './group-list-reader';
import type { DescriptionRound } from './group-member-reader';
import type { PositionRound } from './group-position-reader';
import type { SettingsRound } from './group-settings-reader';
import { describeGap } from './read-failure';
import type { RoundContext } from './round-context';

function membership(
  group: ListedGroup,
  described: DescribedGroup | undefined,
  before: GroupFacts | undefined,
  atMs: number,
): Pick<GroupFacts, 'members' | 'membersReadAtMs' | 'protocol' | 'groupEpoch' | 'assignmentEpoch' | 'topology'> {
  if (described) {
    const { members, protocol, groupEpoch, assignmentEpoch, topology } = described;
    return { members, membersReadAtMs: atMs, protocol, groupEpoch, assignmentEpoch, topology };
  }
  const topology = before?.topology ?? null;
  const groupEpoch = before?.groupEpoch ?? null;
  const assignmentEpoch = before?.assignmentEpoch ?? null;
  if (group.state === 'Empty' || group.state === 'Dead') {
    return { members: [], membersReadAtMs: atMs, protocol: null, groupEpoch, assignmentEpoch, topology };
  }
  const { members = null, membersReadAtMs = null, protocol = null } = before ?? {};
  return { members, membersReadAtMs, protocol, groupEpoch, assignmentEpoch, topology };
}

function assembleGroup(
  context: RoundContext,
  round: PositionRound,
  { descriptions, groupSettings }: GroupParts,
  group: ListedGroup,
): GroupFacts {
  const { groupId, protocolType, type, coordinatorId } = group;
  const before = context.previous.groups.get(groupId);
  const fetched = round.positions.get(groupId);
  const described = descriptions.described.get(groupId);
  return {
    groupId,
    type,
    isSimple: type === 'classic' && protocolType === '',
    protocolType,
    state: described?.state || group.state || before?.state || 'Unknown',
    coordinatorId,
    ...membership(group, described, before, context.atMs),
    ...settingsOf(groupSettings, groupId, before, context.atMs),
    positions: fetched?.positions ?? before?.positions ?? [],
    positionsReadAtMs: fetched ? context.atMs : (before?.positionsReadAtMs ?? null),
  };
}

/** The last known settings stay where Kafka does not tell newer ones. */
function settingsOf(
  { settings }: SettingsRound,
  groupId: string,
  before: GroupFacts | undefined,
  atMs: number,
): Pick<GroupFacts, 'settings' | 'settingsReadAtMs'> {
  const read = settings.get(groupId);
  const known = before?.settings ?? null;
  if (read === undefined) return { settings: known, settingsReadAtMs: before?.settingsReadAtMs ?? null };
  return { settings: read ?? known, settingsReadAtMs: atMs };
}

/** What was read of groups beside their positions. */
export interface GroupParts {
  readonly descriptions: DescriptionRound;
  readonly groupSettings: SettingsRound;
  readonly outOfSight: OutOfSight;
}

/** The groups of a snapshot, sorted by id: those listed, and those of before that are out of sight. Yields after each. */
export function* assembleGroups(
  context: RoundContext,
  round: PositionRound,
  parts: GroupParts,
): Generator<void, GroupFacts[]> {
  const listed: GroupFacts[] = [];
  for (const group of round.groups.values()) {
    listed.push(assembleGroup(context, round, parts, group));
    yield;
  }
  return [...listed, ...parts.outOfSight.groups].sort((a, b) =>
    a.groupId < b.groupId ? -1 : a.groupId > b.groupId ? 1 : 0,
  );
}

/** Groups of the round before that nobody lists now although they may well exist, with who coordinates them now, and the gaps that say so. */
export interface OutOfSight {
  readonly groups: readonly GroupFacts[];
  readonly gaps: readonly Gap[];
}

/**
 * Tells groups that are gone (their coordinator answered without them) from groups out of sight (their coordinator is
 * away or loading): one FindCoordinator for all that are missing, none when none is. Never throws.
 */
export async function readOutOfSight(
  gateway: KafkaGateway,
  context: RoundContext,
  round: PositionRound,
  options: CallOptions,
): Promise<OutOfSight> {
  const missing = [...context.previous.groups.values()].filter((group) => !round.groups.has(group.groupId));
  if (missing.length === 0) return { groups: [], gaps: [] };
  const ids = missing.map((group) => group.groupId);
  const lookups = await readCoordinators(gateway, ids, options).catch(() => new Map<string, CoordinatorLookup>());
  const hidden = missing.filter(
    ({ groupId, coordinatorId }) => !hasVanished(coordinatorId, lookups.get(groupId), round.completeCoordinators),
  );
  const groups = hidden.map((group) => {
    const lookup = lookups.get(group.groupId);
    return { ...group, coordinatorId: lookup && 'brokerId' in lookup ? lookup.brokerId : null };
  });
  const reasons = new Map<GapReason | KafkaErrorFacts, number>();
  for (const group of groups) {
    const reason = describeLookup(lookups.get(group.groupId));
    reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  }
  const gaps = [...reasons].map(([reason, count]) =>
    describeGap(
      'groups',
      {},
      reason,
      `${count} groups keep their last known values: their coordinator did not list them.`,
    ),
  );
  return { groups, gaps };
}

/**
 * Whether a group that nobody lists is gone: the broker that coordinates it, and already did in the round before, listed
 * all of its groups without it. One that has just become its coordinator may have listed before it knew.
 */
export function hasVanished(
  lastCoordinatorId: number | null,
  lookup: CoordinatorLookup | undefined,
  completeCoordinators: ReadonlySet<number>,
): boolean {
  if (lookup === undefined || !('brokerId' in lookup)) return false;
  return lookup.brokerId === lastCoordinatorId && completeCoordinators.has(lookup.brokerId);
}

function describeLookup(lookup: CoordinatorLookup | undefined): GapReason | KafkaErrorFacts {
  if (!lookup) return 'coordinator_unknown';
  return 'brokerId' in lookup ? 'coordinator_not_read' : describeKafkaError(lookup.errorNumber);
}
