import { z } from 'zod';
import type { Principal } from '@/lib/domain/permission';
import { SESSION_LIFETIME_MS } from '@/lib/server/access/gate';
import { isHttpsPage } from '@/lib/server/access/request-origin';
import { formatClearedCookies, formatSessionCookie } from '@/lib/server/access/session-cookie';
import { parseJsonBody } from './request-body';
import { jsonResponse, type RouteHandlers, routeHandlers } from './respond';
import { webRuntime } from './web-runtime';

const MAX_BODY_BYTES = 4_096;
const signInBody = z.strictObject({ token: z.string().min(1).max(1_000) });

/** `/api/v1/session`: who one is, signing in with the admin token, signing out. Open to anybody. */
export function serveSession(): RouteHandlers {
  return routeHandlers({
    route: '/api/v1/session',
    methods: {
      GET: { permission: null, answer: describeSession },
      POST: { permission: null, answer: signIn },
      DELETE: { permission: null, answer: signOut },
    },
  });
}

async function describeSession(request: Request, requestId: string): Promise<Response> {
  const principal = await webRuntime().gate.readPrincipal(request);
  return jsonResponse(sessionBody(principal), requestId);
}

async function signIn(request: Request, requestId: string): Promise<Response> {
  const { gate } = webRuntime();
  const { token } = await parseJsonBody(request, signInBody, { maxBytes: MAX_BODY_BYTES, takes: '{"token": "…"}' });
  const made = await gate.signIn(request, token);
  const cookie = formatSessionCookie(made.token, SESSION_LIFETIME_MS, isHttpsPage(request));
  const body = sessionBody({ kind: 'session', name: made.session.subject });
  return jsonResponse(body, requestId, { 'set-cookie': cookie });
}

async function signOut(request: Request, requestId: string): Promise<Response> {
  await webRuntime().gate.signOut(request);
  const headers = new Headers({ 'cache-control': 'no-store', 'x-request-id': requestId });
  for (const cookie of formatClearedCookies()) headers.append('set-cookie', cookie);
  return new Response(null, { status: 204, headers });
}

function sessionBody(principal: Pick<Principal, 'kind' | 'name'> | null) {
  return {
    isSignInNeeded: webRuntime().gate.isSignInNeeded,
    principal: principal === null ? null : { kind: principal.kind, name: principal.name },
  };
}
