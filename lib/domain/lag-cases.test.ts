import { describe, expect, test } from 'vitest';
import { evaluatePartitionLag, evaluateReadableLag } from './partition-lag';
import { buildMember } from './testing/build-snapshot';
import { offsets, rowsOf } from './testing/lag-case';
import { lastEvaluation, lastOfGroup, runRounds } from './testing/run-rounds';

describe('lag of one partition', () => {
  test('1. committed at the end, also of an empty log: lag 0', () => {
    expect(evaluatePartitionLag(offsets(20, 20)).lag).toEqual({ known: true, value: 0 });
    expect(evaluatePartitionLag(offsets(0, 0)).lag).toEqual({ known: true, value: 0 });
    const rounds = runRounds(2, () => ({
      topics: [{ name: 't', ends: [20, 0] }],
      groups: [{ groupId: 'g', positions: [{ topic: 't', committed: { 0: 20, 1: 0 } }] }],
    }));
    expect(lastOfGroup(rounds, 'g')).toMatchObject({ status: 'ok', totalLag: 0, maxLagSeconds: 0 });
  });

  test('2. plain lag on every partition: end minus commit, row by row', () => {
    const { rows, sums } = rowsOf(
      { name: 't', ends: [100, 50, 7] },
      { groupId: 'g', positions: [{ topic: 't', committed: { 0: 90, 1: 0, 2: 7 } }] },
    );
    expect(rows.map((row) => row.lag)).toEqual([10, 50, 0].map((value) => ({ known: true, value })));
    expect(sums[0]).toMatchObject({ lag: 60, committedSum: 97, endSum: 157, knownPartitions: 3, partitionCount: 3 });
  });

  test('3. no commit but a member that owns it: a row, lag unknown, unread told, total "at least"', () => {
    const { rows, sums } = rowsOf(
      { name: 't', ends: [100, 30], starts: [40, 10] },
      {
        groupId: 'g',
        members: [buildMember('m', [{ topic: 't', partitions: [0, 1] }])],
        positions: [{ topic: 't', committed: { 1: 25 } }],
      },
    );
    expect(rows[0]).toMatchObject({ lag: { known: false, reason: 'no_commit' }, unreadRecords: 60 });
    expect(rows[1]).toMatchObject({ lag: { known: true, value: 5 }, unreadRecords: null });
    expect(sums[0]).toMatchObject({ lag: 5, knownPartitions: 1, partitionCount: 2, stalePartitions: 0 });
  });

  test('3b. a live member that never committed at all: rows, no total', () => {
    const { rows, sums } = rowsOf(
      { name: 't', ends: [9] },
      { groupId: 'g', members: [buildMember('m', [{ topic: 't', partitions: [0] }])] },
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ lag: { known: false, reason: 'no_commit' }, unreadRecords: 9 });
    expect(sums[0]).toMatchObject({ lag: null, knownPartitions: 0, partitionCount: 1 });
  });

  test('4. a partition added after the commits: unknown with its unread records, and an event', () => {
    const { rows } = rowsOf(
      { name: 't', ends: [3, 7] },
      { groupId: 'g', positions: [{ topic: 't', committed: { 0: 3 } }] },
    );
    expect(rows[1]).toMatchObject({ lag: { known: false, reason: 'no_commit' }, unreadRecords: 7 });
    const rounds = runRounds(2, (round) => ({ topics: [{ name: 't', ends: round === 0 ? [3] : [3, 7] }] }));
    expect(lastEvaluation(rounds).changes).toMatchObject([
      { kind: 'partitions-added', topic: 't', from: '1', to: '2' },
    ]);
  });

  test('5. committed beyond the end: lag 0, ahead by the difference', () => {
    expect(evaluatePartitionLag(offsets(20, 100))).toMatchObject({
      lag: { value: 0 },
      aheadRecords: 80,
      lostRecords: 0,
    });
  });

  test('6. committed before the log start: what is left to read, and what was lost', () => {
    expect(evaluatePartitionLag(offsets(20, 5, 15))).toMatchObject({
      lag: { value: 5 },
      lostRecords: 10,
      aheadRecords: 0,
    });
  });

  test('7. only control records after the commit: nothing readable, raw lag kept', () => {
    expect(evaluatePartitionLag(offsets(11, 10)).lag).toEqual({ known: true, value: 1 });
    const readable = evaluateReadableLag({
      committedOffset: 10,
      logStartOffset: 0,
      logEndOffset: 11,
      lastStableOffset: 11,
      nextRecordOffset: 11,
    });
    expect(readable).toEqual({ records: { known: true, value: 0 }, isAtMost: false, isBlockedByTransaction: false });
  });

  test('8. an open transaction: readable up to the last stable offset, blocked from there', () => {
    const open = { logStartOffset: 0, logEndOffset: 9, lastStableOffset: 3, nextRecordOffset: null };
    expect(evaluateReadableLag({ ...open, committedOffset: 3 })).toMatchObject({
      records: { value: 0 },
      isBlockedByTransaction: true,
    });
    expect(evaluateReadableLag({ ...open, committedOffset: 1 })).toMatchObject({
      records: { value: 2 },
      isBlockedByTransaction: false,
    });
  });

  test('9. a compacted gap after the commit: at most what follows the next record', () => {
    const compacted = { committedOffset: 0, logStartOffset: 0, logEndOffset: 201, lastStableOffset: 201 };
    expect(evaluatePartitionLag(offsets(201, 0)).lag).toEqual({ known: true, value: 201 });
    expect(evaluateReadableLag({ ...compacted, nextRecordOffset: 198 })).toMatchObject({
      records: { value: 3 },
      isAtMost: true,
    });
  });

  test('15. a transactional commit that was aborted or is open: the lag of the last stable commit', () => {
    // OffsetFetch with require_stable answers 2 in both cases, whatever the transaction tried to commit.
    expect(evaluatePartitionLag(offsets(10, 2)).lag).toEqual({ known: true, value: 8 });
  });

  test('22. a commit right behind the end is never below the truth', () => {
    // Commits are read before ends: what is produced in between only adds.
    expect(evaluatePartitionLag(offsets(1003, 1000)).lag).toEqual({ known: true, value: 3 });
  });

  test('24. commit metadata and leader epoch have no place in the figures', () => {
    const plain = evaluatePartitionLag(offsets(20, 5));
    expect(Object.keys(plain).sort()).toEqual(['aheadRecords', 'lag', 'lostRecords', 'unreadRecords']);
  });
});
