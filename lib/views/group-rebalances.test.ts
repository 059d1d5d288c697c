import { describe, expect, test } from 'vitest';
import type { JudgedRound } from '@/lib/domain/evaluation';
import { createEventsState, planRoundEvents } from '@/lib/domain/events/plan-round-events';
import { buildMember, roundAtMs } from '@/lib/domain/testing/build-snapshot';
import { type RoundScript, runRounds } from '@/lib/domain/testing/run-rounds';
import { eventsView } from './events';
import { groupRebalancesView } from './group-rebalances';
import type { EventItem } from './schemas/event';
import { readView, sourceOfRound } from './testing/view-source';
import type { ViewSource } from './view';

const orders = (...partitions: number[]) => [{ topic: 'orders', partitions }];
const MEMBERS = [
  [buildMember('a', orders(0, 1))],
  [buildMember('a', orders(0)), buildMember('b', orders(1))],
  [buildMember('a', orders(0, 1))],
] as const;
const script: RoundScript = (round) => ({
  groups: [
    { groupId: 'billing', members: MEMBERS[round] ?? [], membersReadAtMs: roundAtMs(round), groupEpoch: round + 1 },
  ],
});

/** A source that stores what rounds changed, as the database does. */
function sourceWithEvents(rounds: readonly JudgedRound[]): ViewSource {
  let state = createEventsState(null);
  const items: EventItem[] = [];
  for (const { snapshot, evaluation } of rounds) {
    const told = planRoundEvents(state, snapshot, evaluation.changes);
    state = told.state;
    told.events.forEach((event, place) => {
      items.unshift({ id: `${event.atMs}.${place}`, ...structuredClone(event) } as EventItem);
    });
  }
  return {
    ...sourceOfRound(rounds.at(-1) ?? null),
    readEvents: async ({ kinds, groupId, limit }) => {
      const found = items.filter(
        (item) => (kinds?.includes(item.kind) ?? true) && (groupId === null || item.groupId === groupId),
      );
      return { items: found.slice(0, limit), total: found.length, totalUnfiltered: items.length };
    },
    readWatchedSpans: async () => [{ fromMs: roundAtMs(0), toMs: roundAtMs(2) }],
  };
}

describe('rebalances of a group', () => {
  const source = sourceWithEvents(runRounds(3, script));
  test('1. what moved, who joined and left, how long, and who owned what', async () => {
    const answer = await readView(groupRebalancesView, source, { cluster: 'test', group: 'billing' });
    expect(
      answer.rebalances.map(({ fromEpoch, toEpoch, moves, joined, left, tookAtMostMs }) => [
        [fromEpoch, toEpoch],
        moves.map(({ from, to, partitions }) => [from, to, partitions]),
        joined.map(({ key }) => key),
        left.map(({ key }) => key),
        tookAtMostMs,
      ]),
    ).toEqual([
      [[2, 3], [['b', 'a', [1]]], [], ['b'], 10_000],
      [[1, 2], [['a', 'b', [1]]], ['b'], [], 10_000],
    ]);
    expect(answer.owners?.map(({ partition, spans }) => [partition, spans.map(({ owner }) => owner)])).toEqual([
      [0, ['a']],
      [1, ['a', 'b']],
    ]);
    expect(answer.churn).toMatchObject([{ clientId: 'client-of-b', joinedCount: 1, leftCount: 1, isFlapping: false }]);
    expect(answer.members.map(({ key }) => key)).toEqual(['a', 'b']);
  });
  test('2. a group that nobody knows has no rebalances, a cluster that nobody knows is not found', async () => {
    const none = await readView(groupRebalancesView, source, { cluster: 'test', group: 'none' });
    expect(none).toMatchObject({ rebalances: [], owners: [], ownedPartitions: 0 });
    await expect(readView(groupRebalancesView, source, { cluster: 'nope', group: 'x' })).rejects.toMatchObject({
      code: 'not_found',
    });
  });
  test('3. events: a page that is full says where the next one begins', async () => {
    const page = await readView(eventsView, source, { cluster: 'test', limit: '1', kind: 'group-rebalanced' });
    expect(page).toMatchObject({ total: 2, nextCursor: page.items[0]?.id });
    expect((await readView(eventsView, source, { cluster: 'test' })).nextCursor).toBeNull();
    await expect(readView(eventsView, source, { cluster: 'test', kind: 'nonsense' })).rejects.toThrow();
  });
});
