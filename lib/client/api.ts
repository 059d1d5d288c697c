import type { ErrorCode, FieldProblem } from '@/lib/domain/errors';
import { adjustClock } from './server-clock';

/** Codes of the API, and `offline` for when it did not answer at all. */
export type ProblemCode = ErrorCode | 'offline';

/** A failed request, as the screens show it: `message` says what happened, `code` is stable. */
export class ApiProblem extends Error {
  readonly code: ProblemCode;
  /** HTTP status; 0 when there was no answer. */
  readonly status: number;
  /** Names the request in the server's log; null when the server did not say. */
  readonly requestId: string | null;
  readonly fields: readonly FieldProblem[];
  /** Every member of the problem, also those of this code alone, such as `preview` of `plan_changed`. */
  readonly members: Readonly<Record<string, unknown>>;

  constructor(code: ProblemCode, status: number, message: string, detail: Partial<ProblemDetail> = {}) {
    super(message);
    this.name = 'ApiProblem';
    this.code = code;
    this.status = status;
    this.requestId = detail.requestId ?? null;
    this.fields = detail.fields ?? [];
    this.members = detail.members ?? {};
  }

  /** Worth another try by itself: the request was fine, the answer was not to be had just now. */
  get isPassing(): boolean {
    return this.status === 0 || this.status >= 500;
  }
}

interface ProblemDetail {
  readonly requestId: string | null;
  readonly fields: readonly FieldProblem[];
  readonly members: Readonly<Record<string, unknown>>;
}

type QueryValue = string | number | boolean | null | undefined;

/** Path below `/api/v1`; what is null, undefined or empty is left out of the query. */
export function apiUrl(path: string, query: Readonly<Record<string, QueryValue>> = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== null && value !== undefined && value !== '') {
      search.set(name, String(value));
    }
  }
  const text = search.toString();
  return `/api/v1${path}${text === '' ? '' : `?${text}`}`;
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

/** Reads an RFC 9457 body; what is none becomes `internal` with the status. */
export function parseProblem(status: number, body: unknown, requestId: string | null): ApiProblem {
  const problem = typeof body === 'object' && body !== null ? (body as Readonly<Record<string, unknown>>) : {};
  const code = textOf(problem.code) as ProblemCode | null;
  const message = textOf(problem.detail) ?? textOf(problem.title) ?? `HTTP ${status}`;
  const fields = Array.isArray(problem.fields) ? (problem.fields as FieldProblem[]) : [];
  return new ApiProblem(code ?? (status === 401 ? 'unauthenticated' : 'internal'), status, message, {
    requestId: textOf(problem.requestId) ?? requestId,
    fields,
    members: problem,
  });
}

async function request(url: string, init: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, { credentials: 'same-origin', ...init });
  } catch (error) {
    if (init.signal?.aborted === true) {
      throw error;
    }
    throw new ApiProblem('offline', 0, error instanceof Error ? error.message : String(error));
  }
  adjustClock(response.headers.get('date'));
  if (!response.ok) {
    const body: unknown = await response.json().catch(() => null);
    throw parseProblem(response.status, body, response.headers.get('x-request-id'));
  }
  return response;
}

/** `GET` below `/api/v1`. Rejects with `ApiProblem`. */
export async function readApi<Answer>(
  path: string,
  query: Readonly<Record<string, QueryValue>> = {},
  signal?: AbortSignal,
): Promise<Answer> {
  const response = await request(apiUrl(path, query), {
    headers: { accept: 'application/json' },
    ...(signal === undefined ? {} : { signal }),
  });
  return (await response.json()) as Answer;
}

/** `POST` or `DELETE` below `/api/v1` with a JSON body; null when the answer has none. Rejects with `ApiProblem`. */
export async function sendApi<Answer>(
  method: 'POST' | 'DELETE',
  path: string,
  body?: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer | null> {
  const response = await request(apiUrl(path), {
    method,
    headers: { accept: 'application/json', 'content-type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return text === '' ? null : (JSON.parse(text) as Answer);
}
