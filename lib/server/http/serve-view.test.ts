import { beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { AppError } from '@/lib/domain/errors';
import { runRounds } from '@/lib/domain/testing/run-rounds';
import { groupLagHistoryView } from '@/lib/views/group-lag-history';
import { groupLagView } from '@/lib/views/group-lists';
import { groupsView, groupView } from '@/lib/views/groups';
import { encodePathSegment } from '@/lib/views/path-id';
import { topicsView, topicView } from '@/lib/views/topics';
import { defineView } from '@/lib/views/view';
import { serveView } from './serve-view';
import { installTestRuntime, requestTo } from './testing/route-harness';

const AWKWARD = [
  '..',
  '.',
  'a/b',
  '//',
  '"><script>',
  "it's",
  'a\nb',
  '%',
  '%2e%2e',
  '日本語',
  'x'.repeat(249),
  ' ',
  '?a=b#c',
  '~',
  '\\',
];

const rounds = runRounds(2, () => ({
  topics: AWKWARD.map((name) => ({ name, ends: [10] })),
  groups: [...AWKWARD, ''].map((groupId) => ({ groupId, positions: [{ topic: 'a/b', committed: { 0: 4 } }] })),
}));

const topics = serveView(topicsView);
const groups = serveView(groupsView);

/** Fields named in the problem that a request is answered with. */
async function refusedFields(response: Response): Promise<string[]> {
  const problem = z
    .object({
      status: z.literal(400),
      code: z.literal('invalid_input'),
      fields: z.array(z.object({ field: z.string() })),
    })
    .parse(await response.json());
  return problem.fields.map(({ field }) => field);
}

describe('a view over HTTP', () => {
  beforeEach(() => {
    installTestRuntime('off', rounds);
  });

  test('1. answers JSON that nobody keeps, with the id of the request', async () => {
    const response = await topics.GET(requestTo('/api/v1/clusters/test/topics?limit=2'));
    expect(response.status).toBe(200);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    expect(await response.json()).toMatchObject({ total: AWKWARD.length, items: [{}, {}] });
  });

  test.each(AWKWARD)('2. finds topic and group %j by its path', async (name) => {
    const segment = encodePathSegment(name);
    const topic = await serveView(topicView).GET(requestTo(`/api/v1/clusters/test/topics/${segment}`));
    expect(await topic.json()).toMatchObject({ name });
    const group = await serveView(groupView).GET(requestTo(`/api/v1/clusters/test/groups/${segment}`));
    expect(await group.json()).toMatchObject({ groupId: name, totalLag: 6 });
    const lag = await serveView(groupLagView).GET(requestTo(`/api/v1/clusters/test/groups/${segment}/lag`));
    expect(await lag.json()).toMatchObject({ items: [{ lag: 6 }] });
  });

  test('3. the id of an item, percent-encoded, is its path', async () => {
    const { items } = await (await groups.GET(requestTo('/api/v1/clusters/test/groups?limit=500'))).json();
    expect(items).toHaveLength(AWKWARD.length + 1);
    for (const { id, groupId } of items) {
      const found = await serveView(groupView).GET(requestTo(`/api/v1/clusters/test/groups/${encodeURIComponent(id)}`));
      expect(await found.json()).toMatchObject({ groupId });
    }
  });

  test.each([
    ['limit', '?limit=0'],
    ['limit', '?limit=501'],
    ['limit', '?limit=ten'],
    ['limit', '?limit=1.5'],
    ['sort', '?sort=size'],
    ['sort', '?sort=--name'],
    ['cursor', '?cursor=abc'],
    ['internal', '?internal=yes'],
    ['health', '?health=bad'],
    ['bogus', '?bogus=1'],
    ['__proto__', '?__proto__=1'],
    ['limit', '?limit=1&limit=2'],
    ['cluster', '?cluster=other'],
    ['search', `?search=${'x'.repeat(501)}`],
  ])('4. names the field %s of %s', async (field, query) => {
    const response = await topics.GET(requestTo(`/api/v1/clusters/test/topics${query}`));
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(await refusedFields(response)).toEqual([field]);
  });

  test('5. names every field at once; an empty value counts as absent', async () => {
    expect(
      await refusedFields(await groups.GET(requestTo('/api/v1/clusters/test/groups?limit=0&type=x&foo=1'))),
    ).toEqual(expect.arrayContaining(['limit', 'type', 'foo']));
    expect((await groups.GET(requestTo('/api/v1/clusters/test/groups?limit=&type=&search=&cursor=%20'))).status).toBe(
      200,
    );
  });

  test.each([
    ['partition', '?partition=0'],
    ['from', '?from=1&to=2'],
    ['from', '?from=1800000000000&to=1700000000000'],
    ['points', '?points=1'],
  ])('6. refuses a range with a bad %s: %s', async (field, query) => {
    const response = await serveView(groupLagHistoryView).GET(
      requestTo(`/api/v1/clusters/test/groups/g/lag/history${query}`),
    );
    expect(await refusedFields(response)).toContain(field);
  });

  test('7. broken percent-encoding is 400, unknown names 404, a missing database 503', async () => {
    const bad = await serveView(topicView).GET(requestTo('/api/v1/clusters/test/topics/%E0%A4%A'));
    expect(await refusedFields(bad)).toEqual(['topic']);
    const missing = await serveView(topicView).GET(requestTo('/api/v1/clusters/test/topics/nope'));
    expect([missing.status, (await missing.json()).code]).toEqual([404, 'not_found']);
    const history = await serveView(groupLagHistoryView).GET(requestTo('/api/v1/clusters/test/groups/g/lag/history'));
    expect([history.status, (await history.json()).code]).toEqual([503, 'database_unreachable']);
  });

  test('8. markup in a refused value stays data', async () => {
    const response = await serveView(topicView).GET(
      requestTo(`/api/v1/clusters/test/topics/${encodeURIComponent('<b>x')}`),
    );
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(await response.json()).toMatchObject({ detail: 'There is no topic "<b>x"' });
  });

  test('9. an unexpected error shows its request id and nothing else', async () => {
    const broken = defineView({
      ...topicsView,
      read: () => {
        throw new Error('secret of line 42');
      },
    });
    const response = await serveView(broken).GET(requestTo('/api/v1/clusters/test/topics'));
    const text = await response.text();
    expect(response.status).toBe(500);
    expect(text).not.toMatch(/secret|line 42|at .*\.ts/);
    expect(JSON.parse(text)).toMatchObject({ code: 'internal', requestId: response.headers.get('x-request-id') });
  });

  test("10. an error of a broker keeps the protocol's name and number", async () => {
    const rejected = defineView({
      ...topicsView,
      read: () => {
        const broker = { errorName: 'NOT_CONTROLLER', errorNumber: 41, apiName: 'Metadata', brokerId: 2 };
        throw new AppError('broker_rejected', 'Broker 2 refused', { broker });
      },
    });
    const response = await serveView(rejected).GET(requestTo('/api/v1/clusters/test/topics'));
    expect([response.status, await response.json()]).toMatchObject([
      502,
      { broker: { errorName: 'NOT_CONTROLLER', errorNumber: 41 } },
    ]);
  });

  test('11. without sign-in only loopback names are answered', async () => {
    for (const host of ['evil.example', 'localhost.evil.example', '127.0.0.1.evil.example', '10.0.0.1:9000', '']) {
      const response = await topics.GET(requestTo('/api/v1/clusters/test/topics', { headers: { host } }));
      expect([host, response.status]).toEqual([host, 403]);
    }
    for (const host of ['localhost', 'localhost:9000', '127.0.0.1:9000', '[::1]:9000', 'LOCALHOST:1']) {
      const response = await topics.GET(requestTo('/api/v1/clusters/test/topics', { headers: { host } }));
      expect([host, response.status]).toEqual([host, 200]);
    }
  });

  test('12. an answer that breaks its own schema is loud', async () => {
    const wrong = defineView({ ...topicsView, read: () => ({}) as never });
    expect((await serveView(wrong).GET(requestTo('/api/v1/clusters/test/topics'))).status).toBe(500);
  });
});
