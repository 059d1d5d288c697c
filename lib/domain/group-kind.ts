import type { GroupFacts, GroupType } from './snapshot';

/** Kinds of group in the order of lists: Kafka's types, and the two kinds of classic group that behave otherwise. */
export const GROUP_KINDS = ['classic', 'consumer', 'share', 'streams', 'simple', 'connect', 'unknown'] as const;
export type GroupKind = GroupType | 'simple' | 'connect';

/** What a group is to those who run it: a classic group of Connect workers and one without members of its own are told apart from consumers. */
export function describeGroupKind(group: Pick<GroupFacts, 'type' | 'isSimple' | 'protocolType'>): GroupKind {
  if (group.isSimple) return 'simple';
  return group.type === 'classic' && group.protocolType === 'connect' ? 'connect' : group.type;
}
