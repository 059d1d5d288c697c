import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  formatReassignmentJson,
  formatTopicsToMoveJson,
  parseReassignmentJson,
  parseTopicsToMoveJson,
} from './reassignment-json';

describe("the file of Kafka's reassignment tool", () => {
  test('1. as the tool itself prints it', () => {
    const text =
      '{"version":1,"partitions":[{"topic":"foo","partition":0,"replicas":[1,2],"log_dirs":["any","/data/1"]}]}';
    expect(parseReassignmentJson(text)).toEqual({
      entries: [{ topic: 'foo', partition: 0, replicas: [1, 2], logDirs: ['any', '/data/1'] }],
      errors: [],
    });
  });

  test('2. log dirs and the version may be missing', () => {
    expect(parseReassignmentJson('{"partitions":[{"topic":"foo","partition":0,"replicas":[1]}]}')).toEqual({
      entries: [{ topic: 'foo', partition: 0, replicas: [1], logDirs: null }],
      errors: [],
    });
  });

  test('3. each entry that is wrong is named with its field, and the others are read', () => {
    const wrong = [
      7,
      { topic: '', partition: 0, replicas: [1] },
      { topic: 'a', partition: -1, replicas: [1] },
      { topic: 'a', partition: 0, replicas: [1.5] },
      { topic: 'a', partition: 0, replicas: [1], log_dirs: [] },
      { topic: 'a', partition: 0, replicas: [1], log_dirs: ['relative'] },
      { topic: 'a', partition: 1, replicas: [1] },
    ];
    const { entries, errors } = parseReassignmentJson(JSON.stringify({ version: 1, partitions: wrong }));
    expect(entries).toEqual([{ topic: 'a', partition: 1, replicas: [1], logDirs: null }]);
    expect(errors.map((error) => ('entry' in error ? `${error.entry} ${error.field}` : error.code))).toEqual([
      '0 entry',
      '1 topic',
      '2 partition',
      '3 replicas',
      '4 log_dirs',
      '5 log_dirs',
    ]);
  });

  test('4. empty replicas are left to the check of the assignment', () => {
    expect(parseReassignmentJson('{"partitions":[{"topic":"a","partition":0,"replicas":[]}]}').errors).toEqual([]);
  });

  test.each([
    ['5. not JSON', '{', 'not_json'],
    ['6. not an object', '[]', 'no_entries'],
    ['7. another version', '{"version":2,"partitions":[]}', 'unsupported_version'],
    ['8. no partitions', '{"version":1,"partitions":[]}', 'no_entries'],
    ['9. partitions that are no list', '{"version":1,"partitions":{}}', 'no_entries'],
  ])('%s', (_, text, code) => {
    expect(parseReassignmentJson(text)).toMatchObject({ entries: [], errors: [{ code }] });
  });

  test('10. what is written is read back', () => {
    const entry = fc.record({
      topic: fc.stringMatching(/^[a-zA-Z0-9._-]{1,20}$/),
      partition: fc.nat(),
      replicas: fc.array(fc.nat(), { maxLength: 4 }),
    });
    fc.assert(
      fc.property(fc.array(entry, { minLength: 1 }), (assignment) => {
        const { entries, errors } = parseReassignmentJson(formatReassignmentJson(assignment));
        expect(errors).toEqual([]);
        expect(entries).toEqual(assignment.map((one) => ({ ...one, logDirs: null })));
      }),
    );
  });

  test('11. any text is read or refused, never thrown at', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        const { entries, errors } = parseReassignmentJson(text);
        expect(entries.length + errors.length).toBeGreaterThan(0);
      }),
    );
  });
});

describe('the file of topics to move', () => {
  test('12. is written and read back', () => {
    expect(parseTopicsToMoveJson(formatTopicsToMoveJson(['a', 'b']))).toEqual({ topics: ['a', 'b'], errors: [] });
  });

  test('13. entries that are wrong are named', () => {
    expect(parseTopicsToMoveJson('{"topics":[{"topic":"a"},{"topic":1},"b"]}')).toEqual({
      topics: ['a'],
      errors: [
        { code: 'invalid_entry', entry: 1, field: 'topic' },
        { code: 'invalid_entry', entry: 2, field: 'entry' },
      ],
    });
  });
});
