import type { MemberRefItem } from '@/lib/views/schemas/event';

/** How people know a member: its instance id, else its client id, with the host where it runs. */
export function memberName(member: MemberRefItem): string {
  const name = member.groupInstanceId ?? member.clientId;
  return `${name === '' ? member.memberId : name} ${member.host}`.trim();
}

/** Letters of a member id that tell apart members of the same client and host. */
const ID_END = 4;

/** Names of members by key, those alike told apart by the end of their member ids; a key that nobody named stands for itself. */
export function nameMembers(members: readonly MemberRefItem[]): (key: string) => string {
  const counts = new Map<string, number>();
  for (const member of members) counts.set(memberName(member), (counts.get(memberName(member)) ?? 0) + 1);
  const names = new Map(
    members.map((member) => {
      const name = memberName(member);
      const isAlone = counts.get(name) === 1;
      return [member.key, isAlone ? name : `${name} …${member.memberId.slice(-ID_END)}`];
    }),
  );
  return (key) => names.get(key) ?? key;
}
