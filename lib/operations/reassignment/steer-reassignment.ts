import { z } from 'zod';
import type { PlanChange } from '@/lib/views/schemas/operation-run';
import {
  defineOperation,
  type Message,
  type OperationContext,
  type OperationOutcome,
  type OperationTarget,
  type PlanResult,
  type RunControl,
} from '../operation';
import { bytesPerSecond } from './reassign-input';
import { type RunningReassignment, readRunningReassignments } from './running-reassignments';
import { readThrottleEntries } from './throttle-entries';

const runInput = z.strictObject({ runId: z.uuid() });
const throttleInput = z.strictObject({
  runId: z.uuid(),
  /** Null lifts the limit. */
  bytesPerSecond: bytesPerSecond.nullable(),
});

interface SteerPlan {
  readonly runId: string;
  readonly summary: Message;
  readonly change: PlanChange;
  readonly control: RunControl;
}

type Facts = RunningReassignment | null;

async function readRun({ runs }: OperationContext, { runId }: { readonly runId: string }): Promise<Facts> {
  return (await readRunningReassignments(runs)).find((one) => one.runId === runId) ?? null;
}

function rateOf({ plan, control }: RunningReassignment): number | null {
  return control.bytesPerSecond === undefined ? plan.bytesPerSecond : control.bytesPerSecond;
}

function planPause(run: Facts, isPaused: boolean): PlanResult<SteerPlan> {
  if (run === null) return { refusals: [{ key: 'runHasEnded' }] };
  if ((run.control.isPaused ?? false) === isPaused)
    return { refusals: [{ key: isPaused ? 'isPausedAlready' : 'isNotPaused' }] };
  const [before, after] = isPaused ? ['moving', 'paused'] : ['paused', 'moving'];
  return {
    plan: {
      runId: run.runId,
      summary: { key: isPaused ? 'pauseReassignment' : 'resumeReassignment' },
      change: { subject: run.runId, aspect: 'phase', before, after },
      control: { isPaused },
    },
    inverse: { operation: isPaused ? 'resume-reassignment' : 'pause-reassignment', input: { runId: run.runId } },
  };
}

/** What is the same for all that steers a run. */
const steering = {
  risk: 'routine',
  target: ({ runId }: { readonly runId: string }): OperationTarget => {
    return { kind: 'reassignment', names: [runId], locks: [`steer ${runId}`] };
  },
  read: readRun,
  describe: ({ summary, change }: SteerPlan) => ({ summary, changes: [change], warnings: [], commandLines: [] }),
  execute: async ({ runs }: OperationContext, { runId, control }: SteerPlan): Promise<readonly OperationOutcome[]> => {
    await runs.steer(runId, control);
    return [{ subject: runId, state: 'done', told: null, errorName: null }];
  },
  verify: async (context: OperationContext, { runId, control }: SteerPlan) => {
    const run = await readRun(context, { runId });
    const isSteered = run === null || run.control.isPaused === control.isPaused;
    return { isVerified: isSteered, differences: [] };
  },
} as const;

/** Sends no more moves of a running reassignment; what is in flight ends by itself. */
export const pauseReassignment = defineOperation<typeof runInput, Facts, SteerPlan>({
  ...steering,
  name: 'pause-reassignment',
  permission: 'reassign:execute',
  input: runInput,
  plan: (_, run) => planPause(run, true),
});

/** Goes on with a paused reassignment. */
export const resumeReassignment = defineOperation<typeof runInput, Facts, SteerPlan>({
  ...steering,
  name: 'resume-reassignment',
  permission: 'reassign:execute',
  input: runInput,
  plan: (_, run) => planPause(run, false),
});

/** Changes the limit of a running reassignment (KIP-73); the values of before the run still come back at its end. */
export const setReassignmentThrottle = defineOperation<typeof throttleInput, Facts, SteerPlan>({
  ...steering,
  name: 'set-reassignment-throttle',
  permission: 'reassign:throttle',
  input: throttleInput,
  plan: ({ runId, bytesPerSecond: rate }, run) => {
    if (run === null) return { refusals: [{ key: 'runHasEnded' }] };
    const before = rateOf(run);
    if (before === rate) return { refusals: [{ key: 'nothingToChange' }] };
    const inRun = (value: number | null) => (value === null ? null : String(value));
    return {
      plan: {
        runId,
        summary:
          rate === null
            ? { key: 'liftReassignmentThrottle' }
            : { key: 'setReassignmentThrottle', values: { bytesPerSecond: rate } },
        change: { subject: runId, aspect: 'throttle', before: inRun(before), after: inRun(rate) },
        control: { bytesPerSecond: rate },
      },
      inverse: { operation: 'set-reassignment-throttle', input: { runId, bytesPerSecond: before } },
    };
  },
  verify: async (context, { runId, control }) => {
    const run = await readRun(context, { runId });
    if (run === null) return { isVerified: true, differences: [] };
    const [broker] = run.plan.moves.flatMap(({ from, to }) => to.filter((brokerId) => !from.includes(brokerId)));
    if (broker === undefined) return { isVerified: true, differences: [] };
    const entries = await readThrottleEntries(context.kafka, [broker], []);
    const now = entries.find(({ name }) => name === 'follower.replication.throttled.rate')?.value ?? null;
    const wanted = control.bytesPerSecond ?? null;
    const isSet = wanted === null || now === String(wanted);
    const difference = { subject: `broker ${broker}`, aspect: 'throttle', before: String(wanted), after: now };
    return { isVerified: isSet, differences: isSet ? [] : [difference] };
  },
});
