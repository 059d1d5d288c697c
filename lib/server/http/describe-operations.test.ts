import { expect, test } from 'vitest';
import { z } from 'zod';
import { fullPrincipal, type Principal } from '@/lib/domain/permission';
import { describeRegistry } from './describe-operations';

const registry = z.object({
  items: z.array(z.object({ name: z.string(), permission: z.string(), isPermitted: z.boolean() })),
});
const permittedTo = (principal: Principal) =>
  registry
    .parse(describeRegistry(principal))
    .items.filter(({ isPermitted }) => isPermitted)
    .map(({ name }) => name);

test('1. each operation says whether who asks holds its permission', () => {
  const principal: Principal = { kind: 'session', name: 'creator', permissions: new Set(['topic:create']) };
  expect(permittedTo(principal)).toEqual(['create-topic', 'create-topics']);
});

test('2. who holds none may make none, who holds all may make all', () => {
  expect(permittedTo({ kind: 'session', name: 'reader', permissions: new Set() })).toEqual([]);
  const { items } = registry.parse(describeRegistry(fullPrincipal('token', 'admin')));
  expect(permittedTo(fullPrincipal('token', 'admin'))).toEqual(items.map(({ name }) => name));
});
