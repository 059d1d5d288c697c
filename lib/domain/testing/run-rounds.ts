import { createEvaluationWindow, evaluateRound } from '../evaluate-cluster';
import type { ClusterEvaluation, GroupEvaluation, JudgedRound } from '../evaluation';
import { buildSnapshot, roundAtMs, type SnapshotInput } from './build-snapshot';

/** What round `n` reads; null is a round that never came. */
export type RoundScript = (round: number) => Omit<SnapshotInput, 'capturedAtMs'> | null;

/** Judges rounds 0 to `count - 1` of a script, one after the other; answers each that came. */
export function runRounds(count: number, script: RoundScript): readonly JudgedRound[] {
  let window = createEvaluationWindow();
  const judged: JudgedRound[] = [];
  for (let round = 0; round < count; round++) {
    const input = script(round);
    if (input === null) continue;
    const snapshot = buildSnapshot({ ...input, capturedAtMs: roundAtMs(round) });
    const next = evaluateRound(window, snapshot);
    window = next.window;
    judged.push({ snapshot, evaluation: next.evaluation });
  }
  return judged;
}

/** The last of some rounds. Throws when there is none. */
export function lastEvaluation(rounds: readonly JudgedRound[]): ClusterEvaluation {
  const last = rounds.at(-1);
  if (last === undefined) throw new Error('no round was judged');
  return last.evaluation;
}

/** One group's judgement in the last of some rounds. */
export function lastOfGroup(rounds: readonly JudgedRound[], groupId: string): GroupEvaluation {
  const group = lastEvaluation(rounds).groups.get(groupId);
  if (group === undefined) throw new Error(`group ${groupId} was not judged`);
  return group;
}
