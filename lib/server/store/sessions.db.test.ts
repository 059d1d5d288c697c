import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { z } from 'zod';
import { readClusters, upsertClusters } from './clusters';
import { createSession, deleteEndedSessions, readSession, revokeSession } from './sessions';
import { readSetting, writeSetting } from './settings';
import { createTestDatabase, type TestDatabase } from './test-database';

let test_: TestDatabase;

beforeAll(async () => {
  test_ = await createTestDatabase(inject('databaseUrl'));
});
afterAll(() => test_.drop());

test('a session is found by its token until it is revoked', async () => {
  const { token, session } = await createSession(test_.database, 'admin', 60_000);
  expect(session.subject).toBe('admin');
  expect(session.expiresAtMs - session.createdAtMs).toBe(60_000);
  expect(await readSession(test_.database, token)).toEqual(session);
  expect(await readSession(test_.database, `${token}x`)).toBeNull();
  await revokeSession(test_.database, token);
  expect(await readSession(test_.database, token)).toBeNull();
});

test('a session ends by the database clock', async () => {
  const { token } = await createSession(test_.database, 'admin', 80);
  expect(await readSession(test_.database, token)).not.toBeNull();
  await sleep(120);
  expect(await readSession(test_.database, token)).toBeNull();
});

test('the table holds no token, and ended sessions are removed after a day', async () => {
  const { token } = await createSession(test_.database, 'admin', 60_000);
  const [dump] = await test_.database.query<{ text: string }>(
    `SELECT string_agg(session::text, ' ') AS text FROM session`,
  );
  expect(dump?.text).not.toContain(token);
  await test_.database.query(
    `UPDATE session SET expires_at = now() - interval '2 days', created_at = now() - interval '3 days'`,
  );
  await deleteEndedSessions(test_.database);
  expect(await test_.database.query('SELECT id FROM session')).toEqual([]);
});

test('settings keep JSON; one that does not fit its schema counts as unset', async () => {
  const schema = z.object({ theme: z.string() });
  expect(await readSetting(test_.database, 'look', schema)).toBeNull();
  await writeSetting(test_.database, 'look', { theme: 'dark' });
  await writeSetting(test_.database, 'look', { theme: 'light' });
  expect(await readSetting(test_.database, 'look', schema)).toEqual({ theme: 'light' });
  expect(await readSetting(test_.database, 'look', z.object({ theme: z.number() }))).toBeNull();
});

test('clusters are made known once, and renamed in place', async () => {
  await upsertClusters(test_.database, [{ clusterId: 'a', clusterName: 'A', isDemo: true }]);
  await upsertClusters(test_.database, [{ clusterId: 'a', clusterName: 'Renamed', isDemo: false }]);
  expect(await readClusters(test_.database)).toEqual([{ clusterId: 'a', clusterName: 'Renamed', isDemo: false }]);
});

test('a database that is away answers database_unreachable, through SQL and through Prisma', async () => {
  const { openDatabase } = await import('./database');
  const url = new URL(test_.url);
  url.port = '1';
  const away = openDatabase(url.href);
  await expect(away.query('SELECT 1')).rejects.toMatchObject({ code: 'database_unreachable', retryable: true });
  await expect(readClusters(away)).rejects.toMatchObject({ code: 'database_unreachable', retryable: true });
  await expect(away.transaction(async () => 1)).rejects.toMatchObject({ code: 'database_unreachable' });
  await away.close();
});
