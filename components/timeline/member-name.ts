import type { MemberRefItem } from '@/lib/views/schemas/event';

/** How people know a member: its instance id, else its client id, with the host where it runs. */
export function memberName(member: MemberRefItem): string {
  const name = member.groupInstanceId ?? member.clientId;
  return `${name === '' ? member.memberId : name} ${member.host}`.trim();
}

/** Names of members by key; a key that nobody named stands for itself. */
export function nameMembers(members: readonly MemberRefItem[]): (key: string) => string {
  const names = new Map(members.map((member) => [member.key, memberName(member)]));
  return (key) => names.get(key) ?? key;
}
