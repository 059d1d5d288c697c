import { describe, expect, test } from 'vitest';
import type { AcknowledgedRisks, AssignmentOptions } from './assignment-goal';
import { checkAssignment } from './check-assignment';
import { planAssignment } from './plan-assignment';
import { buildLayout, NO_OPTIONS } from './testing/build-layout';

const layout = buildLayout({
  brokers: [1, 2, 3, 4],
  dead: [4],
  topics: {
    t: [
      [1, 2],
      [2, 3],
    ],
    moving: [[1, 2]],
    down: [[1, 4]],
  },
  reassigning: ['moving-0'],
});

function check(
  topic: string,
  partition: number,
  replicas: readonly number[],
  options: Partial<AssignmentOptions> = {},
) {
  return checkAssignment(layout, [{ topic, partition, replicas }], { ...NO_OPTIONS, ...options });
}

function acknowledge(risk: keyof AcknowledgedRisks): Partial<AssignmentOptions> {
  return { acknowledged: { ...NO_OPTIONS.acknowledged, [risk]: true } };
}

describe('an assignment made by hand', () => {
  const at = { topic: 't', partition: 0 };

  test('1. is fine', () => {
    expect(check('t', 0, [3, 1])).toEqual([]);
  });

  test('2. names a broker that does not exist', () => {
    expect(check('t', 0, [1, 9])).toEqual([{ code: 'unknown_replica_broker', ...at, brokerId: 9 }]);
  });

  test('3. names a broker twice', () => {
    expect(check('t', 0, [1, 1])).toEqual([{ code: 'duplicate_replica_broker', ...at, brokerId: 1 }]);
  });

  test('4. puts something new on a dead broker; what is there may stay', () => {
    expect(check('t', 0, [1, 4])).toEqual([{ code: 'dead_replica_broker', ...at, brokerId: 4 }]);
    expect(check('down', 0, [4, 1])).toEqual([]);
  });

  test('5. puts something new on a broker that is not allowed; what is there may stay', () => {
    const options = { allowedBrokerIds: [1, 3] };
    expect(check('t', 1, [2, 1], options)).toEqual([]);
    expect(check('moving', 0, [1, 2], options)).toEqual([]);
    expect(check('t', 0, [1, 3], { allowedBrokerIds: [1] })).toEqual([
      { code: 'replica_broker_not_allowed', ...at, brokerId: 3 },
    ]);
  });

  test('6. names no broker', () => {
    expect(check('t', 0, [])).toEqual([{ code: 'no_replicas', ...at }]);
  });

  test('7. names a partition that does not exist, or is not selected', () => {
    expect(check('t', 7, [1])).toEqual([{ code: 'unknown_partition', topic: 't', partition: 7 }]);
    expect(check('t', 0, [1, 3], { selection: [{ topic: 't', partitions: [1] }] })).toEqual([
      { code: 'partition_not_selected', ...at },
    ]);
  });

  test('8. names a partition twice', () => {
    const twice = [
      { ...at, replicas: [1, 3] },
      { ...at, replicas: [1, 2] },
    ];
    expect(checkAssignment(layout, twice, NO_OPTIONS)).toEqual([{ code: 'partition_given_twice', ...at }]);
  });

  test('9. changes the replication factor, which has to be acknowledged', () => {
    expect(check('t', 0, [1, 2, 3])).toEqual([
      { code: 'replication_factor_change_not_acknowledged', ...at, fromFactor: 2, toFactor: 3 },
    ]);
    expect(check('t', 0, [1, 2, 3], acknowledge('replicationFactorChange'))).toEqual([]);
  });

  test('10. leaves fewer live replicas than min.insync.replicas', () => {
    const options = { ...acknowledge('replicationFactorChange'), minInSyncReplicas: { t: 2, down: 2 } };
    expect(check('t', 0, [1], options)).toEqual([
      { code: 'min_isr_risk', ...at, liveReplicas: 1, minInSyncReplicas: 2 },
    ]);
    expect(check('down', 0, [4, 1], options)).toEqual([]);
    const both = { acknowledged: { ...NO_OPTIONS.acknowledged, replicationFactorChange: true, minIsrRisk: true } };
    expect(check('t', 0, [1], { ...options, ...both })).toEqual([]);
  });

  test('11. changes a partition under reassignment, which has to be acknowledged', () => {
    expect(check('moving', 0, [1, 3])).toEqual([{ code: 'reassignment_running', topic: 'moving', partition: 0 }]);
    expect(check('moving', 0, [1, 2])).toEqual([]);
    expect(check('moving', 0, [1, 3], acknowledge('reassignmentRunning'))).toEqual([]);
  });

  test('12. has every fault listed', () => {
    const wrong = [
      { topic: 't', partition: 0, replicas: [9, 9] },
      { topic: 'x', partition: 0, replicas: [1] },
    ];
    expect(checkAssignment(layout, wrong, NO_OPTIONS).map(({ code }) => code)).toEqual([
      'unknown_replica_broker',
      'duplicate_replica_broker',
      'unknown_partition',
    ]);
  });
});

describe('an exact goal', () => {
  test('13. moves what differs, in the order of topics and partitions', () => {
    const assignment = [
      { topic: 't', partition: 1, replicas: [3, 2] },
      { topic: 't', partition: 0, replicas: [1, 2] },
      { topic: 'down', partition: 0, replicas: [1, 3] },
    ];
    expect(planAssignment(layout, { kind: 'exact', assignment }, NO_OPTIONS)).toEqual({
      moves: [
        { topic: 'down', partition: 0, from: [1, 4], to: [1, 3] },
        { topic: 't', partition: 1, from: [2, 3], to: [3, 2] },
      ],
      refusals: [],
      warnings: [],
    });
  });

  test('14. is refused as a whole', () => {
    const assignment = [
      { topic: 't', partition: 1, replicas: [3, 2] },
      { topic: 't', partition: 0, replicas: [1, 9] },
    ];
    const plan = planAssignment(layout, { kind: 'exact', assignment }, NO_OPTIONS);
    expect(plan).toMatchObject({ moves: [], refusals: [{ code: 'unknown_replica_broker' }] });
  });
});
