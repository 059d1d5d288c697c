import type { AppError } from '@/lib/domain/errors';
import { type EvaluationWindow, evaluateRoundInSteps } from '@/lib/domain/evaluate-cluster';
import type { ClusterChange, ClusterEvaluation, JudgedRound } from '@/lib/domain/evaluation';
import { createEventsState, type EventsState, planRoundEventsInSteps } from '@/lib/domain/events/plan-round-events';
import type { ProbeRequest } from '@/lib/domain/record-probe';
import { resumeWindow } from '@/lib/domain/resume-window';
import type { ClusterSnapshot, CollectorFacts } from '@/lib/domain/snapshot';
import type { ConfiguredKafkaCluster } from '@/lib/server/env';
import { log } from '@/lib/server/log';
import { runInSlices } from '@/lib/server/run-in-slices';
import type { SeriesKey } from '@/lib/server/store/lag-series';
import type { Lease } from '@/lib/server/store/lease';
import type { LogSeriesKey } from '@/lib/server/store/log-series';
import { type EncodedRound, encodeRound } from '@/lib/server/store/round-codec';
import { createLagRowsState, type LagRowsState, planLagRowsInSteps } from './plan-lag-rows';
import { createLogRowsState, type LogRowsState, planLogRowsInSteps } from './plan-log-rows';
import type { RoundClock } from './round-clock';
import { createRoundSource, type ReadRound } from './round-source';
import type { RoundWriter } from './round-writer';

export interface ClusterRoundsOptions {
  readonly cluster: ConfiguredKafkaCluster;
  readonly pollIntervalMs: number;
  readonly instanceId: string;
  readonly lease: Lease;
  readonly clock: RoundClock;
  readonly writer: RoundWriter;
  /** What the collector before us published last, and the series it left open. */
  readonly previous: JudgedRound | null;
  readonly openSeries: readonly SeriesKey[];
  readonly openLogSeries: readonly LogSeriesKey[];
  readonly publish: (encoded: EncodedRound) => void;
  /** Told of each judged round; `isRead` is false when no broker answered. */
  readonly onJudged: (round: JudgedRound, isRead: boolean) => void;
  readonly isOver: () => boolean;
}

interface RoundsState {
  previous: ClusterSnapshot | null;
  window: EvaluationWindow;
  lagRows: LagRowsState;
  logRows: LogRowsState;
  events: EventsState;
  /** Commits that stand still, to be looked at in the next round. */
  probes: readonly ProbeRequest[];
  roundNumber: number;
  /** Code of the error that was logged; null when nothing is wrong. */
  problem: string | null;
}

/** Reads, judges, publishes and stores one round after the other until it is over. */
export async function runClusterRounds(options: ClusterRoundsOptions): Promise<void> {
  const { clock, pollIntervalMs } = options;
  const source = createRoundSource(options.cluster);
  const previous = options.previous?.snapshot ?? null;
  const state: RoundsState = {
    previous,
    window: resumeWindow(options.previous),
    lagRows: createLagRowsState(options.openSeries),
    logRows: createLogRowsState(options.openLogSeries),
    events: createEventsState(previous),
    probes: [],
    roundNumber: 0,
    problem: null,
  };
  try {
    for (;;) {
      await clock.waitForNext();
      if (options.isOver()) return;
      state.roundNumber += 1;
      const collector = describeCollector(options, state);
      const read = await source.read(state.previous, { pollIntervalMs, collector, probes: state.probes });
      if (options.isOver()) return;
      logReachability(options.cluster.clusterId, state, read.error);
      await publishRound(options, state, read).catch((error: unknown) => logFailure(options, error));
    }
  } finally {
    await source.close();
  }
}

async function publishRound(
  options: ClusterRoundsOptions,
  state: RoundsState,
  { snapshot, error }: ReadRound,
): Promise<void> {
  state.previous = snapshot;
  const judged = await runInSlices(evaluateRoundInSteps(state.window, snapshot));
  state.window = judged.window;
  const round = { snapshot, evaluation: judged.evaluation };
  state.probes = judged.probes;
  const encoded = await encodeRound(round);
  options.publish(encoded);
  options.onJudged(round, error === null);
  if (error !== null) {
    options.writer.enqueue(encoded, null);
    return;
  }
  const base = options.writer.takeNeedsBaseline() ? { ...state.lagRows, lastRoundMs: null } : state.lagRows;
  const planned = await runInSlices(planLagRowsInSteps(base, snapshot));
  state.lagRows = planned.state;
  const isSpanStart = planned.round.spanFromMs === snapshot.capturedAtMs;
  const logs = await runInSlices(planLogRowsInSteps(state.logRows, snapshot, isSpanStart));
  state.logRows = logs.state;
  const changes = changesOf(judged.evaluation, snapshot);
  const told = await runInSlices(planRoundEventsInSteps(state.events, snapshot, changes));
  state.events = told.state;
  options.writer.enqueue(encoded, { ...planned.round, events: told.events, logs: logs.rows });
}

/** What the judgement of this very round found. */
function changesOf({ changes }: ClusterEvaluation, { capturedAtMs }: ClusterSnapshot): readonly ClusterChange[] {
  return changes.filter(({ atMs }) => atMs === capturedAtMs);
}

function describeCollector(
  { instanceId, lease, clock, writer }: ClusterRoundsOptions,
  { roundNumber }: RoundsState,
): CollectorFacts {
  return {
    instanceId,
    leaseEpoch: lease.epoch,
    roundNumber,
    roundDurationMs: 0,
    overrunCount: clock.overrunCount(),
    bufferedRounds: writer.bufferedRounds(),
    requests: [],
  };
}

/** A round that could not be judged is left out: the one before stays, and its age tells. */
function logFailure({ cluster }: ClusterRoundsOptions, error: unknown): void {
  log.error({ cluster: cluster.clusterId, err: error }, 'a round could not be judged');
}

/** One line when a cluster stops answering, or fails in another way, and one when it is back. */
function logReachability(clusterId: string, state: RoundsState, error: AppError | null): void {
  const problem = error === null ? null : error.code;
  if (problem === state.problem) return;
  if (error === null) log.info({ cluster: clusterId }, 'the cluster answers again');
  else if (error.code === 'internal') log.error({ cluster: clusterId, err: error.cause ?? error }, 'a round failed');
  else log.warn({ cluster: clusterId, reason: error.message }, 'the cluster cannot be reached');
  state.problem = problem;
}
