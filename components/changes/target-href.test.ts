import { expect, it } from 'vitest';
import { paths } from '@/lib/client/paths';
import { targetHref } from './target-href';

const run = '0b6f3a52-1c9d-4d35-9a55-0e6c4f1f7a10';

it.each([
  ['topic', 'orders', paths.topic('main', 'orders')],
  ['broker', '2', paths.broker('main', '2')],
  ['group', 'billing', paths.group('main', 'billing')],
  ['reassignment', 'orders', paths.topic('main', 'orders')],
  ['reassignment', run, paths.changeRun('main', run)],
  ['reassignment', 'main', paths.cluster('main')],
  ['alert', 'too much lag', paths.alerts('main')],
  ['cluster', 'main', paths.cluster('main')],
])('%s %s leads to %s', (kind, name, href) => {
  expect(targetHref('main', kind, name)).toBe(href);
});
