import { expect, it } from 'vitest';
import { orderByLinks } from './order-nodes';

it('puts what is linked to the top at the top, and what has no link at the end', () => {
  const left = [{ id: 'a' }, { id: 'b' }, { id: 'c' }];
  const right = [{ id: 'lost' }, { id: 'of c' }, { id: 'of a and c' }, { id: 'of a' }, { id: 'also of a' }];
  const links = [
    { from: 'c', to: 'of c' },
    { from: 'a', to: 'of a and c' },
    { from: 'c', to: 'of a and c' },
    { from: 'a', to: 'of a' },
    { from: 'a', to: 'also of a' },
    { from: 'gone', to: 'lost' },
  ];
  expect(orderByLinks(left, right, links).map(({ id }) => id)).toEqual([
    'of a',
    'also of a',
    'of a and c',
    'of c',
    'lost',
  ]);
});
