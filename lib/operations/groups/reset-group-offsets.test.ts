import { describe, expect, it } from 'vitest';
import type { GroupNow } from '../facts/read-groups';
import type { ResetFacts } from './read-reset-facts';
import { resetGroupOffsets } from './reset-group-offsets';
import type { ResetInput } from './reset-input';

const partitionsOf = (count: number) =>
  Array.from({ length: count }, (_, partition) => ({
    partition,
    leader: 1,
    leaderEpoch: 0,
    replicas: [1],
    isr: [1],
    offline: [],
  }));
const group: GroupNow = {
  groupId: 'billing',
  coordinatorId: 1,
  type: 'classic',
  protocolType: 'consumer',
  state: 'Empty',
  members: [],
};
const topicOf = (topic: string, count: number) => ({
  topic,
  topicId: 'id',
  isInternal: false,
  partitions: partitionsOf(count),
});

function factsOf(changes: Partial<ResetFacts> = {}): ResetFacts {
  return {
    group,
    committed: [
      { topic: 'orders', partition: 0, offset: 40 },
      { topic: 'orders', partition: 1, offset: 5 },
    ],
    source: null,
    topics: new Map([['orders', topicOf('orders', 3)]]),
    ranges: new Map([
      ['orders-0', { logStart: 10, highWatermark: 100 }],
      ['orders-1', { logStart: 0, highWatermark: 50 }],
      ['orders-2', { logStart: 7, highWatermark: 7 }],
    ]),
    atTime: new Map(),
    ...changes,
  };
}

type Given = Parameters<typeof resetGroupOffsets.input.parse>[0];
const parse = (given: Given) => resetGroupOffsets.input.parse(given);
const pinOf = (given: Given, facts = factsOf()): ResetInput =>
  parse(resetGroupOffsets.pin?.(parse({ group: 'billing', ...(given as object) }), facts));
const planOf = (given: Given, facts = factsOf()) => {
  const result = resetGroupOffsets.plan(pinOf(given, facts), facts);
  if ('refusals' in result) throw new Error(`refused: ${JSON.stringify(result.refusals)}`);
  return result;
};
const keysOf = (given: Given, facts = factsOf()) => {
  const result = resetGroupOffsets.plan(pinOf(given, facts), facts);
  return 'refusals' in result ? result.refusals.map(({ key }) => key) : ['planned'];
};

describe('reset-group-offsets', () => {
  it('1. the preview fixes the offsets, so that live traffic does not move them', () => {
    const pinned = pinOf({ to: { kind: 'latest' } });
    expect(pinned).toMatchObject({ topics: null, to: { kind: 'offsets', offsets: { orders: { 0: 100, 1: 50 } } } });
    const ranges = new Map([...factsOf().ranges].map(([name, one]) => [name, { ...one, highWatermark: 9_999 }]));
    const later = factsOf({ ranges });
    expect(resetGroupOffsets.plan(pinned, later)).toEqual(planOf(pinned, later));
    expect(planOf(pinned, later).plan.partitions.map(({ after }) => after)).toEqual([100, 50]);
  });

  it('2. a commit in between gives another plan', () => {
    const given = { to: { kind: 'offsets', offsets: { orders: { 0: 12 } } } };
    const moved = factsOf({ committed: [{ topic: 'orders', partition: 0, offset: 41 }] });
    expect(planOf(given, moved).plan).not.toEqual(planOf(given).plan);
  });

  it('3. the way back has the old offsets exactly, and deletes what was never committed', () => {
    const { inverse } = planOf({ topics: ['orders'], to: { kind: 'earliest' } });
    expect(inverse).toEqual({
      operation: 'reset-group-offsets',
      input: {
        group: 'billing',
        topics: null,
        to: { kind: 'offsets', offsets: { orders: { 0: 40, 1: 5, 2: null } }, origin: null },
      },
    });
    expect(() => parse(inverse?.input)).not.toThrow();
  });

  it('4. exact offsets are not moved, wherever the log is', () => {
    const { plan } = planOf({ to: { kind: 'offsets', offsets: { orders: { 0: 500 } } } });
    expect(plan.partitions).toMatchObject([{ before: 40, after: 500, note: null }]);
  });

  it('5. a restore point leaves out what is gone, and says so', () => {
    const source = [
      { topic: 'orders', partition: 0, offset: 11 },
      { topic: 'gone', partition: 3, offset: 1 },
    ];
    const pinned = pinOf({ to: { kind: 'restorePoint', name: 'before' } }, factsOf({ source }));
    expect(pinned.to).toMatchObject({ offsets: { orders: { 0: 11 } }, origin: { leftOut: ['gone-3'] } });
    const result = resetGroupOffsets.plan(pinned, factsOf());
    if ('refusals' in result) throw new Error('refused');
    const { summary, warnings } = resetGroupOffsets.describe(result.plan);
    expect(summary.values).toMatchObject({ how: 'restorePoint', detail: 'before', partitions: 1 });
    expect(warnings.map(({ key }) => key)).toEqual(['offsetsBack', 'offsetsLeftOut']);
  });

  it('6. is told in sentences, and as a file for the tool', () => {
    const origin = { kind: 'offset', detail: '500', notes: { 'orders-0': 'beyondLogEnd' }, leftOut: [] };
    const given = { to: { kind: 'offsets', offsets: { orders: { 0: 100, 1: null } }, origin } };
    const { changes, warnings, commandLines } = resetGroupOffsets.describe(planOf(given).plan);
    expect(changes).toEqual([
      { subject: 'orders-0', aspect: 'committedOffset', before: '40', after: '100' },
      { subject: 'orders-1', aspect: 'committedOffset', before: '5', after: null },
    ]);
    expect(warnings.map(({ key }) => key)).toEqual(['offsetsForward', 'offset_beyondLogEnd', 'offsetsRemoved']);
    expect(commandLines).toEqual([
      "printf '%s' 'orders,0,100\n' > offsets.csv",
      'bin/kafka-consumer-groups.sh --bootstrap-server "$BOOTSTRAP_SERVERS" --reset-offsets --group billing --from-file offsets.csv --execute',
      'bin/kafka-consumer-groups.sh --bootstrap-server "$BOOTSTRAP_SERVERS" --delete-offsets --group billing --topic orders:1',
    ]);
  });

  it('7. a share group loses offsets of whole topics alone', () => {
    const facts = factsOf({ group: { ...group, type: 'share' } });
    expect(keysOf({ to: { kind: 'offsets', offsets: { orders: { 0: null } } } }, facts)).toEqual(['shareWholeTopics']);
    const whole = { to: { kind: 'offsets', offsets: { orders: { 0: null, 1: null } } } };
    expect(keysOf(whole, facts)).toEqual(['planned']);
  });

  const live = { memberId: 'm', groupInstanceId: null, clientId: 'worker', host: '10.0.0.1' };
  it.each<[Given, Partial<ResetFacts>, readonly string[]]>([
    [{ to: { kind: 'latest' } }, { group: { ...group, state: 'Stable', members: [live] } }, ['groupIsActive']],
    [{ to: { kind: 'latest' } }, { committed: [] }, ['noOffsetsInScope']],
    [{ topics: ['gone'], to: { kind: 'latest' } }, {}, ['missingTopics']],
    [{ topics: ['orders:9'], to: { kind: 'latest' } }, {}, ['missingPartitions']],
    [{ topics: ['orders'], to: { kind: 'shift', by: 1 } }, {}, ['nothingToShift']],
    [{ to: { kind: 'latest' } }, { ranges: new Map() }, ['offsetsUnknown']],
    [{ to: { kind: 'group', group: 'other' } }, {}, ['noSuchGroups']],
    [{ to: { kind: 'restorePoint', name: 'x' } }, {}, ['noRestorePoint']],
    [{ to: { kind: 'csv', csv: 'other,orders,0,1' } }, { source: [] }, ['csvOfOtherGroups']],
  ])('8. refuses %j', (given, changes, keys) => {
    expect(keysOf(given, factsOf(changes))).toEqual(keys);
  });

  it.each([
    [{ kind: 'duration', duration: '1 hour' }, /inputDuration/],
    [{ kind: 'csv', csv: 'orders,0,1\nnonsense' }, /inputCsvLines/],
    [{ kind: 'csv', csv: 'orders,0,1\norders,0,2' }, /inputCsvTwice/],
    [{ kind: 'csv', csv: '\n' }, /inputCsvEmpty/],
    [{ kind: 'offset', offset: -1 }, /0/],
  ])('9. does not take %j', (to, message) => {
    expect(() => parse({ group: 'billing', to })).toThrow(message);
  });

  it('10. the figures tell what is skipped, read again and left to read', () => {
    const { plan } = planOf({ to: { kind: 'offset', offset: 20 } });
    expect(resetGroupOffsets.figures?.(plan, factsOf())).toEqual({
      effects: [
        { skipped: 0, replayed: 20, lag: 80 },
        { skipped: 15, replayed: 0, lag: 30 },
      ],
    });
  });
});
