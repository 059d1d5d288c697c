import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { buildEvent, type ClusterEvent } from '@/lib/domain/events/cluster-event';
import { type EventsQuery, readClusterEvents, readWatchedSpans } from './cluster-events';
import { upsertClusters } from './clusters';
import { createLagHistoryWriter } from './lag-history';
import { acquireLease, type Lease, releaseLease } from './lease';
import { applyRetention } from './retention';
import { createTestDatabase, type TestDatabase } from './test-database';

const T0 = Date.UTC(2026, 6, 15, 13, 30);
const STEP_MS = 10_000;
const DAY_MS = 86_400_000;

let test_: TestDatabase;

beforeAll(async () => {
  test_ = await createTestDatabase(inject('databaseUrl'));
});
afterAll(() => test_.drop());

async function takeLease(clusterId: string): Promise<Lease> {
  await upsertClusters(test_.database, [{ clusterId, clusterName: clusterId, isDemo: false }]);
  const lease = await acquireLease(test_.database, clusterId, 'test', 3_600_000);
  if (!lease) throw new Error('the lease was free');
  return lease;
}

function roundWith(index: number, events: readonly ClusterEvent[], rows: [] = []) {
  const capturedAtMs = T0 + index * STEP_MS;
  return { capturedAtMs, pollIntervalMs: STEP_MS, spanFromMs: T0, rows, events };
}

function eventAt(index: number, kind: ClusterEvent['kind'], subject: Partial<ClusterEvent> = {}): ClusterEvent {
  return buildEvent(kind, T0 + (index - 1) * STEP_MS, T0 + index * STEP_MS, subject);
}

function read(clusterId: string, query: Partial<EventsQuery> = {}) {
  return readClusterEvents(test_.database, {
    clusterId,
    search: '',
    kinds: null,
    brokerId: null,
    topic: null,
    groupId: null,
    fromMs: null,
    toMs: null,
    isOldestFirst: false,
    after: null,
    limit: 50,
    ...query,
  });
}

const joined = {
  type: 'members' as const,
  joined: [{ key: 'm', memberId: 'm', groupInstanceId: null, clientId: 'worker_1', host: '/10.0.0.1' }],
  left: [],
  memberCount: 1,
  omitted: 0,
};

test('events are stored once with their round, whole, also when the round is written again', async () => {
  const lease = await takeLease('once');
  const events = [
    eventAt(1, 'broker-down', { brokerId: 2 }),
    eventAt(1, 'members-changed', { groupId: 'billing', from: '0', to: '1', detail: joined }),
  ];
  const writer = createLagHistoryWriter(test_.database, lease);
  await writer.append(roundWith(1, events));
  await writer.append(roundWith(1, events));
  const page = await read('once');
  expect(page).toMatchObject({ total: 2, totalUnfiltered: 2 });
  expect(page.items[0]).toEqual({ id: `${T0 + STEP_MS}.1`, ...events[1] });
  expect(page.items[1]).toMatchObject({ kind: 'broker-down', brokerId: 2, detail: null, sinceMs: T0 });
});

test('a collector that lost its lease stores no event, and none without its round', async () => {
  const stale = await takeLease('fenced');
  await releaseLease(test_.database, stale);
  const lease = await takeLease('fenced');
  expect(lease.epoch).toBe(2);
  const event = eventAt(1, 'broker-down', { brokerId: 1 });
  const append = createLagHistoryWriter(test_.database, stale).append(roundWith(1, [event]));
  await expect(append).rejects.toMatchObject({ code: 'conflict' });
  expect((await read('fenced')).total).toBe(0);
  const broken = { ...eventAt(2, 'group-state'), brokerId: 2 ** 40 };
  const refused = createLagHistoryWriter(test_.database, lease).append(roundWith(2, [event, broken]));
  await expect(refused).rejects.toThrow();
  expect(await test_.database.query(`SELECT 1 FROM history.round WHERE cluster_id = 'fenced'`)).toEqual([]);
});

test('filters, search, order and pages', async () => {
  const writer = createLagHistoryWriter(test_.database, await takeLease('asked'));
  for (let index = 1; index <= 5; index++) {
    await writer.append(
      roundWith(index, [
        eventAt(index, 'leaders-moved', { topic: `orders-${index}` }),
        eventAt(index, 'members-changed', { groupId: index === 3 ? 'a%b' : 'billing', detail: joined }),
      ]),
    );
  }
  const kindsOf = async (query: Partial<EventsQuery>) => (await read('asked', query)).total;
  expect(await kindsOf({ kinds: ['leaders-moved'] })).toBe(5);
  expect(await kindsOf({ kinds: ['broker-up'] })).toBe(0);
  expect(await kindsOf({ topic: 'orders-2' })).toBe(1);
  expect(await kindsOf({ groupId: 'billing' })).toBe(4);
  expect(await kindsOf({ search: '%' })).toBe(1);
  expect(await kindsOf({ search: 'WORKER_1' })).toBe(5);
  expect(await kindsOf({ fromMs: T0 + 4 * STEP_MS })).toBe(4);
  expect(await kindsOf({ fromMs: T0 + 4 * STEP_MS, toMs: T0 + 5 * STEP_MS })).toBe(2);
  for (const isOldestFirst of [true, false]) {
    const seen: string[] = [];
    let after: EventsQuery['after'] = null;
    for (;;) {
      const { items } = await read('asked', { limit: 3, after, isOldestFirst });
      seen.push(...items.map(({ id }) => id));
      const [atMs, place] = (items.at(-1)?.id ?? '').split('.').map(Number);
      if (items.length < 3) break;
      after = { atMs: atMs as number, place: place as number };
    }
    const times = seen.map((id) => Number(id.split('.')[0]));
    expect(new Set(seen).size).toBe(10);
    expect(times).toEqual(times.toSorted((a, b) => (isOldestFirst ? a - b : b - a)));
  }
});

test('a name with a character that Postgres refuses is kept all the same', async () => {
  const writer = createLagHistoryWriter(test_.database, await takeLease('odd'));
  const [member] = joined.joined;
  const detail = { ...joined, joined: [{ ...member, clientId: 'a\0\\u0000b' } as typeof member] };
  await writer.append(
    roundWith(1, [eventAt(1, 'members-changed', { groupId: 'g\0', detail } as Partial<ClusterEvent>)]),
  );
  const [item] = (await read('odd')).items;
  expect(item).toMatchObject({ groupId: 'g\uFFFD', detail: { joined: [{ clientId: 'a\uFFFD\\u0000b' }] } });
});

test('spans that were watched, and events that go with the retention', async () => {
  const writer = createLagHistoryWriter(test_.database, await takeLease('kept'));
  await writer.append(roundWith(1, [eventAt(1, 'topic-created', { topic: 'orders' })]));
  await writer.append(roundWith(2, []));
  expect(await readWatchedSpans(test_.database, 'kept', T0, T0 + DAY_MS)).toEqual([
    { fromMs: T0, toMs: T0 + 2 * STEP_MS },
  ]);
  await applyRetention(test_.database, 30, T0 + 29 * DAY_MS);
  expect((await read('kept')).total).toBe(1);
  await applyRetention(test_.database, 30, T0 + 36 * DAY_MS);
  expect((await read('kept')).total).toBe(0);
});
