import { describe, expect, test } from 'vitest';
import type { AssignmentGoal, AssignmentOptions } from './assignment-goal';
import type { ClusterLayout, PartitionMove } from './cluster-layout';
import { invertMoves } from './invert-moves';
import { planAssignment } from './plan-assignment';
import { applyMoves, buildLayout, NO_OPTIONS } from './testing/build-layout';

function movesOf(layout: ClusterLayout, goal: AssignmentGoal, options: Partial<AssignmentOptions> = {}) {
  const plan = planAssignment(layout, goal, { ...NO_OPTIONS, ...options });
  expect(plan.refusals).toEqual([]);
  return plan.moves.map(({ topic, partition, from, to }) => `${topic}-${partition} ${from} → ${to}`);
}

function refusalsOf(layout: ClusterLayout, goal: AssignmentGoal, options: Partial<AssignmentOptions> = {}) {
  const plan = planAssignment(layout, goal, { ...NO_OPTIONS, ...options });
  expect(plan.moves).toEqual([]);
  return plan.refusals;
}

function warningsOf(layout: ClusterLayout, goal: AssignmentGoal, options: Partial<AssignmentOptions> = {}) {
  return planAssignment(layout, goal, { ...NO_OPTIONS, ...options }).warnings;
}

describe('balance', () => {
  test('1. what is even already stays', () => {
    const layout = buildLayout({
      brokers: [1, 2, 3],
      topics: {
        t: [
          [1, 2],
          [2, 3],
          [3, 1],
        ],
      },
    });
    expect(movesOf(layout, { kind: 'balance' })).toEqual([]);
  });

  test('2. all on one broker: the fewest replicas move, those with the fewest bytes', () => {
    const layout = buildLayout({
      brokers: [1, 2],
      topics: { t: [[1], [1], [1], [1]] },
      bytes: { t: [40, 10, 30, 20] },
    });
    expect(movesOf(layout, { kind: 'balance' })).toEqual(['t-1 1 → 2', 't-3 1 → 2']);
  });

  test('3. leaders are evened out by order alone', () => {
    const layout = buildLayout({
      brokers: [1, 2],
      topics: {
        t: [
          [1, 2],
          [1, 2],
          [1, 2],
          [1, 2],
        ],
      },
    });
    expect(movesOf(layout, { kind: 'balance' })).toEqual(['t-0 1,2 → 2,1', 't-1 1,2 → 2,1']);
  });

  test('4. each topic is even by itself, also when the brokers are even already', () => {
    const layout = buildLayout({ brokers: [1, 2], topics: { a: [[1], [1]], b: [[2], [2]] } });
    expect(movesOf(layout, { kind: 'balance' })).toEqual(['a-0 1 → 2', 'b-0 2 → 1']);
  });

  test('5. topics of one partition are spread by the load of the cluster', () => {
    const layout = buildLayout({ brokers: [1, 2, 3], topics: { a: [[1]], b: [[1]], c: [[1]] } });
    expect(movesOf(layout, { kind: 'balance' })).toEqual(['a-0 1 → 2', 'b-0 1 → 3']);
  });

  test('6. what is not selected stays, and counts as load', () => {
    const layout = buildLayout({ brokers: [1, 2, 3], topics: { a: [[1], [2]], b: [[2], [1]], c: [[1], [1]] } });
    const options = { selection: [{ topic: 'c', partitions: null }] };
    expect(movesOf(layout, { kind: 'balance' }, options)).toEqual(['c-0 1 → 3']);
  });

  test('7. single partitions can be selected', () => {
    const layout = buildLayout({ brokers: [1, 2], topics: { t: [[1], [1], [1], [1]] } });
    const options = { selection: [{ topic: 't', partitions: [2, 3] }] };
    expect(movesOf(layout, { kind: 'balance' }, options)).toEqual(['t-2 1 → 2', 't-3 1 → 2']);
  });

  test('8. over chosen brokers: the others are emptied', () => {
    const layout = buildLayout({
      brokers: [1, 2, 3],
      topics: {
        t: [
          [1, 3],
          [2, 3],
          [1, 2],
        ],
      },
    });
    const moves = movesOf(layout, { kind: 'balance' }, { allowedBrokerIds: [1, 2] });
    expect(moves).toEqual(['t-0 1,3 → 1,2', 't-1 2,3 → 2,1']);
  });

  test('9. a partition with two replicas on one rack is moved to two racks', () => {
    const layout = buildLayout({
      brokers: { 1: 'a', 2: 'a', 3: 'b', 4: 'b' },
      topics: {
        t: [
          [1, 2],
          [3, 4],
        ],
      },
    });
    const moves = planAssignment(layout, { kind: 'balance' }, NO_OPTIONS).moves;
    const racks = applyMoves(layout, moves).partitions.map(({ replicas }) =>
      replicas.map((id) => (id < 3 ? 'a' : 'b')),
    );
    expect(racks.map((both) => both.sort())).toEqual([
      ['a', 'b'],
      ['a', 'b'],
    ]);
    expect(moves).toHaveLength(2);
  });

  test('10. a rack of one broker carries a replica of each partition rather than break the rack rule', () => {
    const layout = buildLayout({
      brokers: { 1: 'a', 2: 'b', 3: 'b' },
      topics: {
        t: [
          [1, 2],
          [1, 3],
          [2, 1],
          [3, 1],
        ],
      },
    });
    expect(movesOf(layout, { kind: 'balance' })).toEqual([]);
  });

  test('11. through a third broker where nothing can go directly', () => {
    // Broker 3 has everything that broker 1 may give; broker 2 has it from neither.
    const layout = buildLayout({
      brokers: [1, 2, 3],
      topics: { a: [[1, 3]], b: [[1, 3]], c: [[2]], d: [[2]], e: [[1]] },
    });
    const options = { selection: ['a', 'b', 'c', 'd'].map((topic) => ({ topic, partitions: null })) };
    const after = applyMoves(layout, planAssignment(layout, { kind: 'balance' }, { ...NO_OPTIONS, ...options }).moves);
    expect(
      [1, 2, 3].map((id) => after.partitions.filter(({ replicas }) => replicas.includes(id)).length).sort(),
    ).toEqual([2, 2, 3]);
  });

  test('12. a replica on a dead broker stays and is told of', () => {
    const layout = buildLayout({
      brokers: [1, 2, 3],
      dead: [3],
      topics: {
        t: [
          [3, 1],
          [1, 2],
        ],
      },
    });
    expect(movesOf(layout, { kind: 'balance' })).toEqual([]);
    expect(warningsOf(layout, { kind: 'balance' })).toEqual([
      { code: 'replicas_on_dead_broker', brokerId: 3, replicaCount: 1 },
    ]);
  });

  test('13. a partition under reassignment is left alone unless that is acknowledged', () => {
    const layout = buildLayout({ brokers: [1, 2], topics: { t: [[1], [1]] }, reassigning: ['t-0'] });
    expect(movesOf(layout, { kind: 'balance' })).toEqual(['t-1 1 → 2']);
    expect(warningsOf(layout, { kind: 'balance' })).toEqual([
      { code: 'left_alone_while_reassigning', partitionCount: 1 },
    ]);
    const acknowledged = { ...NO_OPTIONS.acknowledged, reassignmentRunning: true };
    expect(movesOf(layout, { kind: 'balance' }, { acknowledged })).toEqual(['t-0 1 → 2']);
  });
});

describe('drain', () => {
  test('14. only replicas on the drained broker move; what stays leads', () => {
    const layout = buildLayout({
      brokers: [1, 2, 3, 4],
      topics: {
        t: [
          [1, 2],
          [2, 3],
          [3, 1],
          [4, 2],
        ],
      },
    });
    expect(movesOf(layout, { kind: 'drain', brokerIds: [1] })).toEqual(['t-0 1,2 → 2,4', 't-2 3,1 → 3,4']);
  });

  test('15. a dead broker can be drained', () => {
    const layout = buildLayout({ brokers: [1, 2, 3], dead: [1], topics: { t: [[1, 2]] } });
    expect(movesOf(layout, { kind: 'drain', brokerIds: [1] })).toEqual(['t-0 1,2 → 2,3']);
    expect(warningsOf(layout, { kind: 'drain', brokerIds: [1] })).toEqual([]);
  });

  test('16. a partition without a live replica waits for its broker', () => {
    const layout = buildLayout({ brokers: [1, 2], dead: [1], topics: { t: [[1]] } });
    expect(warningsOf(layout, { kind: 'drain', brokerIds: [1] })).toEqual([
      { code: 'no_live_source', partitionCount: 1 },
    ]);
  });

  test('17. racks are kept apart by what is new', () => {
    const layout = buildLayout({
      brokers: { 1: 'a', 2: 'b', 3: 'b', 4: 'a' },
      topics: { t: [[1, 2]], full: [[4], [4]] },
    });
    expect(movesOf(layout, { kind: 'drain', brokerIds: [1] })).toEqual(['t-0 1,2 → 2,4']);
  });

  test('18. too few brokers left', () => {
    const layout = buildLayout({
      brokers: [1, 2, 3],
      topics: {
        t: [
          [1, 2, 3],
          [3, 2, 1],
        ],
        u: [[1]],
      },
    });
    expect(refusalsOf(layout, { kind: 'drain', brokerIds: [1] })).toEqual([
      { code: 'too_few_brokers', replicationFactor: 3, brokerCount: 2, partitionCount: 2 },
    ]);
  });
});

describe('fill', () => {
  test('19. a new broker takes its share from the most loaded, with leaders; the others exchange nothing', () => {
    const layout = buildLayout({
      brokers: [1, 2, 3],
      topics: {
        t: [
          [1, 2],
          [2, 1],
          [1, 2],
          [2, 1],
          [1, 2],
          [2, 1],
        ],
      },
    });
    const plan = planAssignment(layout, { kind: 'fill', brokerIds: [3] }, NO_OPTIONS);
    const after = applyMoves(layout, plan.moves).partitions;
    expect([1, 2, 3].map((id) => after.filter(({ replicas }) => replicas.includes(id)).length)).toEqual([4, 4, 4]);
    expect([1, 2, 3].map((id) => after.filter(({ replicas }) => replicas[0] === id).length)).toEqual([2, 2, 2]);
    expect(plan.moves.every(({ from, to }) => to.every((id) => id === 3 || from.includes(id)))).toBe(true);
  });

  test('20. the others may be uneven: the new one takes no more than its share', () => {
    const layout = buildLayout({ brokers: [1, 2, 3], topics: { t: [[1], [1], [1], [1], [1], [1], [1], [2]] } });
    expect(movesOf(layout, { kind: 'fill', brokerIds: [3] })).toHaveLength(2);
  });
});

describe('replication-factor', () => {
  test('21. up: replicas are added at the end, on new racks and the least loaded brokers', () => {
    const layout = buildLayout({ brokers: { 1: 'a', 2: 'a', 3: 'b', 4: 'b' }, topics: { t: [[1]], u: [[3]] } });
    expect(movesOf(layout, { kind: 'replication-factor', replicationFactor: 2 })).toEqual([
      't-0 1 → 1,4',
      'u-0 3 → 3,2',
    ]);
  });

  test('22. down: dead ones go first, then doubled racks; the preferred leader stays', () => {
    const layout = buildLayout({
      brokers: { 1: 'a', 2: 'a', 3: 'b', 4: 'c' },
      dead: [4],
      topics: { t: [[1, 2, 3]], u: [[3, 1, 4]], v: [[1], [1]] },
    });
    expect(movesOf(layout, { kind: 'replication-factor', replicationFactor: 2 }, selectTopics('t', 'u'))).toEqual([
      't-0 1,2,3 → 1,3',
      'u-0 3,1,4 → 3,1',
    ]);
  });

  test('23. below min.insync.replicas: refused until acknowledged; at it: told', () => {
    const layout = buildLayout({ brokers: [1, 2, 3], topics: { t: [[1, 2, 3]] } });
    const minInSyncReplicas = { t: 2 };
    const goal = { kind: 'replication-factor', replicationFactor: 1 } as const;
    expect(refusalsOf(layout, goal, { minInSyncReplicas })).toEqual([
      { code: 'min_isr_risk', topic: 't', partition: 0, liveReplicas: 1, minInSyncReplicas: 2 },
    ]);
    const acknowledged = { ...NO_OPTIONS.acknowledged, minIsrRisk: true };
    expect(movesOf(layout, goal, { minInSyncReplicas, acknowledged })).toHaveLength(1);
    expect(warningsOf(layout, { ...goal, replicationFactor: 2 }, { minInSyncReplicas })).toEqual([
      { code: 'no_spare_replica', partitionCount: 1 },
    ]);
  });

  test.each([0, 1.5, 40_000])('24. %d is no replication factor', (replicationFactor) => {
    const layout = buildLayout({ brokers: [1], topics: { t: [[1]] } });
    expect(refusalsOf(layout, { kind: 'replication-factor', replicationFactor })).toEqual([
      { code: 'invalid_replication_factor', replicationFactor },
    ]);
  });
});

describe('any goal', () => {
  test('25. brokers that do not exist or are not live are refused by id', () => {
    const layout = buildLayout({ brokers: [1, 2], dead: [2], topics: { t: [[1]] } });
    expect(refusalsOf(layout, { kind: 'drain', brokerIds: [9] })).toEqual([{ code: 'unknown_broker', brokerId: 9 }]);
    expect(refusalsOf(layout, { kind: 'fill', brokerIds: [2] })).toEqual([{ code: 'dead_broker', brokerId: 2 }]);
    expect(refusalsOf(layout, { kind: 'balance' }, { allowedBrokerIds: [2, 9] })).toEqual([
      { code: 'unknown_broker', brokerId: 9 },
      { code: 'dead_broker', brokerId: 2 },
    ]);
  });

  test('26. brokers without a rack count as one rack and are told of; unknown bytes that move are counted', () => {
    const layout = buildLayout({
      brokers: { 1: 'a', 2: null, 3: null },
      topics: {
        t: [
          [2, 3],
          [3, 2],
        ],
      },
      bytes: { t: [null, 5] },
    });
    expect(movesOf(layout, { kind: 'balance' })).toHaveLength(2);
    expect(warningsOf(layout, { kind: 'balance' })).toEqual([
      { code: 'brokers_without_rack', brokerIds: [2, 3] },
      { code: 'unknown_bytes', partitionCount: 1 },
    ]);
  });

  test('27. the inverse restores replicas and order', () => {
    const moves: readonly PartitionMove[] = [{ topic: 't', partition: 0, from: [1, 2], to: [2, 3] }];
    expect(invertMoves(moves)).toEqual([{ topic: 't', partition: 0, from: [2, 3], to: [1, 2] }]);
  });
});

function selectTopics(...topics: string[]) {
  return { selection: topics.map((topic) => ({ topic, partitions: null })) };
}
