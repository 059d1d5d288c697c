import { AppError } from '@/lib/domain/errors';
import { type RouteHandlers, routeHandlers } from './respond';
import { webRuntime } from './web-runtime';

/** `/livez`: the process answers. */
export function serveLiveness(): RouteHandlers {
  return serveAlive('/livez');
}

/** `/readyz`: 200 once there is something to serve. Tells nobody why not. */
export function serveReadiness(): RouteHandlers {
  return serveReady('/readyz');
}

/** `/healthz`, where probes of kafka_exporter look whether the process answers. */
export function serveExporterLiveness(): RouteHandlers {
  return serveAlive('/healthz');
}

/** `/api/health`, where probes of CMAK look for the same. */
export function serveCmakLiveness(): RouteHandlers {
  return serveAlive('/api/health');
}

/** `/ready`, where probes of kminion look whether there is something to serve. */
export function serveKminionReadiness(): RouteHandlers {
  return serveReady('/ready');
}

/** `/burrow/admin`: Burrow's words for the same, for probes that look for them. */
export function serveBurrowLiveness(): RouteHandlers {
  const answer = () => plainText(200, 'GOOD');
  return routeHandlers({ route: '/burrow/admin', methods: { GET: { permission: null, answer } } });
}

/** `/burrow/admin/ready`. */
export function serveBurrowReadiness(): RouteHandlers {
  const answer = () => (webRuntime().isReady() ? plainText(200, 'READY') : plainText(503, 'STARTING'));
  return routeHandlers({ route: '/burrow/admin/ready', methods: { GET: { permission: null, answer } } });
}

/** Every path of the API that no route serves: 401 for strangers, 404 for the rest. */
export function serveUnknown(): RouteHandlers {
  const unknown = {
    permission: 'cluster:view',
    answer: () => {
      throw new AppError('not_found', 'There is nothing at this path; /api/v1/openapi.json lists what there is');
    },
  } as const;
  const methods = { GET: unknown, POST: unknown, PUT: unknown, PATCH: unknown, DELETE: unknown, OPTIONS: unknown };
  return routeHandlers({ route: '/api/*', methods });
}

function serveAlive(route: string): RouteHandlers {
  return routeHandlers({ route, methods: { GET: { permission: null, answer: () => plainText(200, 'ok') } } });
}

function serveReady(route: string): RouteHandlers {
  const answer = () => (webRuntime().isReady() ? plainText(200, 'ok') : plainText(503, 'not ready'));
  return routeHandlers({ route, methods: { GET: { permission: null, answer } } });
}

function plainText(status: number, text: string): Response {
  return new Response(text, {
    status,
    headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' },
  });
}
