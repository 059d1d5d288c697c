import { z } from 'zod';
import { isPermitted, type Principal } from '@/lib/domain/permission';
import { type AnyOperation, resultPlaceOf } from '@/lib/operations/operation';
import { operations } from '@/lib/operations/registry';
import { operationPreview, RUN_STATES } from '@/lib/views/schemas/operation-run';

type JsonObject = Readonly<Record<string, unknown>>;

/** The registry of writes as `GET /operations` answers it to somebody. */
export function describeRegistry(principal: Principal): JsonObject {
  const items = operations.map((operation) => describeOperation(operation, principal));
  return { items };
}

function describeOperation(operation: AnyOperation, principal: Principal): JsonObject {
  const { name, risk, permission, input, step } = operation;
  return {
    id: name,
    name,
    risk,
    permission,
    /** Who asks holds the permission. */
    isPermitted: isPermitted(principal, permission),
    /** True for what goes on after the answer: follow its run. */
    isStepwise: step !== undefined,
    /** Where its result lives, and is read back from. */
    resultPlace: resultPlaceOf(operation),
    inputSchema: z.toJSONSchema(input, { io: 'input' }),
  };
}

const EXECUTION_SCHEMA: JsonObject = {
  type: 'object',
  required: ['runId', 'state', 'outcomes', 'verified'],
  properties: {
    runId: { type: 'string', description: 'Follow it at …/operation-runs/{runId}' },
    state: { type: 'string', enum: [...RUN_STATES] },
    outcomes: { type: 'array', items: { type: 'object' } },
    verified: { type: 'boolean', description: 'What was read back stands as planned' },
  },
};

const BODY_SCHEMA: JsonObject = {
  oneOf: [
    {
      type: 'object',
      required: ['input', 'dryRun'],
      properties: { input: { type: 'object' }, dryRun: { const: true } },
    },
    {
      type: 'object',
      required: ['input', 'fingerprint'],
      properties: {
        input: { type: 'object', description: 'As the preview answered it' },
        fingerprint: { type: 'string' },
        confirmation: {
          type: 'object',
          properties: { typedName: { type: 'string' }, reason: { type: 'string' } },
        },
      },
    },
  ],
};

/** The OpenAPI entry of all operations: one path, whose input depends on the operation (see `GET /operations`). */
export function describeOperationPath(problemAnswers: JsonObject): JsonObject {
  const { $schema: _, ...previewSchema } = z.toJSONSchema(operationPreview) as JsonObject;
  const text = { type: 'string' };
  return {
    post: {
      operationId: 'runOperation',
      summary: 'Previews a change (dryRun), or executes the one that a preview of the last ten minutes showed',
      parameters: [
        { name: 'cluster', in: 'path', required: true, schema: text },
        {
          name: 'operation',
          in: 'path',
          required: true,
          schema: { type: 'string', enum: operations.map(({ name }) => name) },
        },
        {
          name: 'Idempotency-Key',
          in: 'header',
          required: false,
          schema: { type: 'string', maxLength: 200 },
          description: 'The same key with the same request is one effect and one answer',
        },
      ],
      requestBody: { required: true, content: { 'application/json': { schema: BODY_SCHEMA } } },
      responses: {
        200: {
          description: 'The preview, or the run',
          content: { 'application/json': { schema: { oneOf: [previewSchema, EXECUTION_SCHEMA] } } },
        },
        ...problemAnswers,
      },
    },
  };
}
