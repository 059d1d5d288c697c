import { judgeMinutes, MINUTE_MS } from '@/lib/domain/freshness';
import { groupTopics } from '@/lib/domain/group-lag';
import type { ClusterSnapshot } from '@/lib/domain/snapshot';
import {
  FRESHNESS_SETTING,
  type FreshnessObjective,
  freshnessObjectives,
} from '@/lib/operations/objectives/freshness-objectives';
import { readClusterSetting } from '@/lib/server/store/cluster-settings';
import type { Database } from '@/lib/server/store/database';
import { appendMinutes, readJudgedUntil } from '@/lib/server/store/freshness';
import type { Lease } from '@/lib/server/store/lease';
import { describeKeptSince } from '@/lib/server/store/partitions';
import { readMinutesBehind } from '@/lib/server/store/read-minutes-behind';
import { readRoundBounds } from '@/lib/server/store/rollup';
import { readLatestRound } from '@/lib/server/store/round-store';

const DAY_MS = 86_400_000;
/** Minutes judged in one go. */
const PIECE_MS = 6 * 3_600_000;
/** Pieces of one turn: what new objectives look back for goes on in the next, and the roll-ups come in between. */
const MOST_PIECES = 60;

export interface JudgeFreshnessOptions {
  readonly retentionDays: number;
  readonly nowMs: number;
  readonly signal?: AbortSignal;
}

/**
 * Judges the minutes of each group with an objective that are over and stored, each once. A new objective begins with the
 * oldest minute that the one-minute roll-up holds. `conflict` when the lease was lost.
 */
export async function judgeFreshnessOfCluster(
  database: Database,
  lease: Lease,
  { retentionDays, nowMs, signal }: JudgeFreshnessOptions,
): Promise<void> {
  const { clusterId } = lease;
  const parsed = freshnessObjectives.safeParse(await readClusterSetting(database, clusterId, FRESHNESS_SETTING));
  if (!parsed.success || parsed.data.objectives.length === 0) return;
  const bounds = await readRoundBounds(database, clusterId);
  if (bounds === null) return;
  const untilMs = Math.floor(bounds.lastMs / MINUTE_MS) * MINUTE_MS;
  const oldestMs = Math.ceil(describeKeptSince('lag_1m', retentionDays, nowMs) / MINUTE_MS) * MINUTE_MS;
  let snapshot: ClusterSnapshot | null = null;
  let pieces = 0;
  for (const objective of parsed.data.objectives) {
    const series = { clusterId, groupId: objective.group, limitSeconds: objective.limitSeconds };
    const judgedUntilMs = await readJudgedUntil(database, series);
    const startMs = Math.max(judgedUntilMs ?? untilMs - objective.windowDays * DAY_MS, oldestMs);
    for (let fromMs = startMs; fromMs < untilMs; fromMs += PIECE_MS) {
      if (signal?.aborted || pieces++ === MOST_PIECES) return;
      snapshot ??= (await readLatestRound(database, clusterId))?.round.snapshot ?? null;
      const pieceUntilMs = Math.min(untilMs, fromMs + PIECE_MS);
      const unreadTopics = findUnreadTopics(snapshot, objective);
      const range = {
        clusterId,
        groupId: objective.group,
        unreadTopics,
        fromMs,
        untilMs: pieceUntilMs,
        retentionDays,
        nowMs,
      };
      const readings = await readMinutesBehind(database, range);
      const minutes = judgeMinutes(readings, objective.limitSeconds, fromMs, pieceUntilMs);
      await appendMinutes(database, lease, series, fromMs, minutes);
    }
  }
}

/** Topics in which the group has commits and that none of its members reads now: their old commits fall behind for ever. */
function findUnreadTopics(snapshot: ClusterSnapshot | null, objective: FreshnessObjective): ReadonlySet<string> {
  const group = snapshot?.groups.find(({ groupId }) => groupId === objective.group);
  if (!snapshot || !group) return new Set();
  const topics = groupTopics(group, new Map(snapshot.topics.map((topic) => [topic.name, topic])));
  return new Set(topics.filter(({ isSubscribed }) => !isSubscribed).map(({ topic }) => topic.name));
}
