import { describe, expect, test } from 'vitest';
import { type CopyingPartition, describeReassignmentProgress } from './reassignment-progress';

function copying(
  partition: number,
  leaderBytes: number | null,
  addedBytes: readonly (number | null)[],
): CopyingPartition {
  return { topic: 't', partition, leaderBytes, addedBytes };
}

describe('progress', () => {
  test('1. what is left is what the new replicas lack of the leader', () => {
    const progress = describeReassignmentProgress([copying(0, 100, [40, 0]), copying(1, 50, [50])], null);
    expect(progress).toEqual({
      partitions: [
        { topic: 't', partition: 0, bytesTotal: 200, bytesLeft: 160 },
        { topic: 't', partition: 1, bytesTotal: 50, bytesLeft: 0 },
      ],
      bytesTotal: 250,
      bytesLeft: 160,
      unknownPartitions: 0,
      bytesPerSecond: null,
      etaSeconds: null,
      isNoNearer: false,
    });
  });

  test('2. the rate is measured, net of what is written meanwhile, and gives the time left', () => {
    const earlier = { bytesLeft: 260, unknownPartitions: 0, secondsAgo: 10 };
    const progress = describeReassignmentProgress([copying(0, 200, [40])], earlier);
    expect(progress).toMatchObject({ bytesLeft: 160, bytesPerSecond: 10, etaSeconds: 16 });
  });

  test('3. nothing came nearer: no rate and no time', () => {
    const earlier = { bytesLeft: 100, unknownPartitions: 0, secondsAgo: 10 };
    const progress = describeReassignmentProgress([copying(0, 200, [40])], earlier);
    expect(progress).toMatchObject({ bytesPerSecond: null, etaSeconds: null, isNoNearer: true });
  });

  test('4. unknown bytes are counted, not guessed, and leave the time unknown', () => {
    const earlier = { bytesLeft: 260, unknownPartitions: 2, secondsAgo: 10 };
    const partitions = [copying(0, 200, [40]), copying(1, null, [0]), copying(2, 30, [null])];
    expect(describeReassignmentProgress(partitions, earlier)).toMatchObject({
      partitions: [{ bytesLeft: 160 }, { bytesTotal: null, bytesLeft: null }, { bytesTotal: 30, bytesLeft: null }],
      bytesTotal: 200,
      bytesLeft: 160,
      unknownPartitions: 2,
      bytesPerSecond: 10,
      etaSeconds: null,
    });
  });

  test('5. readings with different gaps are not compared', () => {
    const earlier = { bytesLeft: 260, unknownPartitions: 1, secondsAgo: 10 };
    expect(describeReassignmentProgress([copying(0, 200, [40])], earlier).bytesPerSecond).toBeNull();
  });

  test('6. nothing to copy is done', () => {
    const earlier = { bytesLeft: 0, unknownPartitions: 0, secondsAgo: 10 };
    expect(describeReassignmentProgress([copying(1, null, [])], earlier)).toMatchObject({
      bytesLeft: 0,
      etaSeconds: 0,
      isNoNearer: false,
    });
  });

  test('7. a copy that has all bytes and is not in sync is not done, nor is it known when it will be', () => {
    const earlier = { bytesLeft: 0, unknownPartitions: 0, secondsAgo: 10 };
    expect(describeReassignmentProgress([copying(0, 100, [120])], earlier)).toMatchObject({
      bytesLeft: 0,
      etaSeconds: null,
      isNoNearer: true,
    });
  });
});
