import { z } from 'zod';
import { AppError } from '@/lib/domain/errors';
import { findOperation } from '@/lib/operations/registry';
import { executeOperation } from '@/lib/server/operations/execute-operation';
import { previewOperation } from '@/lib/server/operations/preview-operation';
import { clusterParam } from '@/lib/views/params';
import type { OperationRunDetail } from '@/lib/views/schemas/operation-run';
import { authorize } from './authorize';
import { parseJsonBody } from './request-body';
import { parseParams, readRequestParams } from './request-params';
import { jsonResponse, type RouteHandlers, routeHandlers } from './respond';
import { webRuntime } from './web-runtime';

/** Plans of a thousand topics fit. */
const MAX_BODY_BYTES = 16 * 1024 * 1024;
const ROUTE = '/api/v1/clusters/{cluster}/operations/{operation}';

const params = z.strictObject({ cluster: clusterParam, operation: z.string().max(100) });
const idempotencyKey = z.string().min(1).max(200);

/** Body of `POST …/operations/{operation}`: a dry run, or the execution of what one showed. */
const operationBody = z.union([
  z.strictObject({ input: z.unknown(), dryRun: z.literal(true) }),
  z.strictObject({
    input: z.unknown(),
    dryRun: z.literal(false).optional(),
    fingerprint: z.string().min(1).max(200),
    confirmation: z
      .strictObject({ typedName: z.string().max(40_000).optional(), reason: z.string().max(2_000).optional() })
      .default({}),
  }),
]);

/** `POST /api/v1/clusters/{cluster}/operations/{operation}`: previews or executes a write. */
export function serveOperation(): RouteHandlers {
  return routeHandlers({ route: ROUTE, methods: { POST: { permission: 'operation:view', answer: runOperation } } });
}

async function runOperation(request: Request, requestId: string): Promise<Response> {
  const { cluster, operation: name } = parseParams(params, readRequestParams(request, ROUTE));
  const operation = findOperation(name);
  if (operation === null)
    throw new AppError('not_found', `There is no operation "${name}"; /api/v1/operations lists them`);
  const principal = await authorize(request, operation.permission);
  const body = await parseJsonBody(request, operationBody, {
    maxBytes: MAX_BODY_BYTES,
    takes: '{"input", "dryRun": true} or {"input", "fingerprint", "confirmation"}',
  });
  const access = webRuntime().clusterAccesses.require(cluster);
  if (body.dryRun === true) {
    const preview = await previewOperation(access, operation, { input: body.input, principal: principal.name });
    return jsonResponse(preview, requestId);
  }
  const run = await executeOperation(access, operation, {
    input: body.input,
    fingerprint: body.fingerprint,
    confirmation: body.confirmation,
    idempotencyKey: parseIdempotencyKey(request),
    principal,
  });
  return jsonResponse(describeRun(run), requestId);
}

function parseIdempotencyKey(request: Request): string | null {
  const given = request.headers.get('idempotency-key');
  if (given === null) return null;
  const parsed = idempotencyKey.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new AppError('invalid_input', 'Not accepted: Idempotency-Key', {
    fields: [{ field: 'Idempotency-Key', message: 'takes 1 to 200 characters' }],
  });
}

function describeRun(run: OperationRunDetail) {
  return { runId: run.runId, state: run.state, outcomes: run.outcomes ?? [], verified: run.verified };
}
