import { expect, test } from 'vitest';
import { memberName, nameMembers } from './member-name';

const member = (memberId: string, clientId: string, groupInstanceId: string | null = null) => ({
  key: groupInstanceId ?? memberId,
  memberId,
  groupInstanceId,
  clientId,
  host: '/10.0.0.1',
});

test('members are known by instance id, else by client id and host, else by member id', () => {
  expect(memberName(member('m-1', 'billing', 'host-1'))).toBe('host-1 /10.0.0.1');
  expect(memberName(member('m-1', 'billing'))).toBe('billing /10.0.0.1');
  expect(memberName(member('m-1', ''))).toBe('m-1 /10.0.0.1');
});

test('members of one client and host are told apart by their ids, and an unknown key stands for itself', () => {
  const nameOf = nameMembers([member('m-aaaa', 'billing'), member('m-bbbb', 'billing'), member('m-cccc', 'other')]);
  expect(['m-aaaa', 'm-bbbb', 'm-cccc', 'gone'].map(nameOf)).toEqual([
    'billing /10.0.0.1 …aaaa',
    'billing /10.0.0.1 …bbbb',
    'other /10.0.0.1',
    'gone',
  ]);
});
