import { z } from 'zod';
import { describeMember, listOwners } from '@/lib/domain/events/group-work';
import { countChurn } from '@/lib/domain/events/member-churn';
import { type OwnerStep, replayOwners } from '@/lib/domain/events/replay-owners';
import type { GroupFacts } from '@/lib/domain/snapshot';
import { clusterParam, epochMsParam, groupParam } from './params';
import { groupsById } from './round-memo';
import type { EventItem, MemberRefItem } from './schemas/event';
import { type GroupRebalances, groupRebalances, type RebalanceItem } from './schemas/rebalance';
import { requireCluster } from './source';
import { defineView, type ViewSource } from './view';

const DEFAULT_RANGE_MS = 21_600_000;
const MOST_EVENTS = 500;
const MOST_PARTITIONS = 500;
/** States in which the members' assignments are those that hold. */
const SETTLED = new Set(['Stable', 'Empty', 'Dead']);

export const groupRebalancesView = defineView({
  name: 'groupRebalances',
  path: '/clusters/{cluster}/groups/{group}/rebalances',
  summary:
    'Rebalances of a group up to now: how long each took, what moved from whom to whom, who joined and left, and who owned each partition over time. The last six hours unless from says otherwise.',
  permission: 'group:view',
  params: z.strictObject({ cluster: clusterParam, group: groupParam, from: epochMsParam.optional() }),
  response: groupRebalances,
  read: async (source, { cluster, group: groupId, from }) => {
    requireCluster(source, cluster);
    const toMs = source.nowMs();
    const askedFromMs = Math.min(from ?? toMs - DEFAULT_RANGE_MS, toMs);
    const found = await readEvents(source, cluster, groupId, askedFromMs);
    const isCut = found.ofGroup.length === MOST_EVENTS;
    const fromMs = isCut ? (found.ofGroup.at(-1)?.atMs ?? askedFromMs) : askedFromMs;
    const watched = await source.readWatchedSpans(cluster, fromMs, toMs);
    const round = source.round(cluster);
    const group = round === null ? undefined : groupsById(round).get(groupId);
    return assemble({ ...found, group, fromMs, toMs, watched: watched.map((span) => ({ ...span })) });
  },
});

interface Found {
  readonly ofGroup: readonly EventItem[];
  readonly notKept: readonly EventItem[];
}

async function readEvents(source: ViewSource, clusterId: string, groupId: string, fromMs: number): Promise<Found> {
  const query = {
    clusterId,
    search: '',
    brokerId: null,
    topic: null,
    fromMs,
    toMs: null,
    isOldestFirst: false,
    after: null,
    limit: MOST_EVENTS,
  } as const;
  const [ofGroup, notKept] = await Promise.all([
    source.readEvents({ ...query, kinds: ['group-rebalanced', 'members-changed'], groupId }),
    source.readEvents({ ...query, kinds: ['not-kept'], groupId: null }),
  ]);
  return {
    ofGroup: ofGroup.items,
    notKept: notKept.items.filter(({ from }) => from === 'group-rebalanced' || from === 'members-changed'),
  };
}

interface Assembly extends Found {
  readonly group: GroupFacts | undefined;
  readonly fromMs: number;
  readonly toMs: number;
  readonly watched: GroupRebalances['watched'];
}

function assemble({ ofGroup, notKept, group, fromMs, toMs, watched }: Assembly): GroupRebalances {
  const comings = ofGroup.flatMap(({ atMs, detail }) =>
    detail?.type === 'members' ? [{ atMs, joined: detail.joined, left: detail.left }] : [],
  );
  const rebalances = ofGroup.flatMap((event) => describeRebalance(event, comings));
  const owners =
    group?.type === 'share'
      ? null
      : replayOwners({ current: currentOwners(group), steps: planSteps(ofGroup, notKept), fromMs, toMs, watched });
  return {
    fromMs,
    toMs,
    watched,
    rebalances,
    churn: [...countChurn(comings)],
    owners: owners?.slice(0, MOST_PARTITIONS).map((one) => ({ ...one, spans: [...one.spans] })) ?? null,
    ownedPartitions: owners?.length ?? 0,
    members: nameAll(ofGroup, group),
    notKeptRounds: new Set(notKept.map(({ atMs }) => atMs)).size,
  };
}

function describeRebalance(
  event: EventItem,
  comings: readonly { atMs: number; joined: MemberRefItem[]; left: MemberRefItem[] }[],
): RebalanceItem[] {
  const { id, atMs, sinceMs, detail } = event;
  if (detail?.type !== 'rebalance') return [];
  const { fromEpoch, toEpoch, firstSeenMs, lastSeenMs, movedPartitions, omitted, moves, memberCount } = detail;
  const within = comings.filter((one) => one.atMs > sinceMs && one.atMs <= atMs);
  return [
    {
      id,
      atMs,
      sinceMs,
      fromEpoch,
      toEpoch,
      tookAtLeastMs: (lastSeenMs ?? 0) - (firstSeenMs ?? 0),
      tookAtMostMs: atMs - sinceMs,
      movedPartitions,
      omitted,
      moves,
      memberCount,
      joined: within.flatMap(({ joined }) => joined),
      left: within.flatMap(({ left }) => left),
    },
  ];
}

/** Null while they change hands, and where they were not read. A group that is gone owns nothing. */
function currentOwners(group: GroupFacts | undefined) {
  if (group === undefined) return [];
  return group.members === null || !SETTLED.has(group.state) ? null : listOwners(group.members);
}

/** Newest first. A round whose rebalances were only counted may have had one of this group, unless it is kept. */
function planSteps(ofGroup: readonly EventItem[], notKept: readonly EventItem[]): OwnerStep[] {
  const steps = ofGroup.flatMap(({ atMs, detail }): OwnerStep[] =>
    detail?.type === 'rebalance'
      ? [{ atMs, heldUntilMs: detail.firstSeenMs ?? atMs, moves: detail.moves, isWhole: detail.omitted === 0 }]
      : [],
  );
  const kept = new Set(steps.map(({ atMs }) => atMs));
  const missed = notKept
    .filter(({ atMs, from }) => from === 'group-rebalanced' && !kept.has(atMs))
    .map(({ atMs, sinceMs }) => ({ atMs, heldUntilMs: sinceMs, moves: [], isWhole: false }));
  return [...steps, ...missed].sort((a, b) => b.atMs - a.atMs);
}

/** The newest of what is known of each member. */
function nameAll(events: readonly EventItem[], group: GroupFacts | undefined): MemberRefItem[] {
  const refs = new Map<string, MemberRefItem>();
  const add = (ref: MemberRefItem) => {
    if (!refs.has(ref.key)) refs.set(ref.key, ref);
  };
  for (const member of group?.members ?? []) add(describeMember(member));
  for (const { detail } of events) {
    if (detail?.type === 'rebalance') detail.members.forEach(add);
    if (detail?.type === 'members') [...detail.joined, ...detail.left].forEach(add);
  }
  return [...refs.values()];
}
