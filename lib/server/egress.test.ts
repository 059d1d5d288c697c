import { describe, expect, test } from 'vitest';
import { isEgressAllowed, resolveEgress } from './egress';

describe('where messages may go', () => {
  test.each(['127.0.0.1', '10.0.0.5', '192.168.1.1', '93.184.216.34', '::1', 'fd00::1', '2606:4700::1111'])(
    '%s is allowed',
    (address) => {
      expect(isEgressAllowed(address)).toBe(true);
    },
  );

  test.each([
    '169.254.169.254',
    '169.254.0.1',
    '100.100.100.200',
    '168.63.129.16',
    '192.0.0.192',
    '0.0.0.0',
    '224.0.0.1',
    'fe80::1',
    'fd00:ec2::254',
    '::',
    '::ffff:169.254.169.254',
    '::ffff:a9fe:a9fe',
    '0:0:0:0:0:ffff:a9fe:a9fe',
    '64:ff9b::a9fe:a9fe',
    '2002:a9fe:a9fe::',
    '::169.254.169.254',
    'not an address',
  ])('%s is refused', (address) => {
    expect(isEgressAllowed(address)).toBe(false);
  });

  test('a number or a short form is the address that it stands for', async () => {
    for (const host of ['2852039166', '0xA9FEA9FE', '169.254.43518']) {
      await expect(resolveEgress(new URL(`http://${host}/`).hostname)).rejects.toMatchObject({ code: 'forbidden' });
    }
    await expect(resolveEgress('[::ffff:a9fe:a9fe]')).rejects.toMatchObject({ code: 'forbidden' });
  });
});
