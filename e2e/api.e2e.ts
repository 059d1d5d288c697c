import type { APIRequestContext } from '@playwright/test';
import { z } from 'zod';
import { encodePathSegment } from '@/lib/views/path-id';
import { views } from '@/lib/views/registry';
import { sendRaw } from './harness/raw-request';
import { expect, test } from './harness/test';
import { requireRestorePoint, requireRun } from './screens-list';

const API = '/api/v1';
const BASE_URL = process.env.E2E_BASE_URL ?? '';
const GROUP = 'orders-fulfilment';
const CLUSTER = `${API}/clusters/demo`;

/** What a view cannot be read without. */
const QUERIES: Readonly<Record<string, string>> = { alertTrial: '?kind=group-lag&pattern=orders-*&threshold=100' };

const listAnswer = z.object({ items: z.array(z.looseObject({ id: z.string() })), total: z.number() });
const problem = z.object({
  code: z.string(),
  status: z.number(),
  requestId: z.string(),
  fields: z.array(z.object({ field: z.string(), message: z.string() })),
});
const openApiDocument = z.object({
  openapi: z.string(),
  paths: z.record(z.string(), z.record(z.string(), z.looseObject({ operationId: z.string() }))),
});

async function readJson(request: APIRequestContext, path: string): Promise<unknown> {
  const response = await request.get(path);
  expect(response.status(), path).toBe(200);
  return response.json();
}

const listPage = listAnswer.extend({ nextCursor: z.string().nullable(), capturedAtMs: z.number().nullish() });

/** All pages of a list, a few items each. */
async function readPages(request: APIRequestContext, path: string) {
  const pages: z.infer<typeof listPage>[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const page = listPage.parse(await readJson(request, `${path}?limit=7&cursor=${cursor}`));
    pages.push(page);
    cursor = page.nextCursor;
  }
  return pages;
}

/** Ids that the parameters of a path stand for: the first broker, a topic and a group of the demo, the newest change. */
async function samplePaths(request: APIRequestContext): Promise<ReadonlyMap<string, string>> {
  const brokers = listAnswer.parse(await readJson(request, `${CLUSTER}/brokers`));
  const ids: Readonly<Record<string, string>> = {
    cluster: 'demo',
    brokerId: brokers.items[0]?.id ?? '',
    topic: 'orders',
    group: GROUP,
    restorePoint: await requireRestorePoint(BASE_URL, '/clusters/demo', GROUP),
    runId: await requireRun(BASE_URL, '/clusters/demo'),
  };
  return new Map(
    views.map((view) => [
      view.name,
      API +
        view.path.replace(/\{(\w+)\}/g, (_, name: string) => encodePathSegment(ids[name] ?? '')) +
        (QUERIES[view.name] ?? ''),
    ]),
  );
}

test.describe('the API on a living cluster', () => {
  test('every view answers as its schema and the OpenAPI document say', async ({ request }) => {
    const document = openApiDocument.parse(await readJson(request, `${API}/openapi.json`));
    const paths = await samplePaths(request);
    for (const view of views) {
      const answer = await readJson(request, paths.get(view.name) ?? '');
      view.response.parse(answer);
      const operation = document.paths[view.path]?.get;
      expect(operation?.operationId).toBe(view.name);
      const { responses } = z
        .object({
          responses: z.looseObject({
            200: z.object({ content: z.record(z.string(), z.object({ schema: z.looseObject({}) })) }),
          }),
        })
        .parse(operation);
      const schema = responses[200].content['application/json']?.schema ?? {};
      const checked = z.fromJSONSchema(schema).safeParse(answer);
      expect(checked.error?.issues ?? [], view.name).toEqual([]);
    }
  });

  test('every column sorts, both ways, and pages add up to the list', async ({ request }) => {
    const paths = await samplePaths(request);
    for (const view of views) {
      if (!('sort' in view.params.shape)) continue;
      const path = paths.get(view.name) ?? '';
      const sorts = z.toJSONSchema(view.params, { io: 'input' }).properties?.sort;
      const { enum: columns } = z.object({ enum: z.array(z.string()) }).parse(sorts);
      for (const column of columns) {
        const response = await request.get(`${path}?sort=${column}&limit=3`);
        expect(response.status(), `${path} by ${column}`).toBe(200);
      }
      // An item that a new round puts elsewhere may come twice: the pages of one round are what adds up.
      let ids: string[] = [];
      await expect(async () => {
        const pages = await readPages(request, path);
        expect(new Set(pages.map(({ capturedAtMs }) => capturedAtMs)).size, path).toBe(1);
        ids = pages.flatMap(({ items }) => items.map(({ id }) => id));
        expect(ids.length, path).toBe(pages[0]?.total);
      }).toPass();
      expect(new Set(ids).size, path).toBe(ids.length);
    }
  });

  test('bad queries are 400 and name the field', async ({ request }) => {
    const cases = [
      ['topics?limit=0', 'limit'],
      ['topics?limit=abc', 'limit'],
      ['topics?sort=nothing', 'sort'],
      ['topics?cursor=broken', 'cursor'],
      ['topics?internal=maybe', 'internal'],
      ['topics?unknown=1', 'unknown'],
      ['groups?status=ok,fine', 'status'],
      ['groups?type=zookeeper', 'type'],
      ['groups?limit=1&limit=2', 'limit'],
      ['brokers/one', 'brokerId'],
      ['brokers/99999999999', 'brokerId'],
      ['groups/orders-fulfilment/lag?partition=-1', 'partition'],
      ['groups/orders-fulfilment/lag/history?partition=0', 'partition'],
      ['groups/orders-fulfilment/lag/history?from=1700000000', 'from'],
      ['groups/orders-fulfilment/lag/history?from=1800000000000&to=1700000000000', 'from'],
      ['groups/orders-fulfilment/lag/history?points=100000', 'points'],
    ] as const;
    for (const [path, field] of cases) {
      const response = await request.get(`${CLUSTER}/${path}`);
      expect(response.status(), path).toBe(400);
      expect(response.headers()['content-type']).toBe('application/problem+json');
      const { code, fields } = problem.parse(await response.json());
      expect([code, fields.map((one) => one.field)], path).toEqual(['invalid_input', [field]]);
    }
  });

  test('a group named with slash, quotes and Chinese is found by its id, as is everything else that is listed', async ({
    request,
  }) => {
    const { items } = listAnswer.parse(await readJson(request, `${CLUSTER}/groups?limit=500`));
    expect(items.some(({ id }) => id.includes('/') && id.includes('"') && /\p{Script=Han}/u.test(id))).toBe(true);
    for (const { id } of items) {
      for (const part of ['', '/members', '/topics', '/lag', '/lag/history']) {
        expect((await request.get(`${CLUSTER}/groups/${encodeURIComponent(id)}${part}`)).status(), id + part).toBe(200);
      }
    }
    const topics = listAnswer.parse(await readJson(request, `${CLUSTER}/topics?limit=500&internal=show`));
    for (const { id } of topics.items) {
      expect((await request.get(`${CLUSTER}/topics/${encodeURIComponent(id)}`)).status(), id).toBe(200);
    }
  });

  test('odd paths and headers work or are refused, and never break', async ({ baseURL }) => {
    const odd = [
      '/api/v1/clusters/demo/topics/%2e%2e',
      '/api/v1/clusters/demo/topics/../../..',
      '/api/v1/clusters/demo/topics/..%2f..%2f..%2fetc%2fpasswd',
      '/api/v1/clusters/demo/topics/%00',
      '/api/v1/clusters/demo/topics/a%0Ab%0D%0Ac',
      `/api/v1/clusters/demo/topics/${'x'.repeat(249)}`,
      `/api/v1/clusters/demo/topics/${'x'.repeat(250)}`,
      `/api/v1/clusters/demo/groups/${'%E6%94%AF'.repeat(1500)}`,
      '/api/v1/clusters/demo/groups/~',
      '/api/v1/clusters/demo/groups/~..',
      '/api/v1//clusters',
      '//api/v1/clusters',
      '//evil.example',
      '/\\evil.example',
      '/api/v1/clusters/',
      '/api/v1/clusters/demo/',
      '/api/v1/clusters/demo/topics.rsc',
      '/api/v1/clusters?_rsc=1',
      '/api/v1/clusters;x=1',
      '/api/v1/clusters/demo/topics?search=%FF',
      '/api/v1/clusters/demo/topics?search=%',
      '/api/v1/clusters/demo/topics?search=%00',
      '/api/v1/clusters/demo/topics?__proto__=1',
      '/api/v1/clusters/demo/topics?sort[]=name',
      '/api/v1/clusters/__proto__/topics',
      '/api/v1/clusters/constructor',
      '/api/v2/clusters',
      '/api/%2e%2e/metrics',
      '/metrics?cluster=nope',
      '/metrics?profile=nope',
    ];
    const headers = {
      'x-middleware-subrequest': 'middleware',
      'next-action': 'x',
      rsc: '1',
      'next-router-prefetch': '1',
    };
    for (const path of odd) {
      for (const extra of [{}, headers]) {
        const answer = await sendRaw(baseURL ?? '', path, { headers: extra });
        expect(answer.status, path).toBeLessThan(500);
        expect(answer.headers.location ?? '/', path).toMatch(/^\/(?![/\\])/);
        expect(answer.body, path).not.toMatch(/node_modules|\bat .+\.(ts|js):\d+/);
      }
    }
  });

  test('unknown paths and methods are problems', async ({ request }) => {
    for (const path of [
      '/api',
      '/api/nothing',
      `${API}/nothing`,
      `${CLUSTER}/nothing`,
      `${API}/clusters/nope`,
      `${CLUSTER}/topics/nope`,
    ]) {
      const response = await request.get(path);
      expect([path, response.status(), problem.parse(await response.json()).code]).toEqual([path, 404, 'not_found']);
    }
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
      const response = await request.fetch(`${API}/clusters`, { method });
      expect([method, response.status(), response.headers().allow]).toEqual([method, 405, 'GET, HEAD']);
      problem.parse(await response.json());
    }
    expect((await request.head(`${API}/clusters`)).status()).toBe(200);
  });

  test('the event stream tells of a new round, which is then what the views show', async ({ baseURL, request }) => {
    const stream = await fetch(`${baseURL}${API}/events`);
    expect(stream.headers.get('content-type')).toContain('text/event-stream');
    let text = '';
    for await (const chunk of stream.body ?? []) {
      text += Buffer.from(chunk).toString();
      if (/\ndata: .*\n\n/.test(text)) break;
    }
    const [, data = ''] = /event: round\ndata: (.*)\n\n/.exec(text) ?? [];
    const notice = z.strictObject({ clusterId: z.literal('demo'), capturedAtMs: z.number() }).parse(JSON.parse(data));
    const shown = z.looseObject({ capturedAtMs: z.number() }).parse(await readJson(request, CLUSTER));
    expect(shown.capturedAtMs).toBeGreaterThanOrEqual(notice.capturedAtMs);
  });

  test('health needs nobody, and metrics tell what the views tell', async ({ request }) => {
    expect([(await request.get('/livez')).status(), (await request.get('/readyz')).status()]).toEqual([200, 200]);
    const page = await (await request.get('/metrics')).text();
    for (const line of page.split('\n').filter((one) => one !== '' && !one.startsWith('#'))) {
      expect(line).toMatch(/^[a-z_0-9]+(\{.*\})? (-?[0-9.e+-]+|NaN|[+-]Inf)$/);
    }
    const sampleValue = (sample: string) =>
      Number(
        page
          .split('\n')
          .find((line) => line.startsWith(`${sample} `))
          ?.slice(sample.length),
      );
    const cluster = z.looseObject({ brokerCount: z.number() }).parse(await readJson(request, CLUSTER));
    expect(sampleValue('kafka_brokers')).toBe(cluster.brokerCount);
    const topic = z
      .looseObject({ partitionCount: z.number() })
      .parse(await readJson(request, `${CLUSTER}/topics/orders`));
    expect(sampleValue('kafka_topic_partitions{topic="orders"}')).toBe(topic.partitionCount);
    expect(sampleValue('highwater_round_age_seconds{cluster="demo"}')).toBeLessThan(30);
    expect(page).toContain('highwater_http_request_duration_seconds_bucket');
  });

  test('what asks Burrow is answered, and every profile of the metrics is told', async ({ request }) => {
    const burrowList = z.object({ error: z.literal(false), consumers: z.array(z.string()) });
    const { consumers } = burrowList.parse(await readJson(request, '/v3/kafka/demo/consumer'));
    expect(consumers).toContain('orders-fulfilment');
    const group = z.object({
      status: z.object({ status: z.enum(['OK', 'WARN', 'ERR']), partition_count: z.number() }),
    });
    const lag = group.parse(await readJson(request, '/v3/kafka/demo/consumer/orders-fulfilment/lag'));
    expect(lag.status.partition_count).toBeGreaterThan(0);
    const gone = await request.get('/v3/kafka/demo/consumer/nobody/status');
    expect([gone.status(), await gone.json()]).toMatchObject([404, { error: false, status: { status: 'NOTFOUND' } }]);
    for (const [profile, sample] of Object.entries({
      highwater: 'highwater_group_lag_records{cluster="demo",group="orders-fulfilment"} ',
      kafka_exporter: 'kafka_consumergroup_members{consumergroup="orders-fulfilment"} ',
      kminion: 'kminion_kafka_consumer_group_members{group_id="orders-fulfilment"} ',
      'kafka-lag-exporter': 'kafka_consumergroup_group_sum_lag{cluster_name="demo",group="orders-fulfilment"} ',
      burrow: 'burrow_kafka_consumer_lag_total{cluster="demo",consumer_group="orders-fulfilment"} ',
    })) {
      const page = await (await request.get(`/metrics?profile=${profile}`)).text();
      expect(page, profile).toContain(`\n${sample}`);
    }
  });
});
