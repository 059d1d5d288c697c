import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { upsertClusters } from './clusters';
import { acquireLease, isLeaseLost, releaseLease, renewLease, writeUnderLease } from './lease';
import { createTestDatabase, type TestDatabase } from './test-database';

let test_: TestDatabase;
let clusterNumber = 0;

beforeAll(async () => {
  test_ = await createTestDatabase(inject('databaseUrl'));
});
afterAll(() => test_.drop());

async function createCluster(): Promise<string> {
  clusterNumber += 1;
  const clusterId = `cluster-${clusterNumber}`;
  await upsertClusters(test_.database, [{ clusterId, clusterName: clusterId, isDemo: false }]);
  return clusterId;
}

/** Waits until the server has run longer than the shortest lease used here. */
async function acquireWhenFree(clusterId: string, holder: string, ttlMs: number) {
  const deadline = Date.now() + 10_000;
  for (;;) {
    const lease = await acquireLease(test_.database, clusterId, holder, ttlMs);
    if (lease || Date.now() > deadline) return lease;
    await sleep(20);
  }
}

test('of twenty at once, one gets the lease', async () => {
  const clusterId = await createCluster();
  const leases = await Promise.all(
    Array.from({ length: 20 }, (_, index) => acquireLease(test_.database, clusterId, `holder-${index}`)),
  );
  expect(leases.filter((lease) => lease !== null)).toHaveLength(1);
});

test('an expired lease goes to another, with a greater epoch; the first can neither renew nor write', async () => {
  const clusterId = await createCluster();
  const first = await acquireLease(test_.database, clusterId, 'first', 50);
  expect(first?.epoch).toBe(1);
  const second = await acquireWhenFree(clusterId, 'second', 50);
  if (!first || !second) throw new Error('both should have had the lease');
  expect(second.epoch).toBe(2);
  expect(await renewLease(test_.database, first)).toBe(false);
  const write = writeUnderLease(test_.database, first, (tx) =>
    tx.query(`UPDATE cluster SET name = 'stale' WHERE id = $1`, [clusterId]),
  );
  await expect(write).rejects.toSatisfy(isLeaseLost);
  await writeUnderLease(test_.database, second, (tx) =>
    tx.query(`UPDATE cluster SET name = 'fresh' WHERE id = $1`, [clusterId]),
  );
  expect(await test_.database.query('SELECT name FROM cluster WHERE id = $1', [clusterId])).toEqual([
    { name: 'fresh' },
  ]);
});

test('nobody takes over in the middle of a write', async () => {
  const clusterId = await createCluster();
  const first = await acquireLease(test_.database, clusterId, 'first', 30);
  if (!first) throw new Error('the lease was free');
  let takeOver: Promise<unknown> = Promise.resolve();
  let isTaken = false;
  await writeUnderLease(test_.database, first, async () => {
    await sleep(100);
    takeOver = acquireWhenFree(clusterId, 'second', 30).then(() => {
      isTaken = true;
    });
    await sleep(200);
    expect(isTaken).toBe(false);
  });
  await takeOver;
  expect(isTaken).toBe(true);
});

test('a late renewal counts while nobody has taken over', async () => {
  const clusterId = await createCluster();
  const lease = await acquireLease(test_.database, clusterId, 'only', 20);
  if (!lease) throw new Error('the lease was free');
  await sleep(60);
  expect(await renewLease(test_.database, lease)).toBe(true);
});

test('a released lease is free at once, and its epoch goes on', async () => {
  const clusterId = await createCluster();
  const first = await acquireLease(test_.database, clusterId, 'first');
  if (!first) throw new Error('the lease was free');
  expect(await acquireLease(test_.database, clusterId, 'second')).toBeNull();
  await releaseLease(test_.database, first);
  expect(await acquireLease(test_.database, clusterId, 'second')).toMatchObject({ epoch: 2, holder: 'second' });
});
