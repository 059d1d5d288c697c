import { type PartitionReplicas, partitionKey } from '../assignment-plan/cluster-layout';
import {
  type BlockReason,
  evaluateMove,
  hasSame,
  isReassigning,
  isSameOrder,
  type LossReason,
  type MoveStanding,
  type PartitionNow,
  type RunningMove,
} from './partition-now';

/**
 * What the operator wants of a run: go on; send nothing more; take back what is in flight, down to the order of the replicas, while
 * what is finished stays; or take back everything, also what is finished.
 */
export type RunIntent = 'run' | 'pause' | 'cancel' | 'roll-back';

/** How much may move at once. */
export interface ReassignmentCaps {
  /** Copies a broker takes part in, as source or target, counting also those of others; 5 is Cruise Control's figure. */
  readonly maxMovesPerBroker: number;
  /** Partitions of this run that copy data. */
  readonly maxMovesInFlight: number;
  /** Partitions in one request. Changes that copy nothing are done at once, so only this bounds them. */
  readonly maxPartitionsPerStep: number;
}

/** Everything a step is derived from; nothing else is remembered between steps. */
export interface ReassignmentFacts {
  /** The whole plan, in the order in which it is to run. */
  readonly moves: readonly RunningMove[];
  /** Every partition of the plan that exists, and every other one that is being reassigned. */
  readonly now: readonly PartitionNow[];
  readonly liveBrokerIds: readonly number[];
  /** Partitions of the plan's topics with fewer in-sync replicas than `min.insync.replicas`: while there are any, one move a broker at a time. */
  readonly underMinIsrCount: number;
  readonly caps: ReassignmentCaps;
  readonly intent: RunIntent;
}

/**
 * - `moving`: something is in flight or sent now;
 * - `paused`: nothing more is sent; what is in flight ends by itself;
 * - `cancelling`: something is still to be taken back;
 * - `stuck`: something is left, but nothing can be sent before something else changes: see `blocked`, or other tools use up the caps;
 * - `done`: nothing is left to do.
 */
export type RunPhase = 'moving' | 'paused' | 'cancelling' | 'stuck' | 'done';

/** One partition of the plan. */
interface AtPartition {
  readonly topic: string;
  readonly partition: number;
}

/** What to send to Kafka now, and where every move stands. When rolling back, all of it is seen towards the old replicas. */
export interface ReassignmentStep {
  readonly phase: RunPhase;
  /** Reassignments to start (AlterPartitionReassignments, API key 45). */
  readonly submit: readonly PartitionReplicas[];
  /** Reassignments to cancel (the same API with null replicas); Kafka puts the old replicas back at once. */
  readonly cancel: readonly AtPartition[];
  /** Each move is in exactly one of these. */
  readonly finished: readonly AtPartition[];
  readonly inFlight: readonly AtPartition[];
  /** Can go, and is not in flight yet; those of `submit` are among them. */
  readonly waiting: readonly AtPartition[];
  readonly blocked: readonly (AtPartition & { readonly reason: BlockReason })[];
  readonly lost: readonly (AtPartition & { readonly reason: LossReason })[];
}

/**
 * Plans the next step of a run from what Kafka says now, so that a run survives our own end (R22): started again it goes on, and a
 * step sent twice is a step sent once. Foreign reassignments block their own partition only.
 */
export function planReassignmentStep(facts: ReassignmentFacts): ReassignmentStep {
  const now = new Map(facts.now.map((state) => [partitionKey(state), state]));
  const live = new Set(facts.liveBrokerIds);
  const standings = facts.moves.map((move): Standing => {
    return { move, standing: evaluateMove(move, now.get(partitionKey(move)), live) };
  });
  const isInFlight = ({ standing }: Standing) => standing.kind === 'in-flight';
  const isTakenBack = facts.intent === 'cancel' || facts.intent === 'roll-back';
  const cancel = isTakenBack ? standings.filter(isInFlight).map(({ move }) => toPartition(move)) : [];
  const seen = facts.intent === 'roll-back' ? standings.map((one) => turnBack(one, now, live)) : standings;
  const submit = listSubmits(facts, seen);
  const step = {
    submit: submit.map(({ topic, partition, to }) => ({ topic, partition, replicas: to })),
    cancel,
    ...sortStandings(seen),
  };
  return { phase: describePhase(facts.intent, step), ...step };
}

function listSubmits(facts: ReassignmentFacts, standings: readonly Standing[]): readonly RunningMove[] {
  if (facts.intent === 'pause') return [];
  if (facts.intent !== 'cancel') return pickSubmits(facts, standings);
  return standings.flatMap(({ move, standing }) => (isOutOfOrder(move, standing) ? [invert(move)] : []));
}

/**
 * Kafka cancels a reassignment by taking the new replicas out of "new order, then what was to go" (PartitionReassignmentReplicas), so
 * the old replicas may come back with another preferred leader.
 */
function isOutOfOrder(move: RunningMove, standing: MoveStanding): boolean {
  if (standing.kind !== 'waiting' || hasSame(move.from, move.to)) return false;
  return hasSame(standing.now.replicas, move.from) && !isSameOrder(standing.now.replicas, move.from);
}

/** The same move seen towards the old replicas; what is in flight is being cancelled. */
function turnBack(
  { move, standing }: Standing,
  now: ReadonlyMap<string, PartitionNow>,
  live: ReadonlySet<number>,
): Standing {
  const back = invert(move);
  if (standing.kind === 'in-flight') return { move: back, standing };
  return { move: back, standing: evaluateMove(back, now.get(partitionKey(move)), live) };
}

function invert(move: RunningMove): RunningMove {
  return { ...move, from: move.to, to: move.from };
}

interface Standing {
  readonly move: RunningMove;
  readonly standing: MoveStanding;
}

function toPartition({ topic, partition }: AtPartition): AtPartition {
  return { topic, partition };
}

function sortStandings(standings: readonly Standing[]) {
  const finished: AtPartition[] = [];
  const inFlight: AtPartition[] = [];
  const waiting: AtPartition[] = [];
  const blocked: (AtPartition & { reason: BlockReason })[] = [];
  const lost: (AtPartition & { reason: LossReason })[] = [];
  for (const { move, standing } of standings) {
    const at = toPartition(move);
    if (standing.kind === 'finished') finished.push(at);
    else if (standing.kind === 'in-flight') inFlight.push(at);
    else if (standing.kind === 'waiting') waiting.push(at);
    else if (standing.kind === 'blocked') blocked.push({ ...at, reason: standing.reason });
    else lost.push({ ...at, reason: standing.reason });
  }
  return { finished, inFlight, waiting, blocked, lost };
}

/** In the order of the plan; one that does not fit lets later ones pass. */
function pickSubmits(
  { now, caps, underMinIsrCount }: ReassignmentFacts,
  standings: readonly Standing[],
): RunningMove[] {
  const perBroker = underMinIsrCount > 0 ? 1 : caps.maxMovesPerBroker;
  const load = countLoad(now);
  let copying = standings.filter(({ standing }) => standing.kind === 'in-flight').length;
  const picked: RunningMove[] = [];
  for (const { move, standing } of standings) {
    if (picked.length >= caps.maxPartitionsPerStep) break;
    if (standing.kind !== 'waiting') continue;
    const adding = move.to.filter((brokerId) => !standing.now.replicas.includes(brokerId));
    const involved = listInvolved(adding, standing.now.leader);
    const fits = copying < caps.maxMovesInFlight && involved.every((id) => (load.get(id) ?? 0) < perBroker);
    if (adding.length > 0 && !fits) continue;
    picked.push(move);
    if (adding.length === 0) continue;
    copying++;
    for (const brokerId of involved) load.set(brokerId, (load.get(brokerId) ?? 0) + 1);
  }
  return picked;
}

/** Copies each broker takes part in now, ours and others'. */
function countLoad(now: readonly PartitionNow[]): Map<number, number> {
  const load = new Map<number, number>();
  for (const state of now) {
    if (!isReassigning(state)) continue;
    for (const brokerId of listInvolved(state.addingReplicas, state.leader)) {
      load.set(brokerId, (load.get(brokerId) ?? 0) + 1);
    }
  }
  return load;
}

/** Targets, and the leader they copy from; nobody when nothing is copied. */
function listInvolved(adding: readonly number[], leader: number | null): readonly number[] {
  return adding.length === 0 || leader === null ? adding : [...new Set([...adding, leader])];
}

function describePhase(intent: RunIntent, step: Omit<ReassignmentStep, 'phase'>): RunPhase {
  const isActive = step.inFlight.length + step.submit.length + step.cancel.length > 0;
  const isLeft = step.waiting.length + step.blocked.length > 0;
  if (intent === 'cancel') return isActive ? 'cancelling' : 'done';
  if (!isActive && !isLeft) return 'done';
  if (intent === 'pause') return 'paused';
  if (!isActive) return 'stuck';
  return intent === 'roll-back' ? 'cancelling' : 'moving';
}
