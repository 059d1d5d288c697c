import { describe, expect, it } from 'vitest';
import type { LogDirNow } from '../facts/read-log-dirs';
import { type LogDirFacts, moveReplicaLogDir } from './move-replica-log-dir';

function logDir(name: string, replicas: Record<string, number>, changes: Partial<LogDirNow> = {}): LogDirNow {
  const held = new Map(Object.entries(replicas).map(([partition, sizeBytes]) => [partition, { sizeBytes }]));
  return { logDir: name, errorName: null, usableBytes: 1_000_000, replicas: held, futures: new Map(), ...changes };
}
const partitions = [0, 1].map((partition) => {
  return { partition, leader: 1, leaderEpoch: 0, replicas: [2, 1], isr: [1, 2], offline: [] };
});

function planOf(moves: readonly [number, string][], changes: Partial<LogDirFacts> = {}, brokerId = 1) {
  const facts: LogDirFacts = {
    liveBrokerIds: [1, 2],
    topics: new Map([['orders', { topic: 'orders', topicId: 'id', isInternal: false, partitions }]]),
    logDirs: [logDir('/a', { 'orders-0': 4_567, 'orders-1': 900 }), logDir('/b', {})],
    ...changes,
  };
  const named = moves.map(([partition, dir]) => ({ topic: 'orders', partition, logDir: dir }));
  return moveReplicaLogDir.plan({ brokerId, moves: named }, facts);
}

describe('move-replica-log-dir', () => {
  it('1. tells from where to where, how much, and the way back', () => {
    const result = planOf([
      [0, '/b'],
      [1, '/a'],
    ]);
    if ('refusals' in result) throw new Error('refused');
    expect(result.plan).toEqual({
      brokerId: 1,
      moves: [{ topic: 'orders', partition: 0, from: '/a', to: '/b', stopped: null, replicas: [2, 1] }],
      bytesAtLeast: 2_000,
    });
    expect(result.inverse?.input).toEqual({ brokerId: 1, moves: [{ topic: 'orders', partition: 0, logDir: '/a' }] });
    expect(moveReplicaLogDir.describe(result.plan).commandLines).toEqual([
      `printf '%s' '{"version":1,"partitions":[{"topic":"orders","partition":0,"replicas":[2,1],"log_dirs":["any","/b"]}]}' > log-dirs.json`,
      'bin/kafka-reassign-partitions.sh --bootstrap-server "$BOOTSTRAP_SERVERS" --reassignment-json-file log-dirs.json --execute',
    ]);
  });

  it.each([
    ['a broker that is down', planOf([[0, '/b']], {}, 9), 'deadBrokers'],
    ['a topic that is not there', planOf([[0, '/b']], { topics: new Map() }), 'missingTopics'],
    ['a replica that is elsewhere', planOf([[5, '/b']]), 'noReplicaThere'],
    ['a dir that is not there', planOf([[0, '/c']]), 'noSuchLogDir'],
    ['where it is already', planOf([[0, '/a']]), 'nothingToChange'],
    [
      'a dir that is offline',
      planOf([[0, '/b']], {
        logDirs: [logDir('/a', { 'orders-0': 1 }), logDir('/b', {}, { errorName: 'KAFKA_STORAGE_ERROR' })],
      }),
      'noSuchLogDir',
    ],
    [
      'a dir without room',
      planOf([[0, '/b']], { logDirs: [logDir('/a', { 'orders-0': 100 }), logDir('/b', {}, { usableBytes: 99 })] }),
      'logDirFull',
    ],
  ])('2. refuses %s', (_, result, key) => {
    expect(result).toMatchObject({ refusals: [{ key }] });
  });

  const copying = [
    logDir('/a', { 'orders-0': 4_567, 'orders-1': 900 }),
    logDir('/b', {}, { futures: new Map([['orders-0', { lagRecords: 7 }]]) }),
    logDir('/c', {}),
  ];

  it('3. stops a copy under way by moving the replica to where it is, and copies again as its way back', () => {
    const result = planOf([[0, '/a']], { logDirs: copying });
    if ('refusals' in result) throw new Error('refused');
    expect(result.plan).toMatchObject({ moves: [{ from: '/a', to: '/a', stopped: '/b' }], bytesAtLeast: 0 });
    expect(result.inverse?.input).toMatchObject({ moves: [{ partition: 0, logDir: '/b' }] });
    expect(moveReplicaLogDir.describe(result.plan)).toMatchObject({
      summary: { key: 'stopLogDirCopies', values: { broker: 1, count: 1, names: 'orders-0' } },
      changes: [{ subject: 'orders-0', aspect: 'copiedTo', before: '/b', after: null }],
      warnings: [{ key: 'copyGivenUp' }],
    });
  });

  it('4. tells of a copy that another one takes the place of, and of none that goes on', () => {
    const described = (dir: string) => {
      const result = planOf([[0, dir]], { logDirs: copying });
      if ('refusals' in result) throw new Error('refused');
      const { changes, warnings } = moveReplicaLogDir.describe(result.plan);
      return [...changes.map(({ before, after }) => `${before} ${after}`), ...warnings.map(({ key }) => key)];
    };
    expect(described('/c')).toEqual(['/a /c', '/b /c', 'copiesOnDisk', 'copyGivenUp']);
    expect(described('/b')).toEqual(['/a /b', 'copiesOnDisk']);
  });

  it('5. takes no partition twice', () => {
    const move = { topic: 'orders', partition: 0, logDir: '/b' };
    expect(moveReplicaLogDir.input.safeParse({ brokerId: 1, moves: [move, move] }).success).toBe(false);
  });
});
