import type { GroupEvaluation, JudgedRound } from './evaluation';
import { createEvaluationWindow, type EvaluationWindow, type GroupTrack } from './evaluation-window';
import type { GroupFacts } from './snapshot';
import { isRebalancingState } from './verdict/judge-partition';
import { PositionMemory } from './verdict/position-memory';
import { NOT_JUDGED } from './verdict/verdicts';

/**
 * The window of a process that goes on from the round that another judged last: verdicts and since when they hold, usual
 * gaps between commits, losses, the recent lags and changes. What a round does not tell begins anew: histories of log ends,
 * which are filled by asking, and the pace of deletion. Null, or a round that reached no broker: a window before the first.
 */
export function resumeWindow(latest: JudgedRound | null): EvaluationWindow {
  if (latest === null) return createEvaluationWindow();
  const { snapshot, evaluation } = latest;
  if (!snapshot.brokers.some(({ isRegistered }) => isRegistered)) return createEvaluationWindow(evaluation.changes);
  const { capturedAtMs, pollIntervalMs } = snapshot;
  const groups = new Map<string, GroupTrack>();
  let rounds = 1;
  for (const group of snapshot.groups) {
    const judged = evaluation.groups.get(group.groupId);
    if (judged === undefined) continue;
    groups.set(group.groupId, resumeGroup(group, judged, capturedAtMs));
    rounds = Math.max(rounds, judged.recentLag.length);
  }
  const roundsAtMs = Array.from({ length: rounds }, (_, index) => capturedAtMs - (rounds - 1 - index) * pollIntervalMs);
  return { ...createEvaluationWindow(evaluation.changes), previous: snapshot, roundsAtMs, groups };
}

function resumeGroup(group: GroupFacts, judged: GroupEvaluation, capturedAtMs: number): GroupTrack {
  const { positionTimes, recentLag, consumedPerSecond, sinceMs } = judged;
  const lags = recentLag.map((lag) => lag ?? Number.NaN);
  const isAllRead = positionTimes.every(({ verdicts }) => !verdicts.codes.includes(NOT_JUDGED));
  const committedAtMs = positionTimes.map((times) => times.committedAtMs);
  const movedAtMs = committedAtMs.flatMap((column) => [...column]).reduce((last, atMs) => Math.max(last, atMs || 0), 0);
  return {
    lags,
    // The lag of the topics that it still reads is known only where it reads all of them.
    verdictLags: lags.map((lag) => (isAllRead ? lag : Number.NaN)),
    consumedRates: lags.map(() => consumedPerSecond ?? Number.NaN),
    positions: group.positions,
    committedAtMs,
    positionsReadAtMs: group.positionsReadAtMs,
    memories: new Map(
      group.positions.flatMap((positions, index) => {
        const times = positionTimes[index];
        return times === undefined
          ? []
          : [[positions.topic, PositionMemory.resume(positions, times, capturedAtMs)] as const];
      }),
    ),
    movedAtMs: movedAtMs || null,
    rebalancingSinceMs: isRebalancingState(group.state) ? (sinceMs ?? capturedAtMs) : null,
  };
}
