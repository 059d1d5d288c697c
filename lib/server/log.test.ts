import { expect, test } from 'vitest';
import { createLog, describeLogLine } from './log';

function collect(): { lines: string[]; write(line: string): void } {
  const lines: string[] = [];
  return { lines, write: (line) => void lines.push(line) };
}

test('secrets are never written, wherever they stand', () => {
  const stream = collect();
  const log = createLog(stream);
  log.info(
    {
      password: 'canary',
      cluster: { kafka: { sasl: { password: 'canary', username: 'u' } } },
      headers: { authorization: 'canary', cookie: 'canary' },
    },
    'signed in',
  );
  expect(stream.lines).toHaveLength(1);
  expect(stream.lines[0]).not.toContain('canary');
  expect(stream.lines[0]).toContain('"username":"u"');
});

test('a line for a person: time, level, message, the rest as pairs', () => {
  const stream = collect();
  createLog(stream).warn({ cluster: 'orders', rounds: 3 }, 'the database is away');
  expect(describeLogLine(stream.lines[0] ?? '')).toMatch(
    /^\d\d:\d\d:\d\d warn {2}the database is away cluster=orders rounds=3\n$/,
  );
});

test('an error is told by its message, without its stack', () => {
  const stream = collect();
  createLog(stream).error({ err: new Error('no route') }, 'a round failed');
  expect(describeLogLine(stream.lines[0] ?? '')).toMatch(/error a round failed error="no route"\n$/);
});
