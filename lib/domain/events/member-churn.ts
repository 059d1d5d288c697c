import type { MemberRef } from './cluster-event';

/** Members that came and went in one round. */
export interface MemberComings {
  readonly atMs: number;
  readonly joined: readonly MemberRef[];
  readonly left: readonly MemberRef[];
}

/** How often somebody joined and left, by who people know them as: a client that restarts comes back with another member id. */
export interface MemberChurn {
  readonly groupInstanceId: string | null;
  readonly clientId: string;
  readonly host: string;
  readonly joinedCount: number;
  readonly leftCount: number;
  readonly lastAtMs: number;
  /** Joined or left more often than a planned restart explains. */
  readonly isFlapping: boolean;
}

/** A restart is one leaving and one joining; more than two of them in the window is no plan. */
const FLAPPING_ABOVE = 4;

/** Who joined and left over time, the most restless first. */
export function countChurn(comings: readonly MemberComings[]): readonly MemberChurn[] {
  const found = new Map<string, MemberChurn>();
  const count = (member: MemberRef, atMs: number, joined: number, left: number) => {
    const { groupInstanceId, clientId, host } = member;
    const key = JSON.stringify([groupInstanceId ?? clientId, groupInstanceId === null, host]);
    const before = found.get(key);
    const joinedCount = (before?.joinedCount ?? 0) + joined;
    const leftCount = (before?.leftCount ?? 0) + left;
    const isFlapping = joinedCount + leftCount > FLAPPING_ABOVE;
    const lastAtMs = Math.max(before?.lastAtMs ?? 0, atMs);
    found.set(key, { groupInstanceId, clientId, host, joinedCount, leftCount, lastAtMs, isFlapping });
  };
  for (const { atMs, joined, left } of comings) {
    for (const member of joined) count(member, atMs, 1, 0);
    for (const member of left) count(member, atMs, 0, 1);
  }
  const total = (churn: MemberChurn) => churn.joinedCount + churn.leftCount;
  return [...found.values()].sort((a, b) => total(b) - total(a) || b.lastAtMs - a.lastAtMs);
}
