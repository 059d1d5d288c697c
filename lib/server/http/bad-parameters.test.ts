import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { runRounds } from '@/lib/domain/testing/run-rounds';
import { encodePathSegment } from '@/lib/views/path-id';
import { views } from '@/lib/views/registry';
import type { RouteHandlers } from './respond';
import { serveView } from './serve-view';
import { installTestRuntime, requestTo } from './testing/route-harness';

const GOOD: Readonly<Record<string, string>> = {
  cluster: 'test',
  topic: 'orders',
  group: 'billing',
  brokerId: '1',
  restorePoint: 'before',
  runId: '00000000-0000-4000-8000-000000000001',
};
/** What a view does not answer without. */
const NEEDED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  alertTrial: { kind: 'group-lag', pattern: '*', threshold: '1' },
};
/** Of no kind at all: no name of Kafka's is so long, and Postgres stores no NUL. */
const NEVER: readonly string[] = ['\u0000', 'a\u0000b'];
/** By the type that the schema tells; what a text takes is its own affair. */
const WRONG: Readonly<Record<string, readonly string[]>> = {
  number: ['abc', '-1', '1e400', 'NaN', 'Infinity', '-Infinity', '9'.repeat(30), '0x', '1,2', '١'],
  integer: ['abc', '1.5', '-1', '1e400', 'NaN', 'Infinity', '-Infinity', '9'.repeat(30), '0x', '1,2', '١'],
  words: ['nonsense', 'toString', '__proto__', ' ', '%'],
  text: [],
};
/** Parameters of text that have a shape of their own. */
const SHAPED: Readonly<Record<string, readonly string[]>> = {
  cursor: [
    'broken',
    '!',
    btoa('[]'),
    btoa('["name",{},1]'),
    btoa('{"__proto__":1}'),
    '-1',
    '0',
    '99999999999999999999',
  ],
};
const problem = z.object({
  status: z.literal(400),
  code: z.literal('invalid_input'),
  fields: z.array(z.object({ field: z.string(), message: z.string().min(3) })).min(1),
});
const property = z.looseObject({
  type: z.string().optional(),
  enum: z.array(z.string()).optional(),
  maxLength: z.number().optional(),
});

interface Parameter {
  readonly name: string;
  readonly kind: 'number' | 'integer' | 'words' | 'text';
  readonly maxLength: number | null;
}

function parametersOf(view: (typeof views)[number]): readonly Parameter[] {
  const schema = z.toJSONSchema(view.params, { io: 'input', unrepresentable: 'any' });
  return Object.entries(schema.properties ?? {}).map(([name, told]) => {
    const { type, enum: words, maxLength } = property.parse(told);
    const isNumber =
      z.safeParse(view.params.shape[name as keyof typeof view.params.shape] as z.ZodType, 'abc').success === false;
    const kind =
      words !== undefined ? 'words' : type === 'integer' || type === 'number' ? type : isNumber ? 'words' : 'text';
    return { name, kind, maxLength: maxLength ?? null };
  });
}

describe.each(views.map((view) => ({ name: view.name, view })))('$name', ({ view }) => {
  const handlers: RouteHandlers = serveView(view as Parameters<typeof serveView>[0]);
  const parameters = parametersOf(view);
  beforeAll(() => {
    installTestRuntime(
      'off',
      runRounds(2, () => ({
        topics: [{ name: 'orders', ends: [10, 20] }],
        groups: [{ groupId: 'billing', positions: [{ topic: 'orders', committed: { 0: 4, 1: 20 } }] }],
      })),
    );
  });

  async function ask(changes: Readonly<Record<string, string>>): Promise<{ status: number; body: string }> {
    const values = { ...GOOD, ...changes };
    const path = view.path.replace(/\{(\w+)\}/g, (_, name: string) => encodePathSegment(values[name] ?? 'x'));
    const query = Object.entries({ ...NEEDED[view.name], ...changes }).filter(
      ([name]) => !view.path.includes(`{${name}}`),
    );
    const response = await handlers.GET(requestTo(`/api/v1${path}?${new URLSearchParams(query)}`));
    return { status: response.status, body: await response.text() };
  }

  async function expectNamed(name: string, value: string): Promise<void> {
    const { status, body } = await ask({ [name]: value });
    expect([name, value.slice(0, 40), status, body.slice(0, 300)]).toEqual([
      name,
      value.slice(0, 40),
      400,
      body.slice(0, 300),
    ]);
    expect([...new Set(problem.parse(JSON.parse(body)).fields.map(({ field }) => field))]).toEqual([name]);
    expect(body).not.toMatch(/node_modules|\bat .+:\d+|ZodError|SELECT|INSERT/);
  }

  test('a value of the wrong kind is 400 and names its parameter', async () => {
    for (const { name, kind } of parameters) {
      for (const value of [...NEVER, ...(WRONG[kind] ?? []), ...(SHAPED[name] ?? [])])
        if (value.trim() !== '') await expectNamed(name, value);
    }
  });

  test('a value that is too long is 400 and names its parameter', async () => {
    for (const { name, maxLength } of parameters)
      if (maxLength !== null) await expectNamed(name, 'x'.repeat(maxLength + 1));
  });

  test('whatever stands in a parameter, the answer is none of 500', async () => {
    for (const { name } of parameters) {
      for (const value of [
        ...NEVER,
        ...Object.values(WRONG).flat(),
        ...Object.values(SHAPED).flat(),
        '../..',
        '"\'`<>',
      ]) {
        const { status, body } = await ask({ [name]: value });
        // Without a database the views that need one answer 503.
        expect([name, value.slice(0, 40), status === 503 || status < 500]).toEqual([name, value.slice(0, 40), true]);
        expect(body).not.toMatch(/node_modules|\bat .+:\d+/);
      }
    }
  });

  test('a parameter that it does not have, or has twice, is 400 and named', async () => {
    await expectNamed('bogus', '1');
    await expectNamed('__proto__', '1');
    const path = view.path.replace(/\{(\w+)\}/g, (_, name: string) => GOOD[name] ?? 'x');
    const twice = await handlers.GET(requestTo(`/api/v1${path}?limit=1&limit=2`));
    expect(problem.parse(await twice.json()).fields.map(({ field }) => field)).toEqual(['limit']);
  });
});

describe('ranges', () => {
  const ranged = views.filter((view) => 'from' in view.params.shape && 'to' in view.params.shape);

  test('there are some', () => expect(ranged.length).toBeGreaterThan(2));

  test.each(ranged.map((view) => ({ name: view.name, view })))(
    '$name refuses one that ends before it begins',
    async ({ view }) => {
      installTestRuntime(
        'off',
        runRounds(1, () => ({ groups: [{ groupId: 'billing' }], topics: [{ name: 'orders', ends: [1] }] })),
      );
      const path = view.path.replace(/\{(\w+)\}/g, (_, name: string) => GOOD[name] ?? 'x');
      const query = new URLSearchParams({ ...NEEDED[view.name], from: '1800000000000', to: '1700000000000' });
      const response = await serveView(view as Parameters<typeof serveView>[0]).GET(
        requestTo(`/api/v1${path}?${query}`),
      );
      expect(problem.parse(await response.json()).fields.map(({ field }) => field)).toEqual(['from']);
    },
  );
});
