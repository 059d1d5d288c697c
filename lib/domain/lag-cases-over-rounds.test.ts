import { describe, expect, test } from 'vitest';
import { evaluatePartitionLag } from './partition-lag';
import { buildMember, ROUND_0_MS, roundAtMs } from './testing/build-snapshot';
import { offsets, rowsOf } from './testing/lag-case';
import { lastEvaluation, lastOfGroup, runRounds } from './testing/run-rounds';

describe('what comes and goes', () => {
  const topic = { name: 't', ends: [100] };
  const group = { groupId: 'g', positions: [{ topic: 't', committed: { 0: 40 } }] };

  test('10. offsets deleted or expired: the row vanishes in the next round', () => {
    const rounds = runRounds(2, (round) => ({
      topics: [topic, { name: 'u', ends: [5] }],
      groups: [
        {
          ...group,
          isSimple: true,
          positions: [
            { topic: 'u', committed: { 0: 1 } },
            ...(round === 0 ? [{ topic: 't', committed: { 0: 40 } }] : []),
          ],
        },
      ],
    }));
    expect(rounds[0]?.evaluation.groups.get('g')).toMatchObject({ totalLag: 64, partitionCount: 2 });
    expect(lastOfGroup(rounds, 'g')).toMatchObject({ totalLag: 4, partitionCount: 1 });
  });

  test('11. group deleted: gone from the round, with an event', () => {
    const rounds = runRounds(2, (round) => ({ topics: [topic], groups: round === 0 ? [group] : [] }));
    expect(lastEvaluation(rounds).groups.size).toBe(0);
    expect(lastEvaluation(rounds).changes).toMatchObject([{ kind: 'group-gone', groupId: 'g' }]);
  });

  test('12. topic deleted: its rows vanish, other topics of the group stay', () => {
    const { entries, sums } = rowsOf(
      { name: 'kept', ends: [10] },
      {
        groupId: 'g',
        positions: [
          { topic: 'deleted', committed: { 0: 1 } },
          { topic: 'kept', committed: { 0: 4 } },
        ],
      },
    );
    expect(entries.map((entry) => entry.topic.name)).toEqual(['kept']);
    expect(sums[0]).toMatchObject({ lag: 6 });
  });

  test('13. topic made again: old commits are not joined to the new log, no rate is negative', () => {
    const rounds = runRounds(3, (round) => ({
      topics: [{ name: 't', topicId: round < 2 ? 'old' : 'new', ends: [round < 2 ? 100 + round * 10 : 5] }],
      groups: [{ groupId: 'g', positions: [{ topic: 't', topicId: 'old', committed: { 0: 90 } }] }],
    }));
    expect(rounds[1]?.evaluation.topics.get('t')?.producedPerSecond).toBe(1);
    expect(lastEvaluation(rounds).topics.get('t')?.producedPerSecond).toBeNull();
    expect(lastEvaluation(rounds).changes).toMatchObject([{ kind: 'topic-recreated', from: 'old', to: 'new' }]);
    expect(lastOfGroup(rounds, 'g')).toMatchObject({ totalLag: null, knownPartitions: 0, consumedPerSecond: null });
    const joined = evaluatePartitionLag(offsets(5, 90, 0, { isSameTopic: false }));
    expect(joined).toMatchObject({ lag: { known: false, reason: 'topic_gone' }, aheadRecords: 0 });
  });

  test('13b. commits of the new topic count from its first round', () => {
    const rounds = runRounds(3, (round) => ({
      topics: [{ name: 't', topicId: round < 2 ? 'old' : 'new', ends: [round < 2 ? 100 : 5] }],
      groups: [
        {
          groupId: 'g',
          positions: [{ topic: 't', topicId: round < 2 ? 'old' : 'new', committed: { 0: round < 2 ? 90 : 2 } }],
        },
      ],
    }));
    expect(lastOfGroup(rounds, 'g')).toMatchObject({ totalLag: 3, consumedPerSecond: null });
    expect(lastEvaluation(rounds).changes.map((change) => change.kind)).toEqual(['topic-recreated']);
  });

  test('14. truncation: an event, no rate, and no time lag from points above the new end', () => {
    const ends = [100, 110, 120, 60, 70];
    const rounds = runRounds(5, (round) => ({
      topics: [{ name: 't', ends: [ends[round] as number] }],
      groups: [group],
    }));
    expect(rounds[3]?.evaluation.topics.get('t')?.producedPerSecond).toBeNull();
    expect(rounds[3]?.evaluation.changes).toMatchObject([{ kind: 'log-truncated', topic: 't', from: '120', to: '60' }]);
    expect(rounds[4]?.evaluation.topics.get('t')?.producedPerSecond).toBe(1);
    // The history begins again at the fall: one round is all there is to go by.
    expect(lastOfGroup(rounds, 'g')).toMatchObject({ maxLagSeconds: 10, lagSecondsIsAtLeast: true });
  });

  test('16. a topic the group left: its lag is shown, and does not count in the status', () => {
    const rounds = runRounds(10, (round) => ({
      topics: [
        { name: 'left', ends: [100] },
        { name: 'read', ends: [50 + round] },
      ],
      groups: [
        {
          groupId: 'g',
          members: [buildMember('m', [{ topic: 'read', partitions: [0] }])],
          positions: [
            { topic: 'left', committed: { 0: 93 } },
            { topic: 'read', committed: { 0: 50 + round } },
          ],
        },
      ],
    }));
    expect(lastOfGroup(rounds, 'g')).toMatchObject({ totalLag: 7, status: 'ok', maxLagSeconds: 0 });
    const { entries } = rowsOf(
      { name: 'left', ends: [100] },
      {
        groupId: 'g',
        members: [buildMember('m', [{ topic: 'read', partitions: [0] }])],
        positions: [{ topic: 'left', committed: { 0: 93 } }],
      },
    );
    expect(entries[0]?.isSubscribed).toBe(false);
  });

  test('17. empty, rebalancing or dead: lag comes from the commits, and nothing is called stopped at once', () => {
    for (const state of ['Empty', 'PreparingRebalance', 'Dead']) {
      const rounds = runRounds(4, () => ({ topics: [topic], groups: [{ ...group, state }] }));
      expect(lastOfGroup(rounds, 'g')).toMatchObject({ totalLag: 60 });
      expect(lastOfGroup(rounds, 'g').status).not.toBe('stopped');
    }
  });
});

describe('kinds of groups and what could not be read', () => {
  const topic = { name: 't', ends: [100, 10] };

  test('18. every type is judged; a share group has the lag that Kafka reports', () => {
    for (const type of ['classic', 'consumer', 'streams', 'share'] as const) {
      const reported = type === 'share' ? { reportedLag: [11, 0] } : {};
      const { sums } = rowsOf(topic, {
        groupId: 'g',
        type,
        positions: [{ topic: 't', committed: { 0: 90, 1: 10 }, ...reported }],
      });
      expect(sums[0]?.lag).toBe(type === 'share' ? 11 : 10);
    }
  });

  test('18b. a simple group has only the partitions it committed; the move from classic to consumer loses nothing', () => {
    const simple = rowsOf(topic, { groupId: 'g', isSimple: true, positions: [{ topic: 't', committed: { 0: 90 } }] });
    expect(simple.sums[0]).toMatchObject({ lag: 10, knownPartitions: 1, partitionCount: 1 });
    const rounds = runRounds(4, (round) => ({
      topics: [topic],
      groups: [
        {
          groupId: 'g',
          type: round < 2 ? ('classic' as const) : ('consumer' as const),
          positions: [{ topic: 't', committed: { 0: 90 + round, 1: 10 } }],
        },
      ],
    }));
    expect(lastOfGroup(rounds, 'g')).toMatchObject({ totalLag: 7, consumedPerSecond: expect.closeTo(0.1, 6) });
    expect(lastOfGroup(rounds, 'g').recentLag).toEqual([10, 9, 8, 7]);
  });

  test('19. a broker dead: the last value with its age, a total of the known part, never a silent fall', () => {
    const before = ROUND_0_MS - 30_000;
    const { rows, sums } = rowsOf(
      { name: 't', ends: [100, 80], endsReadAtMs: [ROUND_0_MS, before], leaders: [1, -1] },
      { groupId: 'g', positions: [{ topic: 't', committed: { 0: 90, 1: 30 } }] },
    );
    expect(rows[1]?.lag).toEqual({ known: false, reason: 'no_leader', last: { value: 50, atMs: before } });
    expect(sums[0]).toMatchObject({ lag: 10, knownPartitions: 1, partitionCount: 2, stalePartitions: 1 });
    const rounds = runRounds(8, (round) => ({
      topics: [{ name: 't', ends: [100, 80], endsReadAtMs: [roundAtMs(round), roundAtMs(Math.min(round, 5))] }],
      groups: [
        {
          groupId: 'g',
          members: [buildMember('m', [{ topic: 't', partitions: [0, 1] }])],
          positions: [{ topic: 't', committed: { 0: 90, 1: 30 } }],
        },
      ],
    }));
    expect(lastOfGroup(rounds, 'g')).toMatchObject({ totalLag: 10, knownPartitions: 1, partitionCount: 2 });
    expect(lastOfGroup(rounds, 'g').recentLag).toEqual([60, 60, 60, 60, 60, 60, null, null]);
    expect(lastOfGroup(rounds, 'g').trend).not.toBe('falling');
  });

  test('20. a coordinator that moves: this group is stale, the others are on time', () => {
    const rounds = runRounds(3, (round) => ({
      topics: [topic],
      groups: ['moving', 'other'].map((groupId) => ({
        groupId,
        positionsReadAtMs: groupId === 'moving' && round === 2 ? roundAtMs(1) : roundAtMs(round),
        positions: [{ topic: 't', committed: { 0: 90, 1: 10 } }],
      })),
    }));
    expect(lastOfGroup(rounds, 'moving')).toMatchObject({ totalLag: null, knownPartitions: 0, partitionCount: 2 });
    expect(lastOfGroup(rounds, 'other')).toMatchObject({ totalLag: 10, knownPartitions: 2 });
  });

  test('21. a leader that moved between Metadata and ListOffsets costs one value, not the round', () => {
    const { rows } = rowsOf(
      { name: 't', ends: [100, null] },
      { groupId: 'g', positions: [{ topic: 't', committed: { 0: 90, 1: 3 } }] },
    );
    expect(rows.map((row) => row.lag)).toEqual([
      { known: true, value: 10 },
      { known: false, reason: 'never_read' },
    ]);
  });

  test('23. names of any content are keys like any other', () => {
    const name = `a"b\\c\n..${'ü'.repeat(240)}`;
    const groupId = '../</script>';
    const rounds = runRounds(2, (round) => ({
      topics: [{ name, ends: [10 + round] }],
      groups: [{ groupId, positions: [{ topic: name, committed: { 0: 10 } }] }],
    }));
    expect(lastOfGroup(rounds, groupId)).toMatchObject({ groupId, totalLag: 1 });
    expect(lastEvaluation(rounds).topics.get(name)?.producedPerSecond).toBe(0.1);
    expect(evaluatePartitionLag(offsets(Number.MAX_SAFE_INTEGER, 1)).lag).toEqual({
      known: true,
      value: Number.MAX_SAFE_INTEGER - 1,
    });
  });

  test('25. reset to earliest, latest or by time: an event from-to, and rates skip the jump', () => {
    for (const to of [0, 100, 70]) {
      const rounds = runRounds(5, (round) => ({
        topics: [{ name: 't', ends: [100] }],
        groups: [{ groupId: 'g', state: 'Empty', positions: [{ topic: 't', committed: { 0: round < 3 ? 50 : to } }] }],
      }));
      const [change] = rounds[3]?.evaluation.changes ?? [];
      expect(change).toMatchObject({ kind: 'offsets-reset', groupId: 'g', topic: 't', from: '50', to: String(to) });
      expect(rounds[3]?.evaluation.groups.get('g')?.consumedPerSecond).toBeNull();
      expect(lastOfGroup(rounds, 'g').consumedPerSecond).toBe(0);
    }
  });

  test('25b. clients that commit without joining are consuming, not resetting, once they go on', () => {
    const rounds = runRounds(6, (round) => ({
      topics: [{ name: 't', ends: [100] }],
      groups: [{ groupId: 'g', state: 'Empty', positions: [{ topic: 't', committed: { 0: round * 10 } }] }],
    }));
    expect(lastEvaluation(rounds).changes).toHaveLength(1);
    expect(lastOfGroup(rounds, 'g').consumedPerSecond).toBeCloseTo(1);
  });

  test('26. record timestamps play no part: time lag is within the time the partition was watched', () => {
    const rounds = runRounds(30, (round) => ({
      topics: [{ name: 't', ends: [100 + round * 10] }],
      groups: [{ groupId: 'g', positions: [{ topic: 't', committed: { 0: 200 } }] }],
    }));
    const { maxLagSeconds } = lastOfGroup(rounds, 'g');
    expect(Math.abs((maxLagSeconds ?? 0) - 190)).toBeLessThan(1);
    expect(maxLagSeconds).toBeLessThanOrEqual(290);
  });

  test('27. no right on a topic, or a poll that failed: unknown and a hole, never 0', () => {
    const forbidden = rowsOf(
      { name: 't', ends: [null] },
      { groupId: 'g', positions: [{ topic: 't', committed: { 0: 3 } }] },
    );
    expect(forbidden.sums[0]).toMatchObject({ lag: null, knownPartitions: 0, partitionCount: 1 });
    const rounds = runRounds(8, (round) =>
      round >= 3 && round < 7
        ? null
        : {
            topics: [{ name: 't', ends: [100 + round] }],
            groups: [{ groupId: 'g', positions: [{ topic: 't', committed: { 0: 90 + round } }] }],
          },
    );
    expect(lastOfGroup(rounds, 'g').recentLag).toEqual([10, 10, 10, null, 10]);
    expect(lastOfGroup(rounds, 'g').consumedPerSecond).toBeNull();
    expect(lastEvaluation(rounds).topics.get('t')?.producedPerSecond).toBeNull();
  });
});
