import { describe, expect, test } from 'vitest';
import { buildMember, roundAtMs } from '@/lib/domain/testing/build-snapshot';
import type { RoundScript } from '@/lib/domain/testing/run-rounds';
import { readBurrow } from './burrow';
import { sourceOf } from './testing/view-source';

const ROUNDS = 12;
const member = buildMember('m-1', [{ topic: 'orders', partitions: [0] }]);

const script: RoundScript = (round) => ({
  topics: [
    { name: 'audit', ends: [5, null] },
    { name: 'orders', ends: [100 + 10 * round, 50, 7] },
  ],
  groups: [
    {
      groupId: 'billing',
      members: [member],
      positions: [{ topic: 'orders', committed: { 0: 90 + 5 * round, 1: 50 } }],
    },
    { groupId: 'halted', positions: [{ topic: 'audit', committed: { 0: 2 } }] },
    { groupId: 'idle' },
    { groupId: 'shared', type: 'share', positions: [{ topic: 'orders', committed: { 0: 1 } }] },
  ],
});
const source = sourceOf(ROUNDS, script);
const read = (path: string) => readBurrow(source, path.split('/'));
const commit = (round: number, offset: number, lag: number | null) => ({
  offset,
  timestamp: roundAtMs(round),
  observedAt: roundAtMs(round),
  lag,
});
const owner = { owner: '/127.0.0.1', client_id: 'client-of-m-1' };
const nobody = { owner: '', client_id: '' };

const lagging = {
  topic: 'orders',
  partition: 0,
  ...owner,
  status: 'WARN',
  start: commit(2, 100, 10),
  end: commit(11, 145, 55),
  current_lag: 65,
  complete: 1,
  stale: false,
};

describe('the read API of Burrow', () => {
  test('1. lists clusters and tells of one', async () => {
    expect(await read('kafka')).toEqual({
      status: 200,
      body: { error: false, message: 'cluster list returned', clusters: ['test', 'new'] },
    });
    expect(await read('kafka/test')).toEqual({
      status: 200,
      body: {
        error: false,
        message: 'cluster module detail returned',
        module: {
          'class-name': 'kafka',
          servers: ['h:1'],
          'client-profile': { name: '', 'client-id': '', 'kafka-version': '4.3', tls: null, sasl: null },
          'topic-refresh': 10,
          'offset-refresh': 10,
        },
      },
    });
  });

  test('2. lists topics, their log ends and who consumes them; what was never read is null', async () => {
    expect(await read('kafka/test/topic')).toMatchObject({ body: { topics: ['audit', 'orders'] } });
    expect(await read('kafka/test/topic/audit')).toEqual({
      status: 200,
      body: { error: false, message: 'topic offsets returned', offsets: [5, null] },
    });
    expect(await read('kafka/test/topic/orders/consumers')).toMatchObject({ body: { consumers: ['billing'] } });
    expect(await read('kafka/test/topic/none/consumers')).toMatchObject({ status: 200, body: { consumers: [] } });
  });

  test('3. lists the groups that commit, and no others', async () => {
    expect(await read('kafka/test/consumer')).toMatchObject({ body: { consumers: ['billing', 'halted'] } });
  });

  test('4. tells the window of every partition of a group, filled with null in front', async () => {
    const answer = await read('kafka/test/consumer/billing');
    expect(answer?.body).toMatchObject({ error: false, message: 'consumer detail returned' });
    const full = Array.from({ length: 10 }, (_, i) => commit(i + 2, 100 + 5 * i, 10 + 5 * i));
    const still = [...Array(9).fill(null), commit(0, 50, 0)];
    expect(answer?.body.topics).toEqual({
      orders: [
        { offsets: full, ...owner, 'current-lag': 65 },
        { offsets: still, ...nobody, 'current-lag': 0 },
        { offsets: [], ...nobody, 'current-lag': null },
      ],
    });
  });

  test('5. status lists the partitions that are not OK, lag all of them', async () => {
    const status = {
      cluster: 'test',
      group: 'billing',
      status: 'WARN',
      complete: 1 / 3,
      partitions: [lagging],
      partition_count: 3,
      maxlag: lagging,
      totallag: 65,
      stale_partition_count: 0,
    };
    const message = 'consumer status returned';
    expect(await read('kafka/test/consumer/billing/status')).toEqual({
      status: 200,
      body: { error: false, message, status },
    });
    const all = await read('kafka/test/consumer/billing/lag');
    expect(all).toMatchObject({
      status: 200,
      body: { error: false, message, status: { ...status, partitions: [{}, {}, {}] } },
    });
    expect(all?.body.status).toMatchObject({
      partitions: [
        lagging,
        { status: 'OK', current_lag: 0, complete: 0.1 },
        { start: null, end: null, current_lag: null, complete: 0 },
      ],
    });
  });

  test('6. a commit that stands still under lag stops, and makes the group ERR', async () => {
    expect(await read('kafka/test/consumer/halted/status')).toMatchObject({
      body: { status: { status: 'ERR', partitions: [{ topic: 'audit', partition: 0, status: 'STOP' }] } },
    });
  });

  test('7. what is not there is 404 as Burrow has it: an error, but a status for a group', async () => {
    const error = (message: string) => ({ status: 404, body: { error: true, message } });
    expect(await read('kafka/nowhere')).toEqual(error('cluster module not found'));
    for (const path of ['topic', 'consumer', 'topic/orders/consumers']) {
      expect(await read(`kafka/nowhere/${path}`)).toEqual(error('cluster not found'));
    }
    for (const cluster of ['nowhere', 'test']) {
      expect(await read(`kafka/${cluster}/topic/none`)).toEqual(error('cluster or topic not found'));
      for (const group of ['none', 'idle', 'shared']) {
        expect(await read(`kafka/${cluster}/consumer/${group}`)).toEqual(error('cluster or consumer not found'));
        const status = { cluster, group, status: 'NOTFOUND', complete: 1, partitions: [], partition_count: 0 };
        for (const part of ['status', 'lag']) {
          expect(await read(`kafka/${cluster}/consumer/${group}/${part}`)).toEqual({
            status: 404,
            body: {
              error: false,
              message: 'consumer status returned',
              status: { ...status, maxlag: null, totallag: 0 },
            },
          });
        }
      }
    }
  });

  test('8. a cluster that was never read is no empty one', async () => {
    for (const path of ['topic', 'consumer', 'consumer/billing/status']) {
      expect(await read(`kafka/new/${path}`)).toMatchObject({ status: 503, body: { error: true } });
    }
  });

  test('9. has no other paths', async () => {
    for (const path of [
      '',
      'kafka/test/x',
      'kafka/test/topic/orders/x',
      'kafka/test/consumer/billing/x',
      'kafka/test/consumer/billing/lag/x',
      'config',
    ]) {
      expect(await read(path), path).toBeNull();
    }
  });
});
