import { describe, expect, test } from 'vitest';
import { describeFields, parsePrefill, problemOf } from './input-fields';

const schema = {
  type: 'object',
  required: ['topic', 'topics'],
  properties: {
    topic: { type: 'string' },
    topics: { type: 'array', items: { type: 'string' } },
    count: { default: null, anyOf: [{ type: 'integer', minimum: 1, maximum: 10 }, { type: 'null' }] },
    offset: { type: 'integer', minimum: Number.MIN_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER },
    all: { type: 'boolean' },
    kind: { type: 'string', enum: ['preferred', 'unclean'] },
    brokers: { anyOf: [{ type: 'array', items: { type: 'integer' } }, { type: 'null' }] },
    configs: { type: 'object', additionalProperties: { type: 'string' } },
    goal: { anyOf: [{ type: 'object' }, { type: 'string' }] },
  },
};
const fields = describeFields(schema);

describe('describeFields', () => {
  test('1. each type has its kind, also beside null', () => {
    expect(fields.map(({ kind }) => kind)).toEqual([
      'text',
      'texts',
      'integer',
      'integer',
      'flag',
      'choice',
      'integers',
      'entries',
      'json',
    ]);
  });
  test('2. bounds that nobody set are left out', () => {
    expect(fields[2]).toMatchObject({ minimum: 1, maximum: 10 });
    expect(fields[3]).not.toHaveProperty('minimum');
    expect(fields[3]).not.toHaveProperty('maximum');
  });
});

describe('parsePrefill', () => {
  const parse = (query: string) => parsePrefill(fields, new URLSearchParams(query));
  test('3. a name repeated is a list, numbers are numbers', () => {
    expect(parse('topics=a&topics=b&count=3&brokers=1&brokers=x&all=true')).toEqual({
      topics: ['a', 'b'],
      count: 3,
      brokers: [1],
      all: true,
    });
  });
  test('4. objects come as JSON', () => {
    expect(parse('configs=%7B%22retention.ms%22%3A%221%22%7D')).toEqual({ configs: { 'retention.ms': '1' } });
  });
  test('5. null is itself where it means something', () => {
    expect(parse('count=null&topic=null')).toEqual({ count: null, topic: 'null' });
  });
  test('6. what is no field, is empty or is no number is left out', () => {
    expect(parse('other=1&topic=&count=many')).toEqual({});
  });
});

describe('problemOf', () => {
  const problems = [
    { field: 'input.topic', message: 'too long' },
    { field: 'configs.retention.ms', message: 'is no number' },
  ];
  test('7. a field hears of itself and of what is within it', () => {
    expect(problemOf(problems, 'topic')).toBe('too long');
    expect(problemOf(problems, 'configs')).toBe('retention.ms: is no number');
    expect(problemOf(problems, 'topics')).toBeUndefined();
  });
});
