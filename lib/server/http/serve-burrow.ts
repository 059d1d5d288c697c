import { hostname } from 'node:os';
import { readBurrow } from '@/lib/views/burrow';
import { decodePathSegment } from '@/lib/views/path-id';
import { jsonResponse, type RouteHandlers, routeHandlers } from './respond';
import { webRuntime } from './web-runtime';

const ROOT = '/v3/';

/** `/v3/…`: Burrow's read API, errors in its own form. */
export function serveBurrow(): RouteHandlers {
  return routeHandlers({
    route: '/v3/*',
    methods: { GET: { permission: 'group:view', answer: answerBurrow } },
  });
}

async function answerBurrow(request: Request, requestId: string): Promise<Response> {
  const { pathname } = new URL(request.url);
  const segments = pathname.slice(ROOT.length).split('/').map(decodePathSegment);
  const isDecoded = segments.every((segment) => segment !== null);
  const answer = isDecoded ? await readBurrow(webRuntime().source, segments as string[]) : null;
  if (answer === null) {
    return jsonResponse({ error: true, message: 'invalid request type', result: {} }, requestId, {}, 404);
  }
  const body = { ...answer.body, request: { url: pathname, host: hostname() } };
  return jsonResponse(body, requestId, answer.status === 503 ? { 'retry-after': '5' } : {}, answer.status);
}
