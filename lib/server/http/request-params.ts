import type { z } from 'zod';
import { AppError, type FieldProblem } from '@/lib/domain/errors';
import { decodePathSegment } from '@/lib/views/path-id';

/**
 * The parameters of a request: `{param}` segments of `template` and the query string, as one object of texts. An empty
 * query value counts as absent. Throws `invalid_input` naming a segment that does not decode, a name given twice or a
 * NUL character, which Postgres refuses, and `not_found` for a path of another shape.
 */
export function readRequestParams(request: Request, template: string): Readonly<Record<string, string>> {
  const url = new URL(request.url);
  const params = readPathParams(url.pathname, template);
  const all = new Map(params);
  const seen = new Set<string>();
  for (const [name, value] of url.searchParams) {
    if (seen.has(name)) throw fieldsProblem([{ field: name, message: 'is given more than once' }]);
    if (params.has(name)) throw fieldsProblem([{ field: name, message: 'is taken from the path' }]);
    seen.add(name);
    if (value.trim() !== '') all.set(name, value);
  }
  const broken = [...all].filter(([, value]) => value.includes('\u0000')).map(([field]) => field);
  if (broken.length > 0) throw fieldsProblem(broken.map((field) => ({ field, message: 'holds a NUL character' })));
  return Object.fromEntries(all);
}

function readPathParams(pathname: string, template: string): ReadonlyMap<string, string> {
  const given = pathname.split('/');
  const wanted = template.split('/');
  if (given.length !== wanted.length) throw new AppError('not_found', 'There is nothing at this path');
  const params = new Map<string, string>();
  wanted.forEach((segment, index) => {
    const name = /^\{(\w+)\}$/.exec(segment)?.[1];
    if (name === undefined) return;
    const value = decodePathSegment(given[index] ?? '');
    if (value === null) throw fieldsProblem([{ field: name, message: 'is not valid percent-encoding' }]);
    params.set(name, value);
  });
  return params;
}

/** Parses the parameters of a view. Throws `invalid_input` with every field that does not parse. */
export function parseParams<Schema extends z.ZodType>(
  schema: Schema,
  params: Readonly<Record<string, string>>,
): z.output<Schema> {
  const result = schema.safeParse(params);
  if (result.success) return result.data;
  throw fieldsProblem(result.error.issues.flatMap(describeIssue));
}

function describeIssue(issue: z.core.$ZodIssue): FieldProblem[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((field) => ({ field, message: 'is not a parameter of this request' }));
  }
  return [{ field: String(issue.path[0] ?? ''), message: describeProblem(issue) }];
}

function describeProblem(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_value') return `takes one of ${issue.values.map(String).join(', ')}`;
  if (issue.code === 'invalid_type')
    return `takes ${issue.expected === 'int' ? 'a whole number' : `a ${issue.expected}`}`;
  if (issue.code === 'too_small') return `takes at least ${describeSize(issue.origin, issue.minimum)}`;
  if (issue.code === 'too_big') return `takes at most ${describeSize(issue.origin, issue.maximum)}`;
  return issue.message;
}

function describeSize(origin: string, limit: number | bigint): string {
  return origin === 'string' ? `${limit} characters` : String(limit);
}

function fieldsProblem(fields: readonly FieldProblem[]): AppError {
  const names = [...new Set(fields.map(({ field }) => field))].join(', ');
  return new AppError('invalid_input', `Not accepted: ${names}`, { fields });
}
