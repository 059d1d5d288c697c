import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatNumber } from './exposition';
import { createSamplePage } from './sample-page';

const HELP = { first: 'One', second: 'Two' } as const;
const read = (page: { bytes(): Uint8Array }) => new TextDecoder().decode(page.bytes());

test('1. samples of one metric stand together, under its help text', () => {
  const page = createSamplePage(HELP);
  page.add('second', '{a="1"}', 2);
  page.add('first', '', 1);
  page.addKnown('first', '{a="2"}', Number.NaN);
  page.add('second', '{a="1"}', Number.NaN);
  expect(read(page)).toBe(
    '# HELP first One\n# TYPE first gauge\nfirst 1\n# HELP second Two\n# TYPE second gauge\nsecond{a="1"} 2\nsecond{a="1"} NaN\n',
  );
});

test('2. every number as the format writes it', () => {
  const tenths = fc.integer({ min: -1_000_000, max: 1_000_000 }).map((value) => value / 10);
  const whole = fc.maxSafeInteger();
  const edges = fc.constantFrom(
    -0,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    1e15,
    1e15 - 0.1,
    1e21,
    0.05,
    1e-7,
  );
  fc.assert(
    fc.property(fc.oneof(whole, tenths, edges, fc.double()), (value) => {
      const page = createSamplePage({ one: '' });
      page.add('one', '', value);
      expect(read(page).split('\n').at(-2)).toBe(`one ${formatNumber(value)}`);
    }),
  );
});

test('3. pages written at the same time, each longer than a piece, with labels of any length and script, do not mix', () => {
  const labelsOf = (mark: string, row: number) =>
    `{a="${mark.repeat(1 + (row % 97) * (row % 1_000 === 7 ? 900 : 1))}${row}"}`;
  const marks = ['x', '中', '😀'];
  for (let round = 0; round < 2; round++) {
    const pages = marks.map(() => createSamplePage(HELP));
    for (let row = 0; row < 3_000; row++) {
      for (const [index, page] of pages.entries()) page.add('first', labelsOf(marks[index] as string, row), row);
    }
    pages.forEach((page, index) => {
      const lines = Array.from({ length: 3_000 }, (_, row) => `first${labelsOf(marks[index] as string, row)} ${row}\n`);
      const head = '# HELP first One\n# TYPE first gauge\n';
      expect(read(page)).toBe(`${head}${lines.join('')}# HELP second Two\n# TYPE second gauge\n`);
    });
  }
});
