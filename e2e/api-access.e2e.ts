import { z } from 'zod';
import { type AnotherHighwater, startAnotherHighwater } from './harness/another-highwater';
import { sendRaw } from './harness/raw-request';
import { expect, test } from './harness/test';

const TOKEN = 'an-admin-token-for-this-test-0123456789';
const API = '/api/v1';
let signInHighwater: AnotherHighwater;

test.beforeAll(async ({ stack }) => {
  test.setTimeout(120_000);
  signInHighwater = await startAnotherHighwater({
    HIGHWATER_AUTH: 'on',
    HIGHWATER_ADMIN_TOKEN: TOKEN,
    KAFKA_BROKERS: stack.kafkaBrokers,
  });
});
test.afterAll(() => signInHighwater?.stop());

const json = { 'content-type': 'application/json' };
const bearer = { authorization: `Bearer ${TOKEN}` };
const statusOf = async (path: string, options: Parameters<typeof sendRaw>[2] = {}) =>
  (await sendRaw(signInHighwater.url, path, options)).status;

/** Next.js sends a request with its own headers on to the same path with a cache key, before anything is read. */
async function statusBehindRedirect(path: string, headers: Readonly<Record<string, string>>): Promise<number> {
  const answer = await sendRaw(signInHighwater.url, path, { headers });
  if (answer.status !== 307) return answer.status;
  expect(answer.headers.location).toMatch(/^[^?]*\?_rsc=[\w-]+$/);
  expect(new URL(String(answer.headers.location), signInHighwater.url).pathname).toBe(path);
  return statusOf(String(answer.headers.location), { headers });
}

function signIn(token: string, headers: Readonly<Record<string, string>> = {}) {
  return sendRaw(signInHighwater.url, `${API}/session`, {
    method: 'POST',
    headers: { ...json, ...headers },
    body: JSON.stringify({ token }),
  });
}

/** Every documented path with something in place of its parameters. */
async function documentedPaths(): Promise<readonly string[]> {
  const answer = await sendRaw(signInHighwater.url, `${API}/openapi.json`, { headers: bearer });
  const { paths } = z.object({ paths: z.record(z.string(), z.unknown()) }).parse(JSON.parse(answer.body));
  return Object.keys(paths).map((path) => API + path.replace('{brokerId}', '1').replace(/\{\w+\}/g, 'demo'));
}

test('strangers get 401 on every path, method and shape; health is open and tells nothing', async () => {
  test.setTimeout(180_000);
  const open = [`${API}/session`];
  const paths = [
    ...(await documentedPaths()),
    '/metrics',
    '/v3/kafka',
    '/v3/kafka/demo/consumer',
    '/api/status/clusters',
    `${API}/openapi.json`,
    '/api',
    '/api/nothing',
    '/api/v2/clusters',
  ];
  expect(paths.length).toBeGreaterThan(20);
  const tricks: readonly Readonly<Record<string, string>>[] = [
    {},
    { 'x-middleware-subrequest': 'middleware:middleware:middleware:middleware:middleware' },
    { 'next-action': 'a', rsc: '1', 'next-router-prefetch': '1', 'x-nextjs-data': '1' },
    { authorization: 'Bearer ' },
    { authorization: `Basic ${btoa(`admin:${TOKEN}`)}` },
    { cookie: 'highwater_session=made-up; __Host-highwater_session=made-up' },
    { 'x-forwarded-for': '127.0.0.1', 'x-forwarded-host': 'localhost', forwarded: 'for=127.0.0.1' },
  ];
  for (const path of paths.filter((one) => !open.includes(one))) {
    for (const headers of tricks)
      expect([path, headers, await statusBehindRedirect(path, headers)]).toEqual([path, headers, 401]);
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'HEAD']) {
      expect([path, method, await statusOf(path, { method })]).toEqual([path, method, 401]);
    }
    expect([path, await statusOf(`${path}?token=${TOKEN}`)]).toEqual([path, 401]);
    expect([401, 404, 308, 400]).toContain(await statusOf(`${path}/`));
    expect([401, 404, 308, 400]).toContain(await statusOf(path.replace('/api/', '//api//')));
    expect([401, 404]).toContain(await statusOf(path.replace('/api/', '/%61pi/')));
    expect([401, 404]).toContain(await statusOf(`${path}.rsc`));
    expect([401, 404]).toContain(await statusOf(`${path}?_rsc=1`));
  }
  for (const path of ['/livez', '/readyz', '/healthz', '/ready', '/api/health']) {
    const answer = await sendRaw(signInHighwater.url, path);
    expect([answer.status, answer.body]).toEqual([200, 'ok']);
  }
});

test('the token as a bearer token opens everything', async () => {
  for (const path of await documentedPaths()) {
    if (path.endsWith('/events')) continue;
    expect([path, await statusOf(path, { headers: bearer })]).not.toEqual([path, 401]);
  }
  expect(await statusOf('/metrics', { headers: bearer })).toBe(200);
});

test('a browser signs in with the token, stays in by its cookie, and is out at once when it signs out', async () => {
  const who = async (headers: Readonly<Record<string, string>> = {}) =>
    JSON.parse((await sendRaw(signInHighwater.url, `${API}/session`, { headers })).body);
  expect(await who()).toEqual({ isSignInNeeded: true, principal: null });
  const answer = await signIn(TOKEN);
  expect(answer.status).toBe(200);
  const [setCookie = ''] = answer.headers['set-cookie'] ?? [];
  expect(setCookie).toMatch(/^highwater_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=43200$/);
  const cookie = setCookie.split(';')[0] ?? '';
  expect(await who({ cookie })).toMatchObject({ principal: { kind: 'session', name: 'admin' } });
  expect(await statusOf(`${API}/clusters`, { headers: { cookie } })).toBe(200);
  expect(
    await statusOf(`${API}/session`, { method: 'DELETE', headers: { cookie, 'sec-fetch-site': 'cross-site' } }),
  ).toBe(403);
  expect(await statusOf(`${API}/session`, { method: 'DELETE', headers: { cookie } })).toBe(204);
  expect(await statusOf(`${API}/clusters`, { headers: { cookie } })).toBe(401);
});

test('over https the cookie is bound to the host; pages of other sites cannot sign anybody in', async () => {
  const { host } = new URL(signInHighwater.url);
  const secure = await signIn(TOKEN, { origin: `https://${host}`, 'sec-fetch-site': 'same-origin' });
  expect(String(secure.headers['set-cookie'])).toMatch(/^__Host-highwater_session=.*; Secure$/);
  const refused: readonly Readonly<Record<string, string>>[] = [
    { origin: 'https://evil.example' },
    { 'sec-fetch-site': 'cross-site' },
    { origin: 'null' },
  ];
  for (const headers of refused) expect((await signIn(TOKEN, headers)).status).toBe(403);
});

test('bodies that are no sign-in are 400', async () => {
  const post = (body: string, headers: Readonly<Record<string, string>> = json) =>
    statusOf(`${API}/session`, { method: 'POST', headers, body });
  for (const body of [
    '',
    '{',
    '[]',
    '{"token":1}',
    '{"token":""}',
    `{"token":"${TOKEN}","role":"admin"}`,
    'x'.repeat(10_000),
  ]) {
    expect([body.slice(0, 20), await post(body)]).toEqual([body.slice(0, 20), 400]);
  }
  expect(await post(`token=${TOKEN}`, { 'content-type': 'application/x-www-form-urlencoded' })).toBe(400);
});

test('fifty wrong guesses at once: no more than twenty are looked at', async () => {
  const answers = await Promise.all(Array.from({ length: 50 }, (_, n) => signIn(`wrong-${n}`)));
  const counts = [401, 429].map((code) => answers.filter((answer) => answer.status === code).length);
  expect(counts).toEqual([20, 30]);
  for (const answer of answers) expect(answer.body).not.toContain(TOKEN);
  // Automation with the right bearer token is not locked out by it.
  expect(await statusOf(`${API}/clusters`, { headers: bearer })).toBe(200);
});
