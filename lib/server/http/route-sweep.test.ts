import { beforeAll, describe, expect, test } from 'vitest';
import { runRounds } from '@/lib/domain/testing/run-rounds';
import { views } from '@/lib/views/registry';
import { describeOpenApi } from './openapi';
import type { RouteHandlers } from './respond';
import { ADMIN_TOKEN, installTestRuntime, listRouteFiles, requestTo } from './testing/route-harness';

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const;
/** Where strangers are answered: signing in, and health without detail. */
const HEALTH_PATHS = ['/api/health', '/burrow/admin', '/burrow/admin/ready', '/healthz', '/livez', '/ready', '/readyz'];
const OPEN_PATHS = ['/api/v1/session', ...HEALTH_PATHS];
const routes = listRouteFiles();
const closed = routes.filter((route) => !OPEN_PATHS.includes(route.path));

/** A path that a route would be asked for. */
function samplePath(path: string): string {
  return path
    .replace('[brokerId]', '1')
    .replace('[[...path]]', 'nothing/here')
    .replace('[...path]', 'clusters')
    .replace(/\[\w+\]/g, 'x');
}

async function call(
  path: string,
  load: () => Promise<Partial<RouteHandlers>>,
  method: string,
  headers: HeadersInit = {},
) {
  const handler = (await load())[method as keyof RouteHandlers];
  if (handler === undefined) throw new Error(`${path} exports no ${method}`);
  return handler(requestTo(samplePath(path), { method, headers }));
}

describe('every route file', () => {
  beforeAll(() => {
    installTestRuntime(
      'on',
      runRounds(1, () => ({})),
    );
  });

  test('1. there are routes, and the open ones are among them', () => {
    expect(closed.length).toBeGreaterThan(15);
    expect(routes.map((route) => route.path)).toEqual(expect.arrayContaining(OPEN_PATHS));
  });

  test.each(closed)('2. $path answers 401 to strangers, whatever the method', async ({ path, load }) => {
    for (const method of METHODS) {
      const response = await call(path, load, method);
      expect([method, response.status]).toEqual([method, 401]);
      expect(await response.json()).toMatchObject({ code: 'unauthenticated', status: 401 });
    }
  });

  test.each(closed)('3. $path takes no other credential than the token', async ({ path, load }) => {
    const attempts = ['Bearer wrong', 'Bearer', 'Basic YWRtaW46YWRtaW4=', ADMIN_TOKEN, `Token ${ADMIN_TOKEN}`];
    for (const authorization of attempts) {
      installTestRuntime('on');
      expect((await call(path, load, 'GET', { authorization })).status).toBe(401);
    }
    installTestRuntime('on');
    const inQuery = await (await load()).GET?.(requestTo(`${samplePath(path)}?token=${ADMIN_TOKEN}`));
    expect(inQuery?.status).toBe(401);
  });

  test.each(closed)('4. $path lets the token in, and refuses methods it does not serve', async ({ path, load }) => {
    installTestRuntime(
      'on',
      runRounds(1, () => ({})),
    );
    const authorization = `Bearer ${ADMIN_TOKEN}`;
    const response = await call(path, load, 'GET', { authorization });
    await response.body?.cancel();
    expect(response.status).not.toBe(401);
    const refused = await call(path, load, 'DELETE', { authorization });
    expect([404, 405]).toContain(refused.status);
    const served = path.endsWith('/operations/[operation]') ? 'POST' : 'GET, HEAD';
    if (refused.status === 405) expect(refused.headers.get('allow')).toBe(served);
  });

  test('5. exports nothing that Next would serve behind our back', async () => {
    for (const { path, load } of routes) {
      expect([path, Object.keys(await load()).sort()]).toEqual([path, [...METHODS, 'dynamic'].sort()]);
    }
  });
});

describe('the registry of views', () => {
  test('6. every view has a route file at its path, and every route file is documented', () => {
    const toNext = (path: string) => path.replace(/\{(\w+)\}/g, '[$1]');
    const documented = Object.keys(describeOpenApi().paths as object).map((path) => `/api/v1${toNext(path)}`);
    const undocumented = [
      '/api/v1/openapi.json',
      '/api/status/[...path]',
      '/v3/[...path]',
      '/api/[[...path]]',
      ...HEALTH_PATHS,
      '/metrics',
    ];
    expect(routes.map((route) => route.path).sort()).toEqual([...documented, ...undocumented].sort());
    for (const view of views) expect(documented).toContain(`/api/v1${toNext(view.path)}`);
  });
});
