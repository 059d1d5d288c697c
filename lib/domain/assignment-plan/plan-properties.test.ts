import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { describeAssignmentEffect } from './assignment-effect';
import type { AssignmentGoal, AssignmentOptions } from './assignment-goal';
import { checkAssignment } from './check-assignment';
import type { ClusterLayout, PartitionMove } from './cluster-layout';
import { invertMoves } from './invert-moves';
import { planAssignment } from './plan-assignment';
import { applyMoves, NO_OPTIONS } from './testing/build-layout';
import { buildRandomLayout, type RandomLayoutShape } from './testing/random-layout';

const ACKNOWLEDGED = { replicationFactorChange: true, minIsrRisk: true, reassignmentRunning: true };

/** Layouts with racks or none, 3 to 30 brokers, uneven replication factors, unknown bytes. */
const shapes: fc.Arbitrary<RandomLayoutShape> = fc.record({
  seed: fc.nat(),
  brokerCount: fc.integer({ min: 3, max: 30 }),
  rackCount: fc.constantFrom(0, 0, 2, 3, 5),
  topicCount: fc.integer({ min: 1, max: 12 }),
  maxPartitions: fc.constantFrom(1, 6, 40),
  maxReplicationFactor: fc.integer({ min: 1, max: 5 }),
  skew: fc.constantFrom(0, 0.5, 1),
  unknownBytesShare: fc.constantFrom(0, 0.2, 1),
  deadBrokerCount: fc.constantFrom(0, 0, 1),
});

interface Case {
  readonly shape: RandomLayoutShape;
  readonly layout: ClusterLayout;
  readonly goal: AssignmentGoal;
  readonly options: AssignmentOptions;
}

/** Any goal but exact, over all topics or some, over all brokers or some. */
const cases: fc.Arbitrary<Case> = fc
  .record({
    shape: shapes,
    kind: fc.constantFrom('balance', 'drain', 'fill', 'replication-factor' as const),
    brokerIds: fc.uniqueArray(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 2 }),
    replicationFactor: fc.integer({ min: 1, max: 4 }),
    selectsHalf: fc.boolean(),
    allowsMost: fc.boolean(),
  })
  .map(({ shape, kind, brokerIds, replicationFactor, selectsHalf, allowsMost }) => {
    const layout = buildRandomLayout(shape);
    const live = layout.brokers.filter(({ isLive }) => isLive).map(({ brokerId }) => brokerId);
    const topics = [...new Set(layout.partitions.map(({ topic }) => topic))];
    const selection = topics.filter((_, i) => i % 2 === 0).map((topic) => ({ topic, partitions: null }));
    const named = kind === 'fill' ? brokerIds.filter((id) => live.includes(id)) : brokerIds;
    return {
      shape,
      layout,
      goal: { kind, brokerIds: named, replicationFactor } as AssignmentGoal,
      options: {
        ...NO_OPTIONS,
        selection: selectsHalf ? selection : null,
        allowedBrokerIds: allowsMost ? live.filter((id) => id !== 2) : null,
        acknowledged: ACKNOWLEDGED,
      },
    };
  });

function assertCases(check: (one: Case & { moves: readonly PartitionMove[]; after: ClusterLayout }) => void) {
  fc.assert(
    fc.property(cases, (one) => {
      const plan = planAssignment(one.layout, one.goal, one.options);
      fc.pre(plan.refusals.length === 0);
      check({ ...one, moves: plan.moves, after: applyMoves(one.layout, plan.moves) });
    }),
    { numRuns: 300 },
  );
}

function countReplicas(
  { brokers, partitions }: ClusterLayout,
  isCounted: (broker: { isLive: boolean }) => boolean,
): number[] {
  return brokers
    .filter(isCounted)
    .map(({ brokerId }) => partitions.filter(({ replicas }) => replicas.includes(brokerId)).length);
}

function spanOf(counts: readonly number[]): number {
  return Math.max(...counts) - Math.min(...counts);
}

function racksOf({ brokers }: ClusterLayout, replicas: readonly number[]): number {
  const rackOf = new Map(brokers.map(({ brokerId, rack }) => [brokerId, rack]));
  return new Set(replicas.map((id) => rackOf.get(id))).size;
}

describe('any plan', () => {
  test('has no broker twice, and as many replicas as asked', () => {
    assertCases(({ layout, goal, moves }) => {
      for (const { from, to } of moves) {
        expect(new Set(to).size).toBe(to.length);
        expect(to).toHaveLength(goal.kind === 'replication-factor' ? goal.replicationFactor : from.length);
      }
      if (goal.kind !== 'replication-factor') return;
      const after = applyMoves(layout, moves).partitions;
      expect(
        after.filter(({ topic }) => topic === 't0').every(({ replicas }) => replicas.length === goal.replicationFactor),
      ).toBe(true);
    });
  });

  test('puts nothing new on a broker that is dead, not allowed or drained, and touches only the selection', () => {
    assertCases(({ layout, goal, options, moves }) => {
      const live = layout.brokers.filter(({ isLive }) => isLive).map(({ brokerId }) => brokerId);
      const forbidden = goal.kind === 'drain' ? goal.brokerIds : [];
      const usable =
        goal.kind === 'fill'
          ? goal.brokerIds
          : (options.allowedBrokerIds ?? live).filter((id) => !forbidden.includes(id));
      for (const { topic, from, to } of moves) {
        for (const id of to) if (!from.includes(id)) expect(usable).toContain(id);
        if (options.selection !== null) expect(options.selection.map((one) => one.topic)).toContain(topic);
      }
    });
  });

  test('is as a person may give it: the check of hand-made plans accepts it', () => {
    assertCases(({ layout, goal, options, moves }) => {
      const assignment = moves.map(({ topic, partition, to }) => ({ topic, partition, replicas: to }));
      const allowed = goal.kind === 'fill' ? null : options.allowedBrokerIds;
      expect(checkAssignment(layout, assignment, { ...options, allowedBrokerIds: allowed })).toEqual([]);
    });
  });

  test('planned again on its result gives no moves', () => {
    assertCases(({ after, goal, options }) => {
      expect(planAssignment(after, goal, options).moves).toEqual([]);
    });
  });

  test('is taken back exactly by its inverse', () => {
    assertCases(({ layout, moves, after }) => {
      expect(applyMoves(after, invertMoves(moves))).toEqual(layout);
    });
  });

  test('does not depend on the order in which brokers and partitions are listed', () => {
    assertCases(({ layout, goal, options, moves }) => {
      const reversed = { brokers: [...layout.brokers].reverse(), partitions: [...layout.partitions].reverse() };
      expect(planAssignment(reversed, goal, options).moves).toEqual(moves);
    });
  });

  test('puts what is new on racks that are not used yet, as far as there are any', () => {
    assertCases(({ layout, goal, options, moves }) => {
      if (goal.kind === 'fill') return;
      const drained = goal.kind === 'drain' ? goal.brokerIds : [];
      const usable = layout.brokers.filter(({ brokerId, isLive }) => {
        return isLive && (options.allowedBrokerIds?.includes(brokerId) ?? true) && !drained.includes(brokerId);
      });
      for (const { from, to } of moves) {
        const kept = from.filter((id) => to.includes(id));
        const reachable = racksOf(layout, [...kept, ...usable.map(({ brokerId }) => brokerId)]);
        const best = Math.min(reachable, racksOf(layout, kept) + to.length - kept.length);
        expect(racksOf(layout, to)).toBe(best);
      }
    });
  });

  test('never leaves a partition on fewer racks than before, but where racks are given up', () => {
    assertCases(({ layout, goal, options, moves }) => {
      if (goal.kind === 'drain' || options.allowedBrokerIds !== null) return;
      const live = new Set(layout.brokers.flatMap(({ brokerId, isLive }) => (isLive ? [brokerId] : [])));
      for (const { from, to } of moves) {
        const before = racksOf(
          layout,
          from.filter((id) => live.has(id)),
        );
        expect(racksOf(layout, to)).toBeGreaterThanOrEqual(Math.min(to.length, before));
      }
    });
  });
});

describe('balance of everything', () => {
  /** All live, all selected. */
  function assertBalanced(racks: number, check: (layout: ClusterLayout, after: ClusterLayout) => void) {
    fc.assert(
      fc.property(shapes, (shape) => {
        const layout = buildRandomLayout({ ...shape, rackCount: racks, deadBrokerCount: 0 });
        check(layout, applyMoves(layout, planAssignment(layout, { kind: 'balance' }, NO_OPTIONS).moves));
      }),
      { numRuns: 200 },
    );
  }

  test('without racks: replicas to within one in each topic and in the cluster', () => {
    assertBalanced(0, (_, after) => {
      expect(spanOf(countReplicas(after, () => true))).toBeLessThanOrEqual(1);
      for (const topic of new Set(after.partitions.map((place) => place.topic))) {
        const partitions = after.partitions.filter((place) => place.topic === topic);
        expect(spanOf(countReplicas({ ...after, partitions }, () => true))).toBeLessThanOrEqual(1);
      }
    });
  });

  test('no reorder would make the leaders of a topic more even', () => {
    assertBalanced(3, (_, after) => {
      for (const topic of new Set(after.partitions.map((place) => place.topic))) {
        const lists = after.partitions.filter((place) => place.topic === topic).map(({ replicas }) => replicas);
        const leads = (id: number | undefined) => lists.filter(([leader]) => leader === id).length;
        for (const [leader, ...others] of lists) {
          for (const id of others) expect(leads(leader) - leads(id)).toBeLessThanOrEqual(1);
        }
      }
    });
  });

  test('with racks: each partition on as many racks as can be', () => {
    assertBalanced(3, (layout, after) => {
      for (const { replicas } of after.partitions) {
        expect(racksOf(layout, replicas)).toBe(Math.min(replicas.length, 3, layout.brokers.length));
      }
    });
  });
});

describe('the least data', () => {
  const withBytes = shapes.map((shape) => buildRandomLayout({ ...shape, unknownBytesShare: 0, deadBrokerCount: 0 }));

  test('a drain moves exactly the bytes on the drained brokers', () => {
    fc.assert(
      fc.property(withBytes, (layout) => {
        const plan = planAssignment(layout, { kind: 'drain', brokerIds: [2] }, NO_OPTIONS);
        fc.pre(plan.refusals.length === 0);
        const held = layout.partitions.filter(({ replicas }) => replicas.includes(2));
        const effect = describeAssignmentEffect(layout, plan.moves);
        expect(effect.bytesToMove.bytes).toBe(held.reduce((sum, { bytes }) => sum + (bytes ?? 0), 0));
        expect(plan.moves).toHaveLength(held.length);
      }),
    );
  });

  test('without racks, a topic alone in its cluster is balanced by no more copies than its surplus', () => {
    fc.assert(
      fc.property(shapes, (shape) => {
        const layout = buildRandomLayout({ ...shape, rackCount: 0, topicCount: 1, deadBrokerCount: 0 });
        const counts = countReplicas(layout, () => true);
        const total = counts.reduce((sum, count) => sum + count, 0);
        const floor = Math.floor(total / counts.length);
        const over = counts.reduce((sum, count) => sum + Math.max(0, count - Math.ceil(total / counts.length)), 0);
        const under = counts.reduce((sum, count) => sum + Math.max(0, floor - count), 0);
        const { moves } = planAssignment(layout, { kind: 'balance' }, NO_OPTIONS);
        const copies = moves.flatMap(({ from, to }) => to.filter((id) => !from.includes(id))).length;
        expect(copies).toBe(Math.max(over, under));
      }),
    );
  });

  test('what a fill moves goes to the new brokers, up to their share', () => {
    fc.assert(
      fc.property(withBytes, (layout) => {
        const brokers = [...layout.brokers, { brokerId: 99, rack: layout.brokers[0]?.rack ?? null, isLive: true }];
        const grown = { ...layout, brokers };
        const { moves } = planAssignment(grown, { kind: 'fill', brokerIds: [99] }, NO_OPTIONS);
        const total = layout.partitions.reduce((sum, { replicas }) => sum + replicas.length, 0);
        const copies = moves.flatMap(({ from, to }) => to.filter((id) => !from.includes(id)));
        expect(copies.every((id) => id === 99)).toBe(true);
        expect(copies.length).toBeLessThanOrEqual(Math.floor(total / brokers.length));
      }),
    );
  });
});
