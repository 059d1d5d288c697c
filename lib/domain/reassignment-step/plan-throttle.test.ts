import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PartitionMove } from '../assignment-plan/cluster-layout';
import { planThrottle, planThrottleRestore, type ThrottleChange, type ThrottleEntry } from './plan-throttle';

const LEADER_RATE = 'leader.replication.throttled.rate';
const FOLLOWER_RATE = 'follower.replication.throttled.rate';
const LEADER_REPLICAS = 'leader.replication.throttled.replicas';
const FOLLOWER_REPLICAS = 'follower.replication.throttled.replicas';

const moves: readonly PartitionMove[] = [
  { topic: 't', partition: 0, from: [1, 2], to: [2, 3] },
  { topic: 't', partition: 1, from: [2, 1], to: [2, 1, 4] },
  { topic: 'order', partition: 0, from: [1, 2], to: [2, 1] },
];

function broker(brokerId: number, name: ThrottleEntry['name'], value: string | null): ThrottleEntry {
  return { resourceType: 'broker', resourceName: String(brokerId), name, value };
}

function topic(resourceName: string, name: ThrottleEntry['name'], value: string | null): ThrottleEntry {
  return { resourceType: 'topic', resourceName, name, value };
}

function valuesOf(changes: readonly ThrottleChange[]): string[] {
  return changes.map(({ resourceName, name, value }) => `${resourceName} ${name} ${value}`);
}

describe('a throttle', () => {
  test('1. holds sources on the leader side and new replicas on the follower side; order changes need none', () => {
    expect(valuesOf(planThrottle(moves, 1_000, []))).toEqual([
      `1 ${LEADER_RATE} 1000`,
      `2 ${LEADER_RATE} 1000`,
      `3 ${FOLLOWER_RATE} 1000`,
      `4 ${FOLLOWER_RATE} 1000`,
      `t ${LEADER_REPLICAS} 0:1,0:2,1:2,1:1`,
      `t ${FOLLOWER_REPLICAS} 0:3,1:4`,
    ]);
  });

  test('2. keeps a star, and adds to a list of others', () => {
    const prior = [topic('t', LEADER_REPLICAS, '*'), topic('t', FOLLOWER_REPLICAS, '7:7, 0:3')];
    const changes = planThrottle(moves, 1_000, prior).filter(({ resourceType }) => resourceType === 'topic');
    expect(changes).toEqual([{ ...topic('t', FOLLOWER_REPLICAS, '7:7,0:3,1:4'), priorValue: '7:7, 0:3' }]);
  });

  test('3. leaves out what is as it should be, and writes down what it replaces', () => {
    const prior = [broker(1, LEADER_RATE, '1000'), broker(2, LEADER_RATE, '77')];
    const changes = planThrottle(moves, 1_000, prior).filter(({ name }) => name === LEADER_RATE);
    expect(changes).toEqual([{ ...broker(2, LEADER_RATE, '1000'), priorValue: '77' }]);
  });

  test('4. moves that copy nothing set nothing', () => {
    expect(planThrottle(moves.slice(2), 1_000, [])).toEqual([]);
  });

  test('5. a rate is a whole number of at least 1', () => {
    expect(planThrottle(moves, 0.4, [])[0]?.value).toBe('1');
    expect(planThrottle(moves, 1_000.9, [])[0]?.value).toBe('1000');
  });
});

describe('the end of a throttle', () => {
  const first = planThrottle(moves, 1_000, [broker(2, LEADER_RATE, '77')]);

  test('6. deletes what was not set, sets again what was', () => {
    const { entries, changedByOthers } = planThrottleRestore(first, first);
    expect(entries).toHaveLength(first.length);
    expect(entries).toContainEqual(broker(1, LEADER_RATE, null));
    expect(entries).toContainEqual(broker(2, LEADER_RATE, '77'));
    expect(changedByOthers).toEqual([]);
  });

  test('7. after an adjusted rate it is still the first value that comes back', () => {
    const adjusted = planThrottle(moves, 2_000, first);
    const { entries } = planThrottleRestore([...first, ...adjusted], adjusted);
    expect(entries).toContainEqual(broker(2, LEADER_RATE, '77'));
  });

  test('8. what someone else changed meanwhile stays', () => {
    const now = [broker(1, LEADER_RATE, '5'), broker(2, LEADER_RATE, '1000')];
    expect(planThrottleRestore(first, now)).toEqual({
      entries: [broker(2, LEADER_RATE, '77')],
      changedByOthers: [broker(1, LEADER_RATE, '5')],
    });
  });

  test('9. what was never set, or is back already, needs nothing', () => {
    expect(planThrottleRestore(first, [broker(2, LEADER_RATE, '77')])).toEqual({ entries: [], changedByOthers: [] });
  });

  test('10. restores whatever was there, however often the rate was adjusted and wherever it stopped', () => {
    const value = fc.option(fc.constantFrom('*', '9:9', '10', '500'), { nil: null });
    const names = [LEADER_REPLICAS, FOLLOWER_REPLICAS, LEADER_RATE, FOLLOWER_RATE] as const;
    fc.assert(
      fc.property(
        fc.array(value, { minLength: 10, maxLength: 10 }),
        fc.array(fc.integer({ min: 1, max: 900 }), { minLength: 1, maxLength: 4 }),
        fc.nat(40),
        (values, rates, made) => {
          const prior = [1, 2, 3, 4].flatMap((id, i) => [
            broker(id, names[2], values[i] ?? null),
            broker(id, names[3], values[i + 4] ?? null),
          ]);
          prior.push(topic('t', names[0], values[8] ?? null), topic('t', names[1], values[9] ?? null));
          const written: ThrottleChange[] = [];
          let now: readonly ThrottleEntry[] = prior;
          for (const rate of rates) {
            const changes = planThrottle(moves, rate, now);
            written.push(...changes);
            now = applyEntries(now, changes.slice(0, made));
          }
          const restored = applyEntries(now, planThrottleRestore(written, now).entries);
          expect(restored).toEqual(prior);
        },
      ),
    );
  });
});

function applyEntries(now: readonly ThrottleEntry[], changes: readonly ThrottleEntry[]): readonly ThrottleEntry[] {
  return now.map((entry) => {
    const change = changes.find((one) => one.resourceName === entry.resourceName && one.name === entry.name);
    return change === undefined ? entry : { ...entry, value: change.value };
  });
}
