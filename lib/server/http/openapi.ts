import { z } from 'zod';
import { ERROR_CODES } from '@/lib/domain/errors';
import { views } from '@/lib/views/registry';
import type { View } from '@/lib/views/view';
import { authorize } from './authorize';
import { describeOperationPath, describeRegistry } from './describe-operations';
import { STATUS_OF_CODE } from './problem';
import { jsonResponse, type RouteHandlers, routeHandlers } from './respond';

type JsonObject = Readonly<Record<string, unknown>>;

/** `GET /api/v1/openapi.json`. */
export function serveOpenApi(): RouteHandlers {
  return routeHandlers({
    route: '/api/v1/openapi.json',
    methods: {
      GET: { permission: 'cluster:view', answer: (_, requestId) => jsonResponse(describeOpenApi(), requestId) },
    },
  });
}

/** `GET /api/v1/operations`: the registry of writes, and which of them who asks may make. */
export function serveOperations(): RouteHandlers {
  return routeHandlers({
    route: '/api/v1/operations',
    methods: {
      GET: {
        permission: 'cluster:view',
        answer: async (request, requestId) =>
          jsonResponse(describeRegistry(await authorize(request, 'cluster:view')), requestId),
      },
    },
  });
}

let described: JsonObject | null = null;

/** The API as OpenAPI 3.1: paths, parameters and answers come from the registry of views. */
export function describeOpenApi(): JsonObject {
  described ??= {
    openapi: '3.1.0',
    info: {
      title: 'Highwater',
      version: '1',
      description: 'Kafka clusters as last read by the collector. Unknown is null, beside a reason in `gaps`.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/api/v1' }],
    security: [{ bearer: [] }, { session: [] }],
    paths: {
      ...Object.fromEntries(views.map((view) => [view.path, { get: describeView(view) }])),
      ...describeFixedPaths(),
    },
    components: {
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', description: 'The admin token' },
        session: { type: 'apiKey', in: 'cookie', name: 'highwater_session' },
      },
      schemas: { Problem: describeProblemSchema() },
      responses: { Problem: describeProblemAnswer() },
    },
  };
  return described;
}

function describeView(view: View): JsonObject {
  const { properties = {}, required = [] } = z.toJSONSchema(view.params, { io: 'input' });
  const inPath = new Set(Array.from(view.path.matchAll(/\{(\w+)\}/g), (match) => match[1]));
  const parameters = Object.entries(properties).map(([name, schema]) => ({
    name,
    in: inPath.has(name) ? 'path' : 'query',
    required: inPath.has(name) || required.includes(name),
    schema,
  }));
  return {
    operationId: view.name,
    summary: view.summary,
    'x-permission': view.permission,
    parameters,
    responses: {
      200: { description: 'As last read', content: jsonContent(withoutDialect(z.toJSONSchema(view.response))) },
      ...problemAnswers([400, 401, 403, 404, 503]),
    },
  };
}

function withoutDialect(schema: JsonObject): JsonObject {
  const { $schema: _, ...rest } = schema;
  return rest;
}

function jsonContent(schema: JsonObject): JsonObject {
  return { 'application/json': { schema } };
}

function problemAnswers(statuses: readonly number[]): JsonObject {
  return Object.fromEntries(statuses.map((status) => [status, { $ref: '#/components/responses/Problem' }]));
}

function describeFixedPaths(): JsonObject {
  return {
    '/events': {
      get: {
        operationId: 'events',
        summary: 'Server-sent events: `round` with {clusterId, capturedAtMs} whenever a cluster has a new round',
        responses: {
          200: { description: 'The stream', content: { 'text/event-stream': { schema: { type: 'string' } } } },
          ...problemAnswers([401]),
        },
      },
    },
    '/operations': {
      get: {
        operationId: 'operations',
        summary: 'Every write with its risk, permission and input schema',
        responses: {
          200: { description: 'The registry', content: jsonContent({ type: 'object' }) },
          ...problemAnswers([401]),
        },
      },
    },
    '/clusters/{cluster}/operations/{operation}': describeOperationPath(
      problemAnswers([400, 401, 403, 404, 409, 412, 501, 502, 503, 504]),
    ),
    '/session': describeSessionPath(),
  };
}

const SESSION_SCHEMA: JsonObject = {
  type: 'object',
  properties: {
    isSignInNeeded: { type: 'boolean' },
    principal: { type: ['object', 'null'], properties: { kind: { type: 'string' }, name: { type: 'string' } } },
  },
};

const SIGN_IN_SCHEMA: JsonObject = {
  type: 'object',
  required: ['token'],
  properties: { token: { type: 'string' } },
  additionalProperties: false,
};

function describeSessionPath(): JsonObject {
  return {
    get: {
      operationId: 'session',
      summary: 'Who one is, and whether sign-in is needed',
      security: [],
      responses: { 200: { description: 'Who asks', content: jsonContent(SESSION_SCHEMA) } },
    },
    post: {
      operationId: 'signIn',
      summary: 'Signs a browser in with the admin token',
      security: [],
      requestBody: { required: true, content: jsonContent(SIGN_IN_SCHEMA) },
      responses: {
        200: { description: 'Signed in; the cookie is set', content: jsonContent(SESSION_SCHEMA) },
        ...problemAnswers([400, 401, 403, 429, 503]),
      },
    },
    delete: {
      operationId: 'signOut',
      summary: 'Ends the session of the browser',
      security: [],
      responses: { 204: { description: 'Signed out' }, ...problemAnswers([403, 503]) },
    },
  };
}

function describeProblemSchema(): JsonObject {
  return {
    type: 'object',
    required: ['type', 'title', 'status', 'detail', 'code', 'requestId', 'retryable', 'fields', 'broker'],
    properties: {
      type: { type: 'string' },
      title: { type: 'string' },
      status: { type: 'integer', enum: [...new Set([...Object.values(STATUS_OF_CODE), 405])].sort() },
      detail: { type: 'string' },
      code: { type: 'string', enum: [...ERROR_CODES] },
      requestId: { type: 'string' },
      retryable: { type: 'boolean' },
      fields: {
        type: 'array',
        items: {
          type: 'object',
          required: ['field', 'message'],
          properties: { field: { type: 'string' }, message: { type: 'string' }, told: { type: 'object' } },
        },
      },
      broker: { type: ['object', 'null'] },
    },
  };
}

function describeProblemAnswer(): JsonObject {
  return {
    description: 'What went wrong (RFC 9457)',
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  };
}
