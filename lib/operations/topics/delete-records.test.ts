import { describe, expect, it } from 'vitest';
import { type DeleteRecordsFacts, deleteRecords } from './delete-records';

const partitions = [0, 1, 2].map((partition) => {
  return { partition, leader: 1, leaderEpoch: 0, replicas: [1], isr: [1], offline: [] };
});
const orders = { topic: 'orders', topicId: 'id', isInternal: false, partitions };

function factsOf(changes: Partial<DeleteRecordsFacts> = {}): DeleteRecordsFacts {
  return {
    topics: new Map([['orders', orders]]),
    cleanupPolicy: 'delete',
    ranges: new Map([
      ['orders-0', { logStart: 10, highWatermark: 100 }],
      ['orders-1', { logStart: 0, highWatermark: 50 }],
      ['orders-2', { logStart: 7, highWatermark: 7 }],
    ]),
    offsetsAtTime: new Map(),
    groups: { groups: [{ groupId: 'billing', offsets: new Map([['orders-0', 40]]) }], isComplete: true },
    ...changes,
  };
}

type Given = Parameters<typeof deleteRecords.input.parse>[0];
const pinOf = (given: Given, facts = factsOf()) =>
  deleteRecords.input.parse(deleteRecords.pin?.(deleteRecords.input.parse(given), facts));
const planOf = (given: Given, facts = factsOf()) => deleteRecords.plan(pinOf(given, facts), facts);
const keysOf = (result: ReturnType<typeof planOf>) =>
  'refusals' in result ? result.refusals.map(({ key }) => key) : 'planned';

describe('delete-records', () => {
  it('1. every kind becomes concrete offsets', () => {
    const offsetsAtTime = new Map([
      ['orders-0', 60],
      ['orders-1', -1],
    ]);
    const offsetsOf = (given: object) => {
      const { to } = pinOf({ topic: 'orders', ...given }, factsOf({ offsetsAtTime }));
      return to.kind === 'offsets' ? to.offsets : to.kind;
    };
    expect(offsetsOf({ to: { kind: 'all' } })).toEqual({ 0: 100, 1: 50, 2: 7 });
    expect(offsetsOf({ to: { kind: 'timestamp', timestampMs: 5 } })).toEqual({ 0: 60, 1: 50, 2: 7 });
    expect(offsetsOf({ partitions: [1], to: { kind: 'offset', offset: 20 } })).toEqual({ 1: 20 });
    expect(offsetsOf({ partitions: [1], to: { kind: 'offsets', offsets: { 0: 11, 1: 12 } } })).toEqual({ 1: 12 });
  });

  it('2. live traffic after the preview changes nothing', () => {
    const given = { topic: 'orders', to: { kind: 'all' } };
    const ranges = new Map([...factsOf().ranges].map(([name, one]) => [name, { ...one, highWatermark: 10_000 }]));
    const groups = { groups: [], isComplete: true };
    const pinned = pinOf(given);
    expect(deleteRecords.plan(pinOf(pinned, factsOf({ ranges, groups })), factsOf({ ranges, groups }))).toEqual(
      planOf(given),
    );
  });

  it('3. but one more group with unread records does', () => {
    const pinned = pinOf({ topic: 'orders', to: { kind: 'all' } });
    const late = { groupId: 'late', offsets: new Map([['orders-1', 1]]) };
    const facts = factsOf({ groups: { groups: [...factsOf().groups.groups, late], isComplete: true } });
    expect(deleteRecords.plan(pinOf(pinned, facts), facts)).toMatchObject({ plan: { groupIds: ['billing', 'late'] } });
  });

  it('4. tells old and new start, what is lost and who has not read it', () => {
    const result = planOf({ topic: 'orders', to: { kind: 'all' } });
    if ('refusals' in result) throw new Error('refused');
    expect(result.inverse).toBeNull();
    const { changes, warnings, commandLines } = deleteRecords.describe(result.plan);
    expect(changes).toEqual([
      { subject: 'orders-0', aspect: 'logStartOffset', before: '10', after: '100' },
      { subject: 'orders-1', aspect: 'logStartOffset', before: '0', after: '50' },
    ]);
    expect(warnings).toEqual([
      { key: 'recordsGone', values: { records: 140 } },
      { key: 'groupsLoseUnread', values: { count: 1, names: 'billing' } },
    ]);
    expect(commandLines[0]).toBe(
      `printf '%s' '{"partitions":[{"topic":"orders","partition":0,"offset":100},{"topic":"orders","partition":1,"offset":50}],"version":1}' > delete-records.json`,
    );
  });

  it('5. a group that has read up to there is not named', () => {
    const result = planOf({ topic: 'orders', partitions: [0], to: { kind: 'offset', offset: 40 } });
    expect(result).toMatchObject({ plan: { groupIds: [] } });
  });

  it.each([
    [{ topic: 'gone', to: { kind: 'all' } }, {}, ['missingTopics']],
    [{ topic: 'orders', to: { kind: 'all' } }, { cleanupPolicy: 'compact' }, ['compactedOnly']],
    [{ topic: 'orders', partitions: [9], to: { kind: 'all' } }, {}, ['missingPartitions']],
    [{ topic: 'orders', partitions: [0], to: { kind: 'offset', offset: 101 } }, {}, ['beyondHighWatermark']],
    [{ topic: 'orders', partitions: [0], to: { kind: 'offset', offset: 10 } }, {}, ['noRecordsBefore']],
    [{ topic: 'orders', to: { kind: 'all' } }, { ranges: new Map() }, ['offsetsUnknown']],
    [
      { topic: 'orders', to: { kind: 'all' } },
      { topics: new Map([['orders', { ...orders, isInternal: true }]]) },
      ['internalTopics'],
    ],
  ] as const)('6. refuses %j', (given, changes, keys) => {
    expect(keysOf(planOf(given, factsOf(changes)))).toEqual(keys);
  });
});
