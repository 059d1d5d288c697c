import { expect, test } from 'vitest';
import { describeGroupKind } from './group-kind';

test('classic groups of Connect workers and of clients that do not join are kinds of their own', () => {
  const kindOf = (protocolType: string, isSimple = false) =>
    describeGroupKind({ type: 'classic', protocolType, isSimple });
  expect([kindOf('consumer'), kindOf('connect'), kindOf('', true), kindOf('sr')]).toEqual([
    'classic',
    'connect',
    'simple',
    'classic',
  ]);
  expect(describeGroupKind({ type: 'streams', protocolType: 'streams', isSimple: false })).toBe('streams');
});
