import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PartitionMove } from '../assignment-plan/cluster-layout';
import {
  applyChanges,
  compactChanges,
  planThrottle,
  planThrottleRestore,
  type ThrottleChange,
  type ThrottleEntry,
  type ThrottleFacts,
} from './plan-throttle';

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

/** What may be changed: the rates of the brokers and the lists of the topics, none of them set. */
const unset: readonly ThrottleEntry[] = [
  ...[1, 2, 3, 4].map((id) => broker(id, LEADER_RATE, null)),
  ...[1, 2, 3, 4].map((id) => broker(id, FOLLOWER_RATE, null)),
  ...['t', 'order'].flatMap((name) => [topic(name, LEADER_REPLICAS, null), topic(name, FOLLOWER_REPLICAS, null)]),
];

function over(entries: readonly ThrottleEntry[]): readonly ThrottleEntry[] {
  return applyChanges(unset, entries);
}

function plan(facts: Partial<ThrottleFacts> = {}): readonly ThrottleChange[] {
  return planThrottle({ moves, moving: moves, bytesPerSecond: 1_000, now: unset, changes: [], ...facts });
}

function valuesOf(changes: readonly ThrottleChange[]): string[] {
  return changes.map(({ resourceName, name, value }) => `${resourceName} ${name} ${value}`);
}

describe('a throttle', () => {
  test('1. holds sources on the leader side and new replicas on the follower side; order changes need none', () => {
    expect(valuesOf(plan())).toEqual([
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
    const changes = plan({ now: over(prior) }).filter(({ resourceType }) => resourceType === 'topic');
    expect(changes).toEqual([{ ...topic('t', FOLLOWER_REPLICAS, '7:7,0:3,1:4'), priorValue: '7:7, 0:3' }]);
  });

  test('3. leaves out what is as it should be, and writes down what it replaces', () => {
    const prior = [broker(1, LEADER_RATE, '1000'), broker(2, LEADER_RATE, '77')];
    const changes = plan({ now: over(prior) }).filter(({ name }) => name === LEADER_RATE);
    expect(changes).toEqual([{ ...broker(2, LEADER_RATE, '1000'), priorValue: '77' }]);
  });

  test('4. moves that copy nothing set nothing', () => {
    expect(plan({ moves: moves.slice(2), moving: moves.slice(2) })).toEqual([]);
  });

  test('5. a rate is a whole number of at least 1', () => {
    expect(plan({ bytesPerSecond: 0.4 })[0]?.value).toBe('1');
    expect(plan({ bytesPerSecond: 1_000.9 })[0]?.value).toBe('1000');
  });
});

describe('the lists of a throttle', () => {
  const replicas = (changes: readonly ThrottleEntry[], name: ThrottleEntry['name']) =>
    changes.find((one) => one.resourceName === 't' && one.name === name)?.value;

  test('11. hold what moves now, and let go of what has moved', () => {
    const first = plan({ moving: moves.slice(0, 1) });
    expect(replicas(first, FOLLOWER_REPLICAS)).toBe('0:3');
    const second = plan({ moving: moves.slice(1, 2), now: over(first), changes: first });
    expect(valuesOf(second)).toEqual([`t ${LEADER_REPLICAS} 1:2,1:1`, `t ${FOLLOWER_REPLICAS} 1:4`]);
    const changes = compactChanges([...first, ...second], applyChanges(over(first), second));
    const last = plan({ moving: [], now: over(changes), changes });
    expect(valuesOf(last)).toEqual([`t ${LEADER_REPLICAS} null`, `t ${FOLLOWER_REPLICAS} null`]);
  });

  test('12. keep what stood there and what others put there meanwhile, and give both back', () => {
    const prior = over([topic('t', FOLLOWER_REPLICAS, '7:7, 0:3')]);
    const first = plan({ moving: moves.slice(0, 2), now: prior });
    const meanwhile = applyChanges(over(first), [topic('t', FOLLOWER_REPLICAS, '7:7,0:3,1:4,8:8')]);
    const second = plan({ moving: moves.slice(0, 1), now: meanwhile, changes: first });
    expect(replicas(second, FOLLOWER_REPLICAS)).toBe('7:7,0:3,8:8');
    const changes = compactChanges([...first, ...second], applyChanges(meanwhile, second));
    const third = plan({ moving: [], now: over(changes), changes });
    expect(replicas(third, FOLLOWER_REPLICAS)).toBeUndefined();
    const { entries } = planThrottleRestore(changes, over(changes));
    expect(replicas(applyChanges(over(changes), entries), FOLLOWER_REPLICAS)).toBe('7:7,0:3,8:8');
  });

  test('13. come back to exactly what stood there when nothing moves', () => {
    const prior = over([topic('t', FOLLOWER_REPLICAS, '7:7, 0:3')]);
    const first = plan({ moving: moves.slice(1, 2), now: prior });
    const second = plan({ moving: [], now: over(first), changes: first });
    expect(replicas(second, FOLLOWER_REPLICAS)).toBe('7:7, 0:3');
  });
});

describe('the end of a throttle', () => {
  const first = plan({ now: over([broker(2, LEADER_RATE, '77')]) });

  test('6. deletes what was not set, sets again what was', () => {
    const { entries, changedByOthers } = planThrottleRestore(first, first);
    expect(entries).toHaveLength(first.length);
    expect(entries).toContainEqual(broker(1, LEADER_RATE, null));
    expect(entries).toContainEqual(broker(2, LEADER_RATE, '77'));
    expect(changedByOthers).toEqual([]);
  });

  test('7. after an adjusted rate it is still the first value that comes back', () => {
    const adjusted = plan({ bytesPerSecond: 2_000, now: over(first), changes: first });
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
        fc.array(
          fc.record({
            rate: fc.integer({ min: 1, max: 900 }),
            moving: fc.subarray([...moves]),
            areRatesRead: fc.boolean(),
          }),
          {
            minLength: 1,
            maxLength: 6,
          },
        ),
        fc.nat(40),
        (values, steps, made) => {
          const prior = [1, 2, 3, 4].flatMap((id, i) => [
            broker(id, names[2], values[i] ?? null),
            broker(id, names[3], values[i + 4] ?? null),
          ]);
          prior.push(topic('t', names[0], values[8] ?? null), topic('t', names[1], values[9] ?? null));
          let written: readonly ThrottleChange[] = [];
          let now: readonly ThrottleEntry[] = prior;
          for (const { rate, moving, areRatesRead } of steps) {
            const seen = now.filter(({ resourceType }) => resourceType === 'topic' || areRatesRead);
            const changes = plan({ moving, bytesPerSecond: rate, now: seen, changes: written });
            written = [...written, ...changes];
            now = applyChanges(now, changes.slice(0, made));
            if (changes.length <= made) written = compactChanges(written, applyChanges(seen, changes));
          }
          const restored = applyChanges(now, planThrottleRestore(written, now).entries);
          expect(restored).toEqual(prior);
        },
      ),
    );
  });
});
