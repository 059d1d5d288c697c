import { describe, expect, test } from 'vitest';
import { createLagRowsState, planLagRows } from './plan-lag-rows';
import { describeTestSnapshot, describeTestTopicId, type TestRound } from './test-snapshot';

const T0 = 1_000_000_000;
const STEADY = { topics: { orders: { ends: [10, 20] } }, groups: { billing: { commits: { orders: [5, 20] } } } };

/** Plans the rounds one after the other and answers the rows of each. */
function planAll(rounds: readonly Omit<TestRound, 'clusterId'>[]) {
  let state = createLagRowsState([]);
  return rounds.map((round) => {
    const planned = planLagRows(state, describeTestSnapshot(round));
    state = planned.state;
    return planned.round;
  });
}

describe('planLagRows', () => {
  test('writes a series when it changed, and each 60 s', () => {
    const times = [0, 10, 20, 30, 40, 50, 60, 70];
    const rounds = planAll(times.map((second) => ({ capturedAtMs: T0 + second * 1000, ...STEADY })));
    expect(rounds.map(({ rows }) => rows.length)).toEqual([1, 0, 0, 0, 0, 0, 1, 0]);
    expect(rounds[0]?.rows[0]).toMatchObject({ kind: 'read', committed: '{5,20}', logEnd: '{10,20}', lagFloor: null });
    expect(new Set(rounds.map(({ spanFromMs }) => spanFromMs))).toEqual(new Set([T0]));
  });

  test('an end that moves is a change', () => {
    const moved = { ...STEADY, topics: { orders: { ends: [11, 20] } } };
    const [, second] = planAll([
      { capturedAtMs: T0, ...STEADY },
      { capturedAtMs: T0 + 10_000, ...moved },
    ]);
    expect(second?.rows).toMatchObject([{ committed: '{5,20}', logEnd: '{11,20}' }]);
  });

  test('a group that was not read is a row without arrays; a partition whose end was not read has none', () => {
    const unread = { ...STEADY, groups: { billing: { commits: { orders: [5, 20] }, isUnread: true } } };
    const leaderless = { ...STEADY, topics: { orders: { ends: [10, null] } } };
    const [, second, third] = planAll([
      { capturedAtMs: T0, ...STEADY },
      { capturedAtMs: T0 + 10_000, ...unread },
      { capturedAtMs: T0 + 20_000, ...leaderless },
    ]);
    expect(second?.rows).toMatchObject([{ kind: 'unread', committed: null, logEnd: null }]);
    expect(third?.rows).toMatchObject([{ kind: 'read', committed: '{5,20}', logEnd: '{10,NULL}' }]);
  });

  test('no commit: no end either; a group without any commit in a topic has no series', () => {
    const [first] = planAll([
      {
        capturedAtMs: T0,
        topics: { orders: { ends: [10, 20] }, other: { ends: [1] } },
        groups: { billing: { commits: { orders: [null, 20], other: [null] } } },
      },
    ]);
    expect(first?.rows).toMatchObject([{ committed: '{NULL,20}', logEnd: '{NULL,20}' }]);
  });

  test('what is gone gets one last row', () => {
    const gone = { ...STEADY, groups: {} };
    const [, second, third] = planAll([
      { capturedAtMs: T0, ...STEADY },
      { capturedAtMs: T0 + 10_000, ...gone },
      { capturedAtMs: T0 + 20_000, ...gone },
    ]);
    expect(second?.rows).toMatchObject([{ kind: 'ended', committed: '{}', logEnd: '{}' }]);
    expect(third?.rows).toEqual([]);
  });

  test('a topic made again ends one series and begins another', () => {
    const again = { ...STEADY, topics: { orders: { id: describeTestTopicId(2), ends: [1, 1] } } };
    const [, second] = planAll([
      { capturedAtMs: T0, ...STEADY },
      { capturedAtMs: T0 + 10_000, ...again },
    ]);
    expect(second?.rows.map(({ key, kind }) => [key.topicId, kind])).toEqual([
      [describeTestTopicId(2), 'read'],
      [describeTestTopicId(1), 'ended'],
    ]);
  });

  test('the first round after a hole writes every series and begins a span', () => {
    const [, second, third] = planAll([
      { capturedAtMs: T0, ...STEADY },
      { capturedAtMs: T0 + 25_000, ...STEADY },
      { capturedAtMs: T0 + 51_000, ...STEADY },
    ]);
    expect(second).toMatchObject({ rows: [], spanFromMs: T0 });
    expect(third).toMatchObject({ spanFromMs: T0 + 51_000 });
    expect(third?.rows).toHaveLength(1);
  });

  test('a clock that was set back begins a span', () => {
    const [, second] = planAll([
      { capturedAtMs: T0, ...STEADY },
      { capturedAtMs: T0 - 600_000, ...STEADY },
    ]);
    expect(second).toMatchObject({ spanFromMs: T0 - 600_000 });
    expect(second?.rows).toHaveLength(1);
  });

  test('series that a collector before us left open are ended when they are gone', () => {
    const key = { groupId: 'left', topic: 'orders', topicId: null };
    const { round } = planLagRows(createLagRowsState([key]), describeTestSnapshot({ capturedAtMs: T0, ...STEADY }));
    expect(round.rows.map(({ key: { groupId }, kind }) => [groupId, kind])).toEqual([
      ['billing', 'read'],
      ['left', 'ended'],
    ]);
  });

  test('records deleted before they were read do not count: the floor is the log start', () => {
    const [first] = planAll([
      {
        capturedAtMs: T0,
        topics: { orders: { ends: [100, 20], starts: [40, 0] } },
        groups: { billing: { commits: { orders: [5, 20] } } },
      },
    ]);
    expect(first?.rows).toMatchObject([{ committed: '{5,20}', lagFloor: '{40,NULL}' }]);
  });

  test('the lag of a share group is the one it reports', () => {
    const [first] = planAll([
      {
        capturedAtMs: T0,
        topics: { orders: { ends: [100] } },
        groups: { share: { commits: { orders: [50] }, reportedLag: [30] } },
      },
    ]);
    expect(first?.rows).toMatchObject([{ committed: '{50}', logEnd: '{100}', lagFloor: '{70}' }]);
  });
});
