import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { AppError } from '@/lib/domain/errors';
import { type Database, openDatabase } from '@/lib/server/store/database';
import { createTestDatabase, type TestDatabase } from '@/lib/server/store/test-database';
import { createGate } from './gate';

const ADMIN_TOKEN = 'an-admin-token-of-more-than-32-characters';
const START_MS = Date.now();
let postgres: TestDatabase;

beforeAll(async () => {
  postgres = await createTestDatabase(inject('databaseUrl'));
});
afterAll(() => postgres.drop());

function gateOn(database: Database) {
  const clock = { nowMs: START_MS };
  const gate = createGate({ auth: 'on', adminToken: ADMIN_TOKEN, database, nowMs: () => clock.nowMs });
  return { clock, gate };
}

function request(headers: Record<string, string>, method = 'GET'): Request {
  return new Request('http://localhost:9000/api/v1/clusters', {
    method,
    headers: { host: 'localhost:9000', ...headers },
  });
}

const withCookie = (token: string) => request({ cookie: `highwater_session=${token}` });

async function codeOf(run: Promise<unknown>): Promise<string> {
  return run.then(
    () => 'passed',
    (error: unknown) => (error instanceof AppError ? error.code : String(error)),
  );
}

describe('sessions', () => {
  test('1. the token signs in, the cookie is then who one is, signing out ends it at once', async () => {
    const { gate } = gateOn(postgres.database);
    const { token } = await gate.signIn(request({}, 'POST'), ADMIN_TOKEN);
    expect(await gate.authorize(withCookie(token), 'topic:view')).toMatchObject({ kind: 'session', name: 'admin' });
    await gate.signOut(request({ cookie: `highwater_session=${token}` }, 'DELETE'));
    expect(await codeOf(gate.authorize(withCookie(token), 'topic:view'))).toBe('unauthenticated');
  });

  test('2. a wrong token, a made-up cookie and a foreign page are refused alike', async () => {
    const { gate } = gateOn(postgres.database);
    expect(await codeOf(gate.signIn(request({}, 'POST'), `${ADMIN_TOKEN}x`))).toBe('unauthenticated');
    expect(await codeOf(gate.signIn(request({}, 'POST'), ''))).toBe('unauthenticated');
    expect(await codeOf(gate.authorize(withCookie('made-up'), 'topic:view'))).toBe('unauthenticated');
    const foreign = request({ origin: 'http://evil.example' }, 'POST');
    expect(await codeOf(gate.signIn(foreign, ADMIN_TOKEN))).toBe('forbidden');
  });

  test('3. a session that another process revoked ends here within a minute', async () => {
    const here = gateOn(postgres.database);
    const elsewhere = gateOn(postgres.database);
    const { token } = await here.gate.signIn(request({}, 'POST'), ADMIN_TOKEN);
    expect(await codeOf(here.gate.authorize(withCookie(token), 'topic:view'))).toBe('passed');
    await elsewhere.gate.signOut(request({ cookie: `highwater_session=${token}` }, 'DELETE'));
    here.clock.nowMs += 61_000;
    expect(await codeOf(here.gate.authorize(withCookie(token), 'topic:view'))).toBe('unauthenticated');
  });

  test('4. a session ends twelve hours after it began', async () => {
    const { clock, gate } = gateOn(postgres.database);
    const { token } = await gate.signIn(request({}, 'POST'), ADMIN_TOKEN);
    expect(await codeOf(gate.authorize(withCookie(token), 'topic:view'))).toBe('passed');
    clock.nowMs += 12 * 3_600_000 + 1_000;
    expect(await codeOf(gate.authorize(withCookie(token), 'topic:view'))).toBe('unauthenticated');
  });

  test('5. while Postgres is away who was signed in stays so for a while; nobody new comes in', async () => {
    const pool = openDatabase(postgres.url);
    const { clock, gate } = gateOn(pool);
    const { token } = await gate.signIn(request({}, 'POST'), ADMIN_TOKEN);
    await gate.authorize(withCookie(token), 'topic:view');
    const away = openDatabase('postgres://127.0.0.1:1/none');
    const cut = gateOverTime(pool, away);
    const second = createGate({
      auth: 'on',
      adminToken: ADMIN_TOKEN,
      database: cut.database,
      nowMs: () => clock.nowMs,
    });
    await second.authorize(withCookie(token), 'topic:view');
    cut.lose();
    clock.nowMs += 120_000;
    expect(await codeOf(second.authorize(withCookie(token), 'topic:view'))).toBe('passed');
    expect(await codeOf(second.authorize(withCookie('another'), 'topic:view'))).toBe('database_unreachable');
    expect(await codeOf(second.signIn(request({}, 'POST'), ADMIN_TOKEN))).toBe('database_unreachable');
    expect(await codeOf(second.authorize(request({ authorization: `Bearer ${ADMIN_TOKEN}` }), 'topic:view'))).toBe(
      'passed',
    );
    clock.nowMs += 15 * 60_000;
    expect(await codeOf(second.authorize(withCookie(token), 'topic:view'))).toBe('database_unreachable');
    await Promise.all([pool.close(), away.close()]);
  });
});

/** Two real pools behind one door: one that answers, then one whose server is not there. */
function gateOverTime(here: Database, away: Database) {
  let current = here;
  const database: Database = { ...here, query: (sql, values) => current.query(sql, values) };
  return {
    database,
    lose: () => {
      current = away;
    },
  };
}
