import { hostname } from 'node:os';
import { beforeAll, describe, expect, test } from 'vitest';
import { runRounds } from '@/lib/domain/testing/run-rounds';
import { serveBurrowLiveness, serveBurrowReadiness } from './health-routes';
import type { RouteHandlers } from './respond';
import { serveBurrow } from './serve-burrow';
import { installTestRuntime, requestTo } from './testing/route-harness';

const AWKWARD = 'a/b c%';

async function get(path: string) {
  const response = await serveBurrow().GET(requestTo(path));
  expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
  return { status: response.status, body: await response.json() };
}

describe('/v3', () => {
  beforeAll(() => {
    installTestRuntime(
      'off',
      runRounds(12, (round) => ({
        topics: [{ name: 'orders', ends: [10 + round] }],
        groups: [{ groupId: AWKWARD, positions: [{ topic: 'orders', committed: { 0: round } }] }],
      })),
    );
  });

  test('1. answers in the envelope of Burrow, with the path that was asked', async () => {
    const url = '/v3/kafka/test/consumer';
    expect(await get(url)).toEqual({
      status: 200,
      body: {
        error: false,
        message: 'consumer list returned',
        consumers: [AWKWARD],
        request: { url, host: hostname() },
      },
    });
  });

  test('2. sees every round that came in, and decodes names', async () => {
    const { status, body } = await get(`/v3/kafka/test/consumer/${encodeURIComponent(AWKWARD)}/lag`);
    expect(status).toBe(200);
    expect(body.status).toMatchObject({ group: AWKWARD, complete: 1, totallag: 10, maxlag: { end: { offset: 11 } } });
  });

  test('3. errors carry the envelope too', async () => {
    const url = '/v3/kafka/nowhere/topic';
    const request = { url, host: hostname() };
    expect(await get(url)).toEqual({ status: 404, body: { error: true, message: 'cluster not found', request } });
    expect(await get('/v3/config/storage')).toEqual({
      status: 404,
      body: { error: true, message: 'invalid request type', result: {} },
    });
  });

  test('4. takes nothing away: DELETE is not served', async () => {
    const response = await serveBurrow().DELETE(requestTo('/v3/kafka/test/consumer/x', { method: 'DELETE' }));
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
  });

  test("5. tells probes in Burrow's words that it lives, and once there is something to serve that it is ready", async () => {
    const words = async (handlers: RouteHandlers) => {
      const response = await handlers.GET(requestTo('/burrow/admin'));
      return [response.status, await response.text()];
    };
    expect(await words(serveBurrowLiveness())).toEqual([200, 'GOOD']);
    expect(await words(serveBurrowReadiness())).toEqual([200, 'READY']);
    installTestRuntime('on');
    expect(await words(serveBurrowLiveness())).toEqual([200, 'GOOD']);
    expect(await words(serveBurrowReadiness())).toEqual([503, 'STARTING']);
  });
});
