import { expect, test } from 'vitest';
import { parseNextPath } from './next-path';

test('1. a page of ours, with its filters', () => {
  expect(parseNextPath('/clusters/demo/topics?q=a#x')).toBe('/clusters/demo/topics?q=a#x');
});
test.each([
  null,
  '',
  'https://evil.example/',
  '//evil.example/',
  '/\\evil.example',
  'javascript:alert(1)',
  '/sign-in?next=/sign-in',
  'clusters',
])('2. %j leads home', (next) => {
  expect(parseNextPath(next)).toBe('/');
});
