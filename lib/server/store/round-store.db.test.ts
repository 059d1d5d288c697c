import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { createEvaluationWindow, evaluateRound } from '@/lib/domain/evaluate-cluster';
import type { JudgedRound } from '@/lib/domain/evaluation';
import { describeTestSnapshot } from '@/lib/server/collector/test-snapshot';
import { upsertClusters } from './clusters';
import { acquireLease, isLeaseLost, type Lease, releaseLease } from './lease';
import { decodeRound, encodeRound, isNewerRound } from './round-codec';
import { listenForRounds, readLatestRound, type StoredRound, writeLatestRound } from './round-store';
import { createTestDatabase, type TestDatabase } from './test-database';

let test_: TestDatabase;

beforeAll(async () => {
  test_ = await createTestDatabase(inject('databaseUrl'));
});
afterAll(() => test_.drop());

async function createLease(clusterId: string): Promise<Lease> {
  await upsertClusters(test_.database, [{ clusterId, clusterName: clusterId, isDemo: false }]);
  const lease = await acquireLease(test_.database, clusterId, 'test');
  if (!lease) throw new Error('the lease was free');
  return lease;
}

function describeRound({ clusterId, epoch }: Lease, roundNumber: number): JudgedRound {
  const snapshot = describeTestSnapshot({
    clusterId,
    epoch,
    roundNumber,
    capturedAtMs: 1_000_000 + roundNumber,
    topics: { orders: { ends: [10, null, 30] } },
    groups: { 'g\0/"é': { commits: { orders: [1, null, 3] } } },
  });
  return { snapshot, evaluation: evaluateRound(createEvaluationWindow(), snapshot).evaluation };
}

async function waitFor(condition: () => boolean): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error('waited too long');
    await sleep(10);
  }
}

test('a round comes back as it went in: typed arrays, NaN, maps, odd names', async () => {
  const lease = await createLease('round-trip');
  const round = describeRound(lease, 1);
  expect(await decodeRound(await encodeRound(round))).toEqual(round);
  await writeLatestRound(test_.database, lease, await encodeRound(round));
  expect((await readLatestRound(test_.database, 'round-trip'))?.round).toEqual(round);
});

test('an older round never replaces a newer one, and a stale lease writes nothing', async () => {
  const lease = await createLease('fenced');
  await writeLatestRound(test_.database, lease, await encodeRound(describeRound(lease, 2)));
  await writeLatestRound(test_.database, lease, await encodeRound(describeRound(lease, 1)));
  expect(await readLatestRound(test_.database, 'fenced')).toMatchObject({ epoch: 1, roundNumber: 2 });
  await releaseLease(test_.database, lease);
  const next = await createLease('fenced');
  await expect(writeLatestRound(test_.database, lease, await encodeRound(describeRound(lease, 3)))).rejects.toSatisfy(
    isLeaseLost,
  );
  await writeLatestRound(test_.database, next, await encodeRound(describeRound(next, 1)));
  expect(await readLatestRound(test_.database, 'fenced')).toMatchObject({ epoch: 2, roundNumber: 1 });
});

test('a round of an unknown format is passed over', async () => {
  const lease = await createLease('future');
  const encoded = await encodeRound(describeRound(lease, 1));
  await writeLatestRound(test_.database, lease, { ...encoded, format: 999 });
  expect(await readLatestRound(test_.database, 'future')).toBeNull();
});

test('listeners get each new round, and after a lost connection the newest', async () => {
  const lease = await createLease('listened');
  const heard: StoredRound[] = [];
  const latest = () => heard.at(-1) ?? null;
  const subscription = listenForRounds(
    test_.database,
    (stored) => {
      if (stored.round.snapshot.clusterId === 'listened') heard.push(stored);
    },
    (clusterId) => (clusterId === 'listened' ? latest() : null),
  );
  await writeLatestRound(test_.database, lease, await encodeRound(describeRound(lease, 1)));
  await waitFor(() => latest()?.roundNumber === 1);
  await test_.database.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'highwater listen'`,
  );
  await writeLatestRound(test_.database, lease, await encodeRound(describeRound(lease, 2)));
  await waitFor(() => latest()?.roundNumber === 2);
  await writeLatestRound(test_.database, lease, await encodeRound(describeRound(lease, 3)));
  await waitFor(() => latest()?.roundNumber === 3);
  expect(heard.map(({ roundNumber }) => roundNumber)).toEqual([1, 2, 3]);
  await subscription.close();
});

test('order of rounds: the epoch first, then the number', () => {
  expect(isNewerRound({ epoch: 2, roundNumber: 1 }, { epoch: 1, roundNumber: 9 })).toBe(true);
  expect(isNewerRound({ epoch: 1, roundNumber: 9 }, { epoch: 2, roundNumber: 1 })).toBe(false);
  expect(isNewerRound({ epoch: 1, roundNumber: 2 }, { epoch: 1, roundNumber: 2 })).toBe(false);
  expect(isNewerRound({ epoch: 1, roundNumber: 1 }, null)).toBe(true);
});
