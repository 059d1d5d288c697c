import type { z } from 'zod';
import type { Permission } from '@/lib/domain/permission';
import type operationMessages from '@/lib/i18n/en/operations.json';
import type { KafkaGateway } from '@/lib/server/kafka/gateway';
import type { KafkaErrorFacts } from '@/lib/server/kafka/protocol/kafka-errors.generated';
import type { ItemOutcome, PlanChange, Verification } from '@/lib/views/schemas/operation-run';

/** How a change must be confirmed: by a button, by a button and a reason where given, or by typing a name and a reason. */
export const RISKS = ['routine', 'disruptive', 'destructive'] as const;
export type Risk = (typeof RISKS)[number];

/** A sentence as a key of the catalogue area `operations` with its values, so that it can be told in any language. */
export interface Message {
  readonly key: keyof (typeof operationMessages)['message'];
  readonly values?: Readonly<Record<string, string | number>>;
}

/** What became of one item, without words: the runner adds the English ones. Null: there is nothing to say. */
export interface OperationOutcome extends Pick<ItemOutcome, 'subject' | 'state' | 'errorName'> {
  readonly told: Message | null;
}

/** Where what an operation changes is kept, and read back from. */
export type ResultPlace = 'kafka' | 'highwater';

/** What an operation changes: the lock, the audit row and the typed name come from it. */
export interface OperationTarget {
  readonly kind: 'topic' | 'broker' | 'group' | 'reassignment' | 'cluster' | 'alert';
  /** Names of topics or groups, ids of brokers; the cluster's id for `cluster`. */
  readonly names: readonly string[];
  /** Things of the kind that nothing else may change meanwhile; absent: the names. */
  readonly locks?: readonly string[];
}

/** The cluster as an operation may use it. `errorOf` names an error number; null for 0. */
export interface OperationKafka {
  readonly clusterId: string;
  readonly call: KafkaGateway['call'];
  readonly supports: KafkaGateway['supports'];
  errorOf(errorNumber: number): KafkaErrorFacts | null;
}

/** The runs of stepwise operations of the same cluster, for the operations that steer them. */
export interface OperationRuns {
  /** Runs that have not ended, oldest first. */
  readRunning(operation: string): Promise<readonly RunningRun[]>;
  /** Changes how a running run goes on; of no effect on one that ended. */
  steer(runId: string, control: RunControl): Promise<void>;
}

export interface RunningRun {
  readonly runId: string;
  readonly plan: unknown;
  readonly control: RunControl;
}

/** What an operator may change about a running stepwise operation; what is absent stays as it is. */
export interface RunControl {
  readonly isPaused?: boolean;
  readonly isCancelled?: boolean;
  /** Moves what was already done back as well, when cancelled. */
  readonly isRollback?: boolean;
  /** Bytes per second and broker; null lifts the throttle. */
  readonly bytesPerSecond?: number | null;
}

/** Values of the cluster that Highwater itself keeps, as JSON; null for one that was never written. */
export interface OperationSettings {
  read(key: string): Promise<unknown>;
  write(key: string, value: object): Promise<void>;
}

/** What is kept of alerts by name: the schema of a body is that of the operation that saves it. */
export const ALERT_SETTING_KINDS = ['rule', 'channel', 'silence', 'window'] as const;
export type AlertSettingKind = (typeof ALERT_SETTING_KINDS)[number];

/** Secrets of a channel by field. */
export type ChannelSecrets = Readonly<Record<string, string>>;

/** The alerts of the cluster, as operations may change them. */
export interface OperationAlerts {
  /** Null when there is none of the name. */
  read(kind: AlertSettingKind, name: string): Promise<unknown>;
  list(kind: AlertSettingKind): Promise<readonly unknown[]>;
  write(kind: AlertSettingKind, name: string, body: object): Promise<void>;
  remove(kind: AlertSettingKind, name: string): Promise<void>;
  /** Whether this installation has the key that secrets are encrypted with. */
  readonly canKeepSecrets: boolean;
  /** Encrypts secrets for one destination, over those of an earlier reference to the same one; answers their reference. */
  keepSecrets(secrets: ChannelSecrets, destination: string, earlier: string | null): Promise<string>;
  /** Where the secrets of a reference may be sent, and their fields; null when they are gone. */
  describeSecrets(
    reference: string,
  ): Promise<{ readonly destination: string; readonly fields: readonly string[] } | null>;
  /** Sends a real message; never rejects for what the receiver does. */
  sendTest(channel: string, testId: string): Promise<{ readonly isDelivered: boolean; readonly answer: string }>;
  /** Whether that test arrived; null when none was sent. */
  readTest(testId: string): Promise<boolean | null>;
}

export interface OperationContext {
  readonly kafka: OperationKafka;
  readonly alerts: OperationAlerts;
  readonly runs: OperationRuns;
  readonly settings: OperationSettings;
  /** Name of who confirmed what is being executed; null while nothing is. */
  readonly principal: string | null;
}

/** The exact changes, or why they must not be made. A plan is plain JSON: it is stored, and its fingerprint is what a person confirms. */
export type PlanResult<Plan> =
  | { readonly refusals: readonly Message[] }
  | {
      readonly plan: Plan;
      /** The operation and input that would put back what this one changes; null where Kafka has no way back. */
      readonly inverse: InversePlan | null;
    };

export interface InversePlan {
  readonly operation: string;
  readonly input: unknown;
}

/** A plan in words. */
export interface PlanDescription {
  readonly summary: Message;
  readonly changes: readonly PlanChange[];
  /** Who and what else it touches, and what cannot be undone. */
  readonly warnings: readonly Message[];
  /** The same with Kafka's own tools, one line each. */
  readonly commandLines: readonly string[];
}

interface OperationBase<Input extends z.ZodType, Facts, Plan> {
  /** Verb and Kafka noun: it is the URL, the audit action and the test title. */
  readonly name: string;
  readonly permission: Permission;
  readonly risk: Risk;
  /** Changes what Highwater itself keeps and nothing in Kafka: allowed on a read-only cluster. */
  readonly isOwnSetting?: true;
  /** What it changes is kept by Highwater though Kafka follows from it; absent: see `resultPlaceOf`. */
  readonly resultPlace?: ResultPlace;
  readonly input: Input;
  readonly target: (input: z.output<Input>, clusterId: string) => OperationTarget;
  /** Live facts that the plan needs, fresh from the brokers. Throws as `KafkaGateway.call` does. */
  readonly read: (context: OperationContext, input: z.output<Input>) => Promise<Facts>;
  /**
   * An input that moves with time (a timestamp, "all records") as the fixed one that the preview shows and the
   * execution repeats. Absent: the input is fixed as it is.
   */
  readonly pin?: (input: z.output<Input>, facts: Facts) => z.input<Input>;
  readonly plan: (input: z.output<Input>, facts: Facts) => PlanResult<Plan>;
  readonly describe: (plan: Plan) => PlanDescription;
  /** Numbers of this moment that the preview shows beside the plan. They move, so they are no part of what is confirmed. */
  readonly figures?: (plan: Plan, facts: Facts) => unknown;
  /** Compares Kafka with the plan, once; the runner asks again until it agrees or a deadline passes. */
  readonly verify: (context: OperationContext, plan: Plan) => Promise<Verification>;
}

/** What is done within a request: one outcome for each item of the plan. */
interface ImmediateOperation<Plan> {
  readonly execute: (context: OperationContext, plan: Plan) => Promise<readonly OperationOutcome[]>;
  readonly step?: undefined;
}

/** What takes longer: the collector that holds the cluster's lease calls `step` again and again, also after a crash. */
interface StepwiseOperation<Plan> {
  readonly execute?: undefined;
  readonly step: (context: OperationContext, run: StepRun<Plan>) => Promise<StepResult>;
}

/** One write of the API as one value: route, form, preview, permission check, audit and command line come from it. */
export type Operation<Input extends z.ZodType = z.ZodType, Facts = unknown, Plan = unknown> = OperationBase<
  Input,
  Facts,
  Plan
> &
  (ImmediateOperation<Plan> | StepwiseOperation<Plan>);

/** One stepwise run as its next step finds it. Everything that Kafka knows is read from Kafka. */
export interface StepRun<Plan> {
  readonly plan: Plan;
  readonly control: RunControl;
  /** What Kafka cannot tell later, such as config values before the run; null before the first `saveMemo`. */
  readonly memo: unknown;
  /** What the step before answered; null before the first. */
  readonly progress: unknown;
  /** Resolves when the memo is stored: what depends on it may be changed only then. */
  saveMemo(memo: unknown): Promise<void>;
}

export interface StepResult {
  /** Null while it goes on. */
  readonly outcomes: readonly OperationOutcome[] | null;
  readonly progress: unknown;
}

/** Keeps the types of one operation. */
export function defineOperation<Input extends z.ZodType, Facts, Plan>(
  operation: Operation<Input, Facts, Plan>,
): Operation<Input, Facts, Plan> {
  return operation;
}

/** An operation of whatever types, as the runner takes it: what one of its functions made goes only to another of its own. */
// biome-ignore lint/suspicious/noExplicitAny: the registry holds operations of different types.
export type AnyOperation = Operation<z.ZodType<any, any>, any, any>;

/** Kafka, unless the operation changes what Highwater itself keeps. */
export function resultPlaceOf({ isOwnSetting, resultPlace }: AnyOperation): ResultPlace {
  return resultPlace ?? (isOwnSetting ? 'highwater' : 'kafka');
}

/** What the typed confirmation must be: the name of the one target, or the cluster's id when there are many. */
export function confirmationName(target: OperationTarget, clusterId: string): string {
  const [name] = target.names;
  return target.names.length === 1 && name !== undefined ? name : clusterId;
}
