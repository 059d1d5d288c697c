import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { describeClockSkew, readClockSkewMs } from './clock-skew';
import { type Database, openDatabase } from './database';
import { createTestDatabase, type TestDatabase } from './test-database';

const DEADLINE_MS = 1_500;
let owner: TestDatabase;
let database: Database;

beforeAll(async () => {
  owner = await createTestDatabase(inject('databaseUrl'));
  database = openDatabase(owner.url, { poolSize: 2, statementTimeoutMs: 1_000, deadlineMs: DEADLINE_MS });
});
afterAll(async () => {
  await database.close();
  await owner.drop();
});

describe('R8: a table that somebody keeps locked', () => {
  test('1. ends each statement in time, those that wait for a connection as well, and leaves the pool in order', async () => {
    await owner.database.transaction(async (tx) => {
      await tx.query('LOCK TABLE history.round IN ACCESS EXCLUSIVE MODE');
      const startedMs = performance.now();
      const outcomes = await Promise.allSettled(
        Array.from({ length: 8 }, () => database.query('SELECT count(*) FROM history.round')),
      );
      expect(performance.now() - startedMs).toBeLessThan(DEADLINE_MS + 1_000);
      for (const outcome of outcomes) {
        expect(outcome).toMatchObject({ reason: { code: 'database_unreachable', retryable: true } });
      }
    });
    // Statements that nobody waits for any more end by their own limit.
    await expect
      .poll(() => database.query('SELECT 1 AS one').catch(() => null), { timeout: 10_000 })
      .toEqual([{ one: 1 }]);
  });
});

describe('R10: clocks that differ', () => {
  const skewOf = (oursMs: number) => readClockSkewMs(database, () => Date.now() + oursMs);

  test('2. are told from five seconds on, with their direction', async () => {
    expect(describeClockSkew(await skewOf(0))).toBeNull();
    expect(describeClockSkew(await skewOf(4_000))).toBeNull();
    expect(describeClockSkew(await skewOf(8_000))).toMatch(/Postgres is [78]\.\d s behind this machine/);
    expect(describeClockSkew(await skewOf(-600_000))).toMatch(/Postgres is (600|599)\.\d s ahead of this machine/);
  });
});
