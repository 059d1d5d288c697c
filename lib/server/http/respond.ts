import { randomUUID } from 'node:crypto';
import { AppError } from '@/lib/domain/errors';
import type { Permission } from '@/lib/domain/permission';
import { log } from '@/lib/server/log';
import { authorize } from './authorize';
import { problemResponse } from './problem';
import { webRuntime } from './web-runtime';

/** A route handler as Next.js calls it. */
export type RouteHandler = (request: Request) => Promise<Response>;

/** Handlers of every method of one route: those not served answer 405. */
export interface RouteHandlers {
  readonly GET: RouteHandler;
  readonly HEAD: RouteHandler;
  readonly POST: RouteHandler;
  readonly PUT: RouteHandler;
  readonly PATCH: RouteHandler;
  readonly DELETE: RouteHandler;
  readonly OPTIONS: RouteHandler;
}

type Method = keyof RouteHandlers;
const METHODS: readonly Method[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/** One method of a route: who may call it and what it answers. */
export interface RouteMethod {
  /** Null: anybody, which only signing in, health and the like may say. */
  readonly permission: Permission | null;
  readonly answer: (request: Request, requestId: string) => Promise<Response> | Response;
}

export interface RouteOptions {
  /** Name of the route in metrics: its path with `{param}` segments. */
  readonly route: string;
  readonly methods: Partial<Readonly<Record<Exclude<Method, 'HEAD'>, RouteMethod>>>;
}

/**
 * The handlers of a route. Each call is authorised first, also one with a method that is not served; an error becomes a
 * problem answer; duration and status go to the metrics.
 */
export function routeHandlers(options: RouteOptions): RouteHandlers {
  const { methods } = options;
  const served = { ...methods, ...(methods.GET === undefined ? {} : { HEAD: methods.GET }) };
  const allow = METHODS.filter((method) => served[method] !== undefined).join(', ');
  const refusal: RouteMethod = {
    permission: Object.values(methods).find((method) => method.permission !== null)?.permission ?? null,
    answer: (request, requestId) => {
      const error = new AppError('invalid_input', `${request.method} is not served here; use ${allow}`);
      return problemResponse(error, { requestId, status: 405, headers: { allow } });
    },
  };
  return Object.fromEntries(
    METHODS.map((method) => [method, (request: Request) => respond(request, options.route, served[method] ?? refusal)]),
  ) as unknown as RouteHandlers;
}

async function respond(request: Request, route: string, method: RouteMethod): Promise<Response> {
  const requestId = randomUUID();
  const startedMs = performance.now();
  const response = await answer(request, requestId, method).catch((error: unknown) => {
    if (!(error instanceof AppError) || error.code === 'internal') {
      log.error({ err: error, requestId, method: request.method, route }, 'a request failed');
    }
    return problemResponse(error, { requestId });
  });
  webRuntime().metrics.observeRequest(route, request.method, response.status, (performance.now() - startedMs) / 1000);
  return response;
}

async function answer(request: Request, requestId: string, method: RouteMethod): Promise<Response> {
  if (method.permission !== null) await authorize(request, method.permission);
  return method.answer(request, requestId);
}

/** A JSON answer that nobody keeps. */
export function jsonResponse(body: unknown, requestId: string, headers: HeadersInit = {}, status = 200): Response {
  const all = new Headers(headers);
  all.set('content-type', 'application/json; charset=utf-8');
  all.set('cache-control', 'no-store');
  all.set('x-content-type-options', 'nosniff');
  all.set('x-request-id', requestId);
  return new Response(JSON.stringify(body), { status, headers: all });
}
