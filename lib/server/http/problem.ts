import { AppError, type ErrorCode } from '@/lib/domain/errors';

/** The one table from error code to HTTP status. */
export const STATUS_OF_CODE: Readonly<Record<ErrorCode, number>> = {
  invalid_input: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  plan_changed: 409,
  precondition_failed: 412,
  unsupported_by_cluster: 501,
  cluster_unreachable: 503,
  database_unreachable: 503,
  broker_rejected: 502,
  timed_out: 504,
  rate_limited: 429,
  internal: 500,
};

const TITLES: Readonly<Record<ErrorCode, string>> = {
  invalid_input: 'The request does not parse',
  unauthenticated: 'Nobody is signed in',
  forbidden: 'Not allowed',
  not_found: 'There is nothing here',
  conflict: 'Somebody else changed this',
  plan_changed: 'The cluster changed since the preview',
  precondition_failed: 'The cluster is not in the state this needs',
  unsupported_by_cluster: 'The cluster cannot do that',
  cluster_unreachable: 'The cluster cannot be reached',
  database_unreachable: 'The database is away',
  broker_rejected: 'A broker refused the request',
  timed_out: 'No answer in time',
  rate_limited: 'Too many attempts',
  internal: 'Something went wrong in Highwater',
};

export interface ProblemContext {
  readonly requestId: string;
  /** Instead of the code's own status. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An RFC 9457 answer. `code` is stable; of an unexpected error only the request id is told. */
export function problemResponse(error: unknown, context: ProblemContext): Response {
  const known = error instanceof AppError ? error : null;
  const code = known?.code ?? 'internal';
  const isTold = known !== null && code !== 'internal';
  const status = context.status ?? STATUS_OF_CODE[code];
  const body = {
    ...(isTold ? known.extension : {}),
    type: 'about:blank',
    title: TITLES[code],
    status,
    detail: isTold ? known.message : `Report request ${context.requestId} together with the server's log`,
    code,
    requestId: context.requestId,
    retryable: known?.retryable ?? false,
    fields: isTold ? known.fields : [],
    broker: isTold ? known.broker : null,
  };
  const headers = new Headers({
    'content-type': 'application/problem+json',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'x-request-id': context.requestId,
    ...context.headers,
  });
  if (status === 401) headers.set('www-authenticate', 'Bearer realm="highwater"');
  if (status === 429 || (status === 503 && known?.retryable)) headers.set('retry-after', status === 429 ? '60' : '5');
  return new Response(JSON.stringify(body), { status, headers });
}
