import { listNames } from '../name-list';
import type { Message } from '../operation';

export const MIN_ISR = 'min.insync.replicas';
const uncleanElection = 'unclean.leader.election.enable';

/** A topic as it will be, as far as its records' safety goes. */
export interface DurabilityOf {
  readonly topic: string;
  /** Replicas of the partition that has fewest; null when nothing depends on it. */
  readonly fewestReplicas: number | null;
  /** What will apply of `min.insync.replicas`; null when Kafka does not tell. */
  readonly minInSyncReplicas: string | null;
  /** Config values that are newly set. */
  readonly set: Readonly<Record<string, string | null>>;
}

/** Warnings of topics that acks=all cannot be written to, and of those that may lose records by an unclean election. */
export function warnOfDurability(topics: readonly DurabilityOf[]): readonly Message[] {
  const blocked = topics.filter(({ fewestReplicas, minInSyncReplicas }) => {
    return fewestReplicas !== null && minInSyncReplicas !== null && Number(minInSyncReplicas) > fewestReplicas;
  });
  const unclean = topics.filter(({ set }) => set[uncleanElection]?.trim().toLowerCase() === 'true');
  const namesOf = (some: readonly DurabilityOf[]) => listNames(some.map(({ topic }) => topic));
  return [
    ...(blocked.length > 0 ? [{ key: 'minIsrAboveReplicas', values: namesOf(blocked) } as const] : []),
    ...(unclean.length > 0 ? [{ key: 'uncleanMayLoseRecords', values: namesOf(unclean) } as const] : []),
  ];
}

/** What applies of `min.insync.replicas` to a new topic: as given, else as Kafka answered that it would be. */
export function minInSyncReplicasOf(
  given: Readonly<Record<string, string>>,
  answered: readonly { readonly name: string; readonly value: string | null }[] | null | undefined,
): string | null {
  return given[MIN_ISR] ?? answered?.find(({ name }) => name === MIN_ISR)?.value ?? null;
}
