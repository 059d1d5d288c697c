import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addLagSums, groupTopics, type LagSum, sumTopicLag } from './group-lag';
import { evaluatePartitionLag, lagRecords } from './partition-lag';
import { buildGroup, buildTopic, ROUND_0_MS } from './testing/build-snapshot';

const offset = fc.nat({ max: 2 ** 40 });
const maybeOffset = fc.option(offset, { nil: null });

describe('lag', () => {
  test('is never negative, and unknown exactly when commit or end is', () => {
    fc.assert(
      fc.property(maybeOffset, maybeOffset, maybeOffset, (committed, start, end) => {
        const lag = lagRecords(committed ?? Number.NaN, start ?? Number.NaN, end ?? Number.NaN);
        if (committed === null || end === null) expect(lag).toBeNaN();
        else expect(lag).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  test('plus what was lost is never more than end minus commit', () => {
    fc.assert(
      fc.property(offset, offset, offset, (committed, start, end) => {
        const judged = evaluatePartitionLag({
          committedOffset: committed,
          logStartOffset: Math.min(start, end),
          logEndOffset: end,
          logEndReadAtMs: 1,
          committedReadAtMs: 1,
          capturedAtMs: 1,
          hasLeader: true,
          isSameTopic: true,
          reportedLag: null,
        });
        const lag = judged.lag.known ? judged.lag.value : Number.NaN;
        expect(lag + judged.lostRecords - judged.aheadRecords).toBe(end - committed);
      }),
    );
  });

  test('of a group is the sum of its known partitions; unknown ones are counted, never added', () => {
    const partition = fc.record({ end: maybeOffset, committed: maybeOffset });
    fc.assert(
      fc.property(fc.array(partition, { minLength: 1, maxLength: 30 }), (partitions) => {
        const topic = buildTopic({ name: 't', ends: partitions.map(({ end }) => end) }, ROUND_0_MS);
        const committed = Object.fromEntries(partitions.map((one, p) => [p, one.committed]));
        const group = buildGroup({ groupId: 'g', positions: [{ topic: 't', committed }] }, ROUND_0_MS);
        const [entry] = groupTopics(group, new Map([['t', topic]]));
        if (entry === undefined) throw new Error('the topic is missing');
        const sum = sumTopicLag(group, entry, ROUND_0_MS);
        const known = partitions.flatMap(({ end, committed: c }) =>
          end === null || c === null ? [] : Math.max(0, end - c),
        );
        expect(sum.knownPartitions).toBe(known.length);
        expect(sum.partitionCount).toBe(partitions.length);
        expect(sum.lag).toBe(known.length === 0 ? null : known.reduce((total, lag) => total + lag, 0));
      }),
    );
  });

  test('sums do not depend on order or grouping', () => {
    const sum: fc.Arbitrary<LagSum> = fc.record({
      lag: maybeOffset,
      committedSum: maybeOffset,
      endSum: maybeOffset,
      knownPartitions: fc.nat(9),
      partitionCount: fc.nat(9),
      stalePartitions: fc.nat(9),
    });
    fc.assert(
      fc.property(fc.array(sum), fc.nat(), (sums, cut) => {
        const at = sums.length === 0 ? 0 : cut % sums.length;
        const grouped = addLagSums([addLagSums(sums.slice(at)), addLagSums(sums.slice(0, at))]);
        expect(grouped).toEqual(addLagSums(sums));
      }),
    );
  });
});

/** A log and a commit that only move forward, and two readers that look at different moments. */
describe('commits read before ends (hammered commits)', () => {
  type Step = 'produce' | 'commit' | 'readCommit' | 'readEnd';
  const steps = fc.array(fc.constantFrom<Step>('produce', 'commit', 'commit', 'produce'), { maxLength: 60 });

  /** Plays producer and consumer; `reads` says before which step which side is read. */
  function play(script: readonly Step[], commitAt: number, endAt: number) {
    let end = 0;
    let committed = 0;
    const seen = { committed: 0, end: 0, endAtCommitRead: 0 };
    for (let step = 0; step <= script.length; step++) {
      if (step === commitAt) Object.assign(seen, { committed, endAtCommitRead: end });
      if (step === endAt) seen.end = end;
      if (script[step] === 'produce') end++;
      if (script[step] === 'commit') committed = end;
    }
    return seen;
  }

  test('lag is never below the truth at the moment of the commit read, and off by at most what was produced since', () => {
    fc.assert(
      fc.property(steps, fc.nat(60), fc.nat(60), (script, first, second) => {
        const commitAt = Math.min(first, second, script.length);
        const endAt = Math.min(Math.max(first, second), script.length);
        const seen = play(script, commitAt, endAt);
        const truth = seen.endAtCommitRead - seen.committed;
        const lag = lagRecords(seen.committed, 0, seen.end);
        expect(lag).toBeGreaterThanOrEqual(truth);
        expect(lag - truth).toBe(seen.end - seen.endAtCommitRead);
        expect(seen.committed).toBeLessThanOrEqual(seen.end);
      }),
    );
  });

  test('the other order would hide lag: ends read first can lie below the commit', () => {
    const seen = play(['produce', 'commit'], 2, 0);
    expect(seen.end - seen.committed).toBe(-1);
  });
});
