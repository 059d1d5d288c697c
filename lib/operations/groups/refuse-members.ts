import type { GroupNow } from '../facts/read-groups';
import { listNames } from '../name-list';
import type { Message } from '../operation';

const MEMBERLESS = new Set(['Empty', 'Dead']);

/** A member as a person recognises it: client id, or instance id of a static one, and host. */
export function nameMember({ clientId, groupInstanceId, host }: GroupNow['members'][number]): string {
  return `${groupInstanceId ?? clientId} (${host})`;
}

/** Refusals for groups that Kafka would not let be changed now: those with members, named, or on their way to have some. */
export function refuseActive(groups: readonly GroupNow[]): readonly Message[] {
  return groups
    .filter(({ state, type }) => type !== null && !MEMBERLESS.has(state))
    .map(({ groupId, state, members }) => ({
      key: 'groupIsActive',
      values: { group: groupId, state, ...listNames(members.map(nameMember)) },
    }));
}
