import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import english from '@/lib/i18n/en/operations.json';
import chinese from '@/lib/i18n/zh-CN/operations.json';
import { describeInputProblems } from './input-problem';
import { operations } from './registry';

/** Every schema within a schema, itself first. */
function flatten(schema: z.core.$ZodType): readonly z.core.$ZodType[] {
  const inner = Object.values(schema._zod.def).flatMap((part: unknown) => schemasOf(part));
  return [schema, ...inner.flatMap(flatten)];
}

function schemasOf(part: unknown): readonly z.core.$ZodType[] {
  if (part instanceof z.core.$ZodType) return [part];
  if (Array.isArray(part)) return part.filter((one) => one instanceof z.core.$ZodType);
  return typeof part === 'object' && part !== null ? schemasOf(Object.values(part)) : [];
}

/** The message of each rule that a schema holds beside zod's own. */
function messagesOf(schema: z.core.$ZodType): readonly unknown[] {
  return (schema._zod.def.checks ?? []).flatMap(({ _zod: { def } }) => (def.error ? [def.error({} as never)] : []));
}

function problemsOf(schema: z.ZodType, input: unknown) {
  const { error } = schema.safeParse(input);
  return error ? describeInputProblems(error, input) : [];
}

const refused = (name: string, input: unknown) => {
  const operation = operations.find((one) => one.name === name);
  return problemsOf(operation?.input ?? z.never(), input).map(({ path, told }) => [path.join('.'), told]);
};

/** Values of every type and size, for each field of every operation. */
const ODD_VALUES = [null, true, '', 'x'.repeat(400), '..', -1, 1.5, 1e12, [], [1, 1], ['a', 'a'], [{}], {}, { a: '' }];

describe('what is refused about an input', () => {
  test.each(operations)('1. each rule of $name is a sentence of both catalogues', ({ input }) => {
    for (const rule of flatten(input).flatMap(messagesOf)) {
      expect(english.message).toHaveProperty(String(rule));
      expect(chinese.message).toHaveProperty(String(rule));
    }
  });

  test.each(operations)('2. $name has a sentence for whatever it is given', ({ input }) => {
    const fields = Object.keys((z.toJSONSchema(input, { io: 'input' }).properties ?? {}) as object);
    const inputs = [
      ...ODD_VALUES,
      { [`no${fields.length}`]: 1 },
      ...fields.flatMap((field) => ODD_VALUES.map((value) => ({ [field]: value }))),
    ];
    const problems = inputs.flatMap((value) => problemsOf(input, value));
    expect(problems.length).toBeGreaterThan(0);
    for (const { told } of problems) {
      expect(english.message).toHaveProperty(told.key);
      expect(chinese.message).toHaveProperty(told.key);
      expect(told.key, JSON.stringify(told)).not.toBe('inputNotAccepted');
    }
  });

  test('3. a rule that names what is wrong carries it as a value', () => {
    const set = { 'retention.ms': '1' };
    expect(refused('alter-topic-configs', { topics: ['a'], set, remove: ['retention.ms'] })).toEqual([
      ['remove', { key: 'inputAlsoSets', values: { names: 'retention.ms' } }],
    ]);
    const topic = { topic: 'a', partitionCount: 1, replicationFactor: 1 };
    expect(refused('create-topics', { topics: [topic, topic] })).toEqual([
      ['topics', { key: 'inputTopicTwice', values: { name: 'a' } }],
    ]);
  });

  test('4. a limit is told with its size and what it counts', () => {
    expect(refused('delete-topic', { topics: Array.from({ length: 21 }, (_, index) => `t${index}`) })).toEqual([
      ['topics', { key: 'inputAtMostItems', values: { limit: 20 } }],
    ]);
    expect(refused('add-partitions', { topics: ['a'], total: 0 })).toEqual([
      ['total', { key: 'inputAtLeast', values: { limit: 1 } }],
    ]);
  });

  test('5. what is missing, unknown or of another type is told at its place', () => {
    expect(refused('create-topic', { topics: 'a' })).toEqual([
      ['topic', { key: 'inputMissing' }],
      ['topics', { key: 'inputUnknownField' }],
    ]);
    expect(refused('delete-records', { topic: 'a', to: { kind: 'offset', offset: 'x' } })).toEqual([
      ['to.offset', { key: 'inputNumber' }],
    ]);
    expect(refused('delete-records', { topic: 'a', to: { kind: 'other' } })).toEqual([
      ['to.kind', { key: 'inputUnknownKind' }],
    ]);
  });
});
