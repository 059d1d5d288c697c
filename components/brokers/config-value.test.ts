import { describe, expect, test } from 'vitest';
import { describeConfigValue, plainDocumentation } from './config-value';

describe('describeConfigValue', () => {
  test.each([
    ['retention.ms', '604800000', { unit: 'ms', value: 604_800_000 }],
    ['segment.bytes', '1073741824', { unit: 'bytes', value: 1_073_741_824 }],
    ['retention.bytes', '-1', null],
    ['flush.ms', '9223372036854775807', null],
    ['min.insync.replicas', '2000', null],
    ['linger.ms', '5', null],
    ['log.cleaner.dedupe.buffer.size', '134217728', { unit: 'bytes', value: 134_217_728 }],
  ])('%s = %s', (name, value, expected) => {
    expect(describeConfigValue(name, value)).toEqual(expected);
  });
});

describe('plainDocumentation', () => {
  test('1. markup goes, its words stay', () => {
    expect(plainDocumentation('Use <code>delete</code> or\n <a href="#x">compact</a>.')).toBe('Use delete or compact.');
  });
  test('2. entities become what they stand for', () => {
    expect(plainDocumentation('a &lt; b &amp;&amp; c')).toBe('a < b && c');
  });
  test('3. none is none', () => {
    expect(plainDocumentation(null)).toBeNull();
    expect(plainDocumentation('<br/>')).toBeNull();
  });
});
