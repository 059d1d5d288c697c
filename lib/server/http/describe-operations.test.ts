import { expect, test } from 'vitest';
import { z } from 'zod';
import { fullPrincipal, type Principal } from '@/lib/domain/permission';
import { describeRegistry } from './describe-operations';

const registry = z.object({
  items: z.array(
    z.object({ name: z.string(), permission: z.string(), isPermitted: z.boolean(), resultPlace: z.string() }),
  ),
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

test('3. only what Highwater keeps itself is read back from its own database', () => {
  const { items } = registry.parse(describeRegistry(fullPrincipal('token', 'admin')));
  const here = items.filter(({ resultPlace }) => resultPlace === 'highwater').map(({ name }) => name);
  expect(here.filter((name) => !/alert|silence|maintenance-window|channel/.test(name)).sort()).toEqual([
    'delete-freshness-objective',
    'delete-restore-point',
    'save-freshness-objective',
    'save-restore-point',
    'set-election-policy',
  ]);
  expect(items.filter(({ resultPlace }) => resultPlace === 'kafka').length).toBeGreaterThan(here.length);
});
