import { expect, test } from 'vitest';
import { maskSecrets } from './mask-secrets';

test('1. values whose name speaks of a secret are masked, however deep; the rest stays', () => {
  const input = {
    brokerId: 1,
    set: { 'ssl.key.password': 'hunter2', 'listener.name.x.sasl.jaas.config': 'a b', 'log.retention.ms': '1' },
    list: [{ token: 't' }, 'token'],
    none: null,
  };
  expect(maskSecrets(input)).toEqual({
    brokerId: 1,
    set: {
      'ssl.key.password': '[secret]',
      'listener.name.x.sasl.jaas.config': '[secret]',
      'log.retention.ms': '1',
    },
    list: [{ token: '[secret]' }, 'token'],
    none: null,
  });
});
