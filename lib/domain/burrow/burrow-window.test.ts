import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { groupTopics } from '../group-lag';
import { roundAtMs } from '../testing/build-snapshot';
import { windowOf } from '../testing/burrow-window-of';
import { type RoundScript, runRounds } from '../testing/run-rounds';
import { evaluateBurrowGroup } from './burrow-group';
import { type BurrowCommit, listCommits } from './burrow-status';

/** A group `g` in a topic `t`: log ends and commits of each round, null where there is none or it was not read. */
function play(
  count: number,
  ends: (round: number) => readonly (number | null)[],
  commits: (round: number) => readonly (number | null)[],
  facts: (round: number) => {
    topicId?: string;
    positionsReadAtMs?: number;
    endsReadAtMs?: readonly number[];
  } = () => ({}),
) {
  const script: RoundScript = (round) => {
    const { topicId = 'first', positionsReadAtMs = roundAtMs(round), endsReadAtMs } = facts(round);
    const committed = Object.fromEntries(commits(round).map((offset, partition) => [partition, offset]));
    return {
      topics: [{ name: 't', topicId, ends: ends(round), ...(endsReadAtMs ? { endsReadAtMs } : {}) }],
      groups: [{ groupId: 'g', positionsReadAtMs, positions: [{ topic: 't', topicId, committed }] }],
    };
  };
  const rounds = runRounds(count, script);
  const window = windowOf(rounds);
  const last = rounds.at(-1);
  if (last === undefined) throw new Error('no round');
  const { snapshot } = last;
  const group = snapshot.groups[0];
  if (group === undefined) throw new Error('no group');
  const topics = groupTopics(group, new Map(snapshot.topics.map((topic) => [topic.name, topic])));
  return { window, report: evaluateBurrowGroup(group, topics, window, snapshot.capturedAtMs) };
}

const at = (round: number, offset: number, lag: number | null): BurrowCommit => ({
  offset,
  lag,
  atMs: roundAtMs(round),
});

describe("Burrow's window", () => {
  test('1. a commit that moves counts with the round it was seen in and the log end of the round before', () => {
    const { window } = play(
      4,
      (round) => [100 + 10 * round],
      (round) => [90 + 10 * Math.min(round, 2)],
    );
    expect(listCommits(window.commits('g', 't', 0))).toEqual([at(0, 90, null), at(1, 100, 0), at(2, 110, 0)]);
    expect(window.recentLogEnds('t', 0)).toEqual([100, 110, 120, 130]);
  });

  test('2. what lies before the first round is known only where there is nothing to read', () => {
    expect(
      listCommits(
        play(
          1,
          () => [7],
          () => [7],
        ).window.commits('g', 't', 0),
      ),
    ).toEqual([at(0, 7, 0)]);
    expect(
      listCommits(
        play(
          1,
          () => [7],
          () => [6],
        ).window.commits('g', 't', 0),
      ),
    ).toEqual([at(0, 6, null)]);
  });

  test('3. each partition keeps its own ten, however unevenly they move', () => {
    const slow = (round: number) => 5 * Math.floor(round / 10);
    const { window } = play(
      130,
      () => [500, 500],
      (round) => [round, slow(round)],
    );
    expect(listCommits(window.commits('g', 't', 0))).toEqual(
      Array.from({ length: 10 }, (_, i) => at(120 + i, 120 + i, 380 - i)),
    );
    expect(listCommits(window.commits('g', 't', 1))).toEqual(
      Array.from({ length: 10 }, (_, i) => at(30 + 10 * i, 15 + 5 * i, 485 - 5 * i)),
    );
    expect(window.recentLogEnds('t', 0)).toHaveLength(10);
  });

  test('4. a topic made again begins anew, and so does a commit that was deleted', () => {
    const recreated = play(
      4,
      () => [50],
      (round) => [round],
      (round) => ({ topicId: round < 2 ? 'first' : 'second' }),
    );
    expect(listCommits(recreated.window.commits('g', 't', 0))).toEqual([at(2, 2, null), at(3, 3, 47)]);
    expect(recreated.window.recentLogEnds('t', 0)).toEqual([50, 50]);
    const deleted = play(
      5,
      () => [50],
      (round) => [round === 3 ? null : round],
    );
    expect(listCommits(deleted.window.commits('g', 't', 0))).toEqual([at(4, 4, 46)]);
  });

  test('5. positions that were not read change nothing, and the verdict is as of when they were', () => {
    const readAtMs = (round: number) => roundAtMs(Math.min(round, 3));
    const { window, report } = play(
      30,
      (round) => [50 + 10 * round],
      (round) => [10 + 5 * Math.min(round, 3)],
      (round) => ({ positionsReadAtMs: readAtMs(round) }),
    );
    expect(listCommits(window.commits('g', 't', 0))).toHaveLength(4);
    expect(report.partitions).toMatchObject([{ status: 'WARN', isStale: true, currentLag: 315 }]);
  });

  test('6. log ends that were not read are none, and the last one read counts for the lag of a commit', () => {
    const { window } = play(
      3,
      () => [80],
      (round) => [10 * round],
      (round) => ({ endsReadAtMs: [roundAtMs(round === 1 ? 0 : round)] }),
    );
    expect(window.recentLogEnds('t', 0)).toEqual([80, 80]);
    expect(listCommits(window.commits('g', 't', 0)).map(({ lag }) => lag)).toEqual([null, 70, 60]);
  });

  test('7. a round that is not later begins anew', () => {
    const rounds = runRounds(3, () => ({
      topics: [{ name: 't', ends: [9] }],
      groups: [{ groupId: 'g', positions: [{ topic: 't', committed: { 0: 4 } }] }],
    }));
    const window = windowOf([...rounds.slice(2), ...rounds.slice(1, 2)]);
    expect(listCommits(window.commits('g', 't', 0))).toEqual([at(1, 4, null)]);
    expect(window.recentLogEnds('t', 0)).toEqual([9]);
  });

  test('8. a group or topic that is gone is forgotten, and share groups are never known', () => {
    const groups = [{ groupId: 'g', positions: [{ topic: 't', committed: { 0: 4 } }] }];
    const share = { groupId: 's', type: 'share' as const, positions: [{ topic: 't', committed: { 0: 4 } }] };
    const topics = [{ name: 't', ends: [9] }];
    const rounds = runRounds(2, (round) => (round === 0 ? { topics, groups: [...groups, share] } : { topics: [] }));
    const window = windowOf(rounds);
    for (const groupId of ['g', 's']) expect(listCommits(window.commits(groupId, 't', 0))).toEqual([]);
    expect(window.recentLogEnds('t', 0)).toEqual([]);
  });

  test('9. holds the last ten moves of every partition, whatever happens', () => {
    const offset = fc.option(fc.nat(4), { nil: null });
    const script = fc.array(fc.tuple(offset, offset, offset), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(script, (rounds) => {
        const { window } = play(
          rounds.length,
          () => [9, 9, 9],
          (round) => rounds[round] ?? [],
        );
        for (const partition of [0, 1, 2]) {
          let moves: { offset: number; atMs: number }[] = [];
          rounds.forEach((commits, round) => {
            const now = commits[partition] ?? null;
            if (now === null) moves = [];
            else if (moves.at(-1)?.offset !== now) moves.push({ offset: now, atMs: roundAtMs(round) });
          });
          expect(
            listCommits(window.commits('g', 't', partition)).map((one) => ({ offset: one.offset, atMs: one.atMs })),
          ).toEqual(moves.slice(-10));
        }
      }),
    );
  });
});

describe("Burrow's report on a group", () => {
  test('10. partitions without a commit are listed with no lag known, and count as not complete', () => {
    const { report } = play(
      12,
      (round) => [100 + round, 40, 7],
      (round) => [50 + round, 40],
    );
    expect(report).toMatchObject({ status: 'WARN', totalLag: 50, complete: 1 / 3, maxLag: { partition: 0 } });
    expect(report.partitions.map(({ status, currentLag, complete }) => ({ status, currentLag, complete }))).toEqual([
      { status: 'WARN', currentLag: 50, complete: 1 },
      { status: 'OK', currentLag: 0, complete: 0.1 },
      { status: 'OK', currentLag: null, complete: 0 },
    ]);
  });

  test('11. silence under lag is an error of the group', () => {
    const { report } = play(
      20,
      (round) => [100 + round],
      (round) => [50 + Math.min(round, 4)],
    );
    expect(report.status).toBe('ERR');
    expect(report.partitions[0]?.status).toBe('STOP');
  });

  test('12. nothing known is no total', () => {
    const { report } = play(
      2,
      () => [100],
      () => [],
    );
    expect(report).toMatchObject({ totalLag: null, maxLag: null });
  });
});
