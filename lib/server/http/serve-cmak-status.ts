import { AppError } from '@/lib/domain/errors';
import { CmakProblem, readCmakStatus } from '@/lib/views/cmak-status';
import { decodePathSegment } from '@/lib/views/path-id';
import { jsonResponse, type RouteHandlers, routeHandlers } from './respond';
import { webRuntime } from './web-runtime';

const ROOT = '/api/status/';

/** `/api/status/…`: CMAK's read API. What it would answer with 400 and `msg` is answered so. */
export function serveCmakStatus(): RouteHandlers {
  return routeHandlers({
    route: '/api/status/*',
    methods: { GET: { permission: 'group:view', answer: answerStatus } },
  });
}

function answerStatus(request: Request, requestId: string): Response {
  const segments = new URL(request.url).pathname.slice(ROOT.length).split('/').map(decodePathSegment);
  try {
    const isDecoded = segments.every((segment) => segment !== null);
    const answer = isDecoded ? readCmakStatus(webRuntime().source, segments as string[]) : null;
    if (answer === null) throw new AppError('not_found', 'CMAK has nothing at this path either');
    return jsonResponse(answer, requestId);
  } catch (error) {
    if (!(error instanceof CmakProblem)) throw error;
    const headers = { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' };
    return new Response(JSON.stringify({ msg: error.message }), { status: 400, headers });
  }
}
