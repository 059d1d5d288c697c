import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { describeAssignmentEffect, estimateMoveSeconds } from './assignment-effect';
import { invertMoves } from './invert-moves';
import { planAssignment } from './plan-assignment';
import { applyMoves, buildLayout, NO_OPTIONS } from './testing/build-layout';
import { buildRandomLayout } from './testing/random-layout';

const layout = buildLayout({
  brokers: [1, 2, 3],
  topics: { t: [[1, 2], [1, 2], [1]], other: [[2, 1]] },
  bytes: { t: [100, 20, 5], other: [1_000] },
});
const moves = [
  { topic: 't', partition: 0, from: [1, 2], to: [2, 3] },
  { topic: 't', partition: 1, from: [1, 2], to: [2, 1] },
  { topic: 't', partition: 2, from: [1], to: [1, 2, 3] },
  { topic: 'other', partition: 0, from: [2, 1], to: [2] },
];

describe('the effect of a plan', () => {
  const effect = describeAssignmentEffect(layout, moves);

  test('1. counts replicas, leaders and bytes of each broker before and after', () => {
    expect(effect.brokers.map(({ before }) => [before.replicas, before.leaders, before.bytes])).toEqual([
      [4, 3, 1_125],
      [3, 1, 1_120],
      [0, 0, 0],
    ]);
    expect(effect.brokers.map(({ after }) => [after.replicas, after.leaders, after.bytes])).toEqual([
      [2, 1, 25],
      [4, 3, 1_125],
      [2, 0, 105],
    ]);
  });

  test('2. tells what is copied into and out of each broker', () => {
    expect(effect.bytesToMove).toEqual({ bytes: 110, knownBytes: 110, unknownReplicas: 0 });
    expect(effect.brokers.map(({ movesIn, bytesIn }) => [movesIn, bytesIn.bytes])).toEqual([
      [0, 0],
      [1, 5],
      [2, 105],
    ]);
    expect(effect.brokers.map(({ movesOut, bytesOut }) => [movesOut, bytesOut.bytes])).toEqual([
      [3, 110],
      [0, 0],
      [0, 0],
    ]);
  });

  test('3. tells moves of data, of order alone, and removals apart', () => {
    expect(effect).toMatchObject({ movesDataCount: 2, orderOnlyCount: 1, removesOnlyCount: 1 });
  });

  test('4. takes as long as its busiest broker', () => {
    expect(estimateMoveSeconds(effect, 10)).toBe(11);
  });

  test("5. gives CMAK's figures of the topics it touches", () => {
    expect(effect.topics.map(({ topic }) => topic)).toEqual(['other', 't']);
    const t = effect.topics[1];
    expect(t?.before).toMatchObject({ brokersSpreadPercent: 66, brokersSkewPercent: 0, brokersLeaderSkewPercent: 50 });
    expect(t?.after).toMatchObject({ brokersSpreadPercent: 100, brokersSkewPercent: 33, brokersLeaderSkewPercent: 33 });
  });

  test('6. unknown bytes make sums and time unknown, and are counted', () => {
    const partly = buildLayout({ brokers: [1, 2], topics: { t: [[1], [1]] }, bytes: { t: [null, 7] } });
    const unknown = describeAssignmentEffect(partly, [
      { topic: 't', partition: 0, from: [1], to: [2] },
      { topic: 't', partition: 1, from: [1], to: [2] },
    ]);
    expect(unknown.bytesToMove).toEqual({ bytes: null, knownBytes: 7, unknownReplicas: 1 });
    expect(unknown.brokers[0]?.before).toMatchObject({ bytes: null, knownBytes: 7, unknownReplicas: 1 });
    expect(unknown.brokers[0]?.after).toMatchObject({ bytes: 0, replicas: 0 });
    expect(estimateMoveSeconds(unknown, 10)).toBeNull();
  });

  test('7. copies come from the first live replica; without one, from nobody', () => {
    const dead = buildLayout({ brokers: [1, 2, 3], dead: [1], topics: { t: [[1, 2], [1]] }, bytes: { t: [10, 1] } });
    const { brokers } = describeAssignmentEffect(dead, [
      { topic: 't', partition: 0, from: [1, 2], to: [2, 3] },
      { topic: 't', partition: 1, from: [1], to: [3] },
    ]);
    expect(brokers.map(({ bytesIn, bytesOut }) => [bytesIn.bytes, bytesOut.bytes])).toEqual([
      [0, 0],
      [0, 10],
      [11, 0],
    ]);
  });

  test('8. nothing planned changes nothing and takes no time', () => {
    const none = describeAssignmentEffect(layout, []);
    expect(none.brokers.every(({ before, after }) => JSON.stringify(before) === JSON.stringify(after))).toBe(true);
    expect(estimateMoveSeconds(none, 10)).toBe(0);
  });

  test('9. of a plan and of its inverse mirror each other, and after is the before of the result', () => {
    fc.assert(
      fc.property(fc.nat(), fc.constantFrom(0, 0.3), (seed, unknownBytesShare) => {
        const random = buildRandomLayout({
          seed,
          brokerCount: 7,
          rackCount: 3,
          topicCount: 4,
          maxPartitions: 12,
          maxReplicationFactor: 3,
          skew: 1,
          unknownBytesShare,
          deadBrokerCount: 0,
        });
        const plan = planAssignment(random, { kind: 'balance' }, NO_OPTIONS).moves;
        const result = applyMoves(random, plan);
        const there = describeAssignmentEffect(random, plan).brokers;
        const back = describeAssignmentEffect(result, invertMoves(plan)).brokers;
        expect(back.map(({ before }) => before)).toEqual(there.map(({ after }) => after));
        expect(back.map(({ after }) => after)).toEqual(there.map(({ before }) => before));
      }),
    );
  });
});
