import { expect, test } from 'vitest';
import { ERROR_CODES } from '@/lib/domain/errors';
import { GAP_REASONS } from '@/lib/domain/gap-reasons';
import { catalogue } from './en/catalogue';
import { gapAnchor, readErrorHelp } from './error-help';
import { LOCALES } from './locale';

test.each(LOCALES)(
  '1. each error code, reason of a gap and reason of an unknown figure has its entry in %s',
  async (locale) => {
    const { code, gap, value } = await readErrorHelp(locale);
    const without = (entries: object, names: readonly string[]) => names.filter((name) => !(name in entries));
    expect(without(code, [...ERROR_CODES, ...Object.keys(catalogue.errorCode)])).toEqual([]);
    expect(without(gap, GAP_REASONS)).toEqual([]);
    expect(without(value, Object.keys(catalogue.lagUnknown))).toEqual([]);
  },
);

test('2. no entry is about a code that there is not', async () => {
  const { code, gap } = await readErrorHelp('en');
  expect(Object.keys(code).sort()).toEqual(Object.keys(catalogue.errorCode).sort());
  expect(Object.keys(gap).sort()).toEqual([...GAP_REASONS, 'kafka'].sort());
});

test('3. a reason leads to its entry, a name of Kafka to the one for all of them', async () => {
  expect(['timed_out', 'internal', 'COORDINATOR_LOAD_IN_PROGRESS', 'ERROR_999'].map(gapAnchor)).toEqual([
    'gap-timed_out',
    'internal',
    'gap-kafka',
    'gap-kafka',
  ]);
});
