import { describe, expect, test } from 'vitest';
import type { MemberRef } from './cluster-event';
import { countChurn } from './member-churn';
import { type OwnerReplay, replayOwners } from './replay-owners';

const always = [{ fromMs: 0, toMs: 1_000 }];
const replay = (input: Partial<OwnerReplay>) =>
  replayOwners({ current: [], steps: [], fromMs: 0, toMs: 1_000, watched: always, ...input }).map(
    ({ topic, partition, spans }) => [
      `${topic}:${partition}`,
      spans.map(({ fromMs, toMs, owner }) => `${fromMs}-${toMs} ${owner}`),
    ],
  );
const owns = (partition: number, owner: string) => ({ topic: 't', partition, owner });
const move = (partitions: number[], from: string | null, to: string | null) => ({ topic: 't', partitions, from, to });

describe('owners over time', () => {
  test('1. back from the present through each rebalance; while hands change nobody is known', () => {
    const steps = [
      { atMs: 800, heldUntilMs: 780, moves: [move([1], 'a', 'b')], isWhole: true },
      { atMs: 300, heldUntilMs: 290, moves: [move([0, 1], null, 'a')], isWhole: true },
    ];
    expect(replay({ current: [owns(0, 'a'), owns(1, 'b')], steps })).toEqual([
      ['t:0', ['0-290 null', '300-1000 a']],
      ['t:1', ['0-290 null', '300-780 a', '800-1000 b']],
    ]);
  });
  test('2. nothing is told where no round was compared', () => {
    const watched = [
      { fromMs: 100, toMs: 400 },
      { fromMs: 600, toMs: 1_000 },
    ];
    expect(replay({ current: [owns(0, 'a')], watched })).toEqual([['t:0', ['100-400 a', '600-1000 a']]]);
  });
  test('3. a rebalance of which not all moves are listed ends what is known of the others', () => {
    const steps = [{ atMs: 500, heldUntilMs: 490, moves: [move([0], 'b', 'a')], isWhole: false }];
    expect(replay({ current: [owns(0, 'a'), owns(1, 'a')], steps })).toEqual([
      ['t:0', ['0-490 b', '500-1000 a']],
      ['t:1', ['500-1000 a']],
    ]);
  });
  test('4. while the group rebalances only what moved before is known', () => {
    const steps = [{ atMs: 500, heldUntilMs: 490, moves: [move([0], null, 'a')], isWhole: true }];
    expect(replay({ current: null, steps })).toEqual([['t:0', ['0-490 null', '500-1000 a']]]);
  });
  test('5. a partition that was given up belongs to nobody since', () => {
    const steps = [{ atMs: 500, heldUntilMs: 490, moves: [move([3], 'a', null)], isWhole: true }];
    expect(replay({ steps })).toEqual([['t:3', ['0-490 a', '500-1000 null']]]);
  });
});

describe('members that come and go', () => {
  const member = (memberId: string, clientId: string, groupInstanceId: string | null = null): MemberRef => ({
    key: groupInstanceId ?? memberId,
    memberId,
    groupInstanceId,
    clientId,
    host: '/h',
  });
  test('6. by client and host, whatever the member id; more than two restarts are flapping', () => {
    const restarts = (clientId: string, count: number) =>
      Array.from({ length: count }, (_, index) => ({
        atMs: index,
        joined: [member(`${clientId}-${index + 1}`, clientId)],
        left: [member(`${clientId}-${index}`, clientId)],
      }));
    const churn = countChurn([...restarts('calm', 2), ...restarts('restless', 3)]);
    expect(
      churn.map(({ clientId, joinedCount, leftCount, isFlapping }) => [clientId, joinedCount, leftCount, isFlapping]),
    ).toEqual([
      ['restless', 3, 3, true],
      ['calm', 2, 2, false],
    ]);
  });
  test('7. a static member is its instance', () => {
    const churn = countChurn([
      { atMs: 5, joined: [member('m', 'c', 'i-1'), member('n', 'c', 'i-2')], left: [member('o', 'c')] },
    ]);
    expect(churn).toHaveLength(3);
    expect(churn[0]).toMatchObject({ lastAtMs: 5, isFlapping: false });
  });
});
