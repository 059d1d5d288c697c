import type { z } from 'zod';
import type { Permission } from '@/lib/domain/permission';
import type { PlanChange, Verification } from '@/lib/views/schemas/operation-run';
import { type AlertSettingKind, defineOperation, type Message, type OperationContext } from '../operation';

export interface SavedBody {
  readonly [field: string]: unknown;
}

interface SettingFacts {
  readonly before: SavedBody | null;
  /** Names of the channels that there are. */
  readonly channels: readonly string[];
  readonly nowMs: number;
  /** Rules that name it, when it is a channel. */
  readonly usedBy: readonly string[];
}

interface SettingPlan {
  readonly name: string;
  readonly before: SavedBody | null;
  readonly after: SavedBody | null;
}

const told = (value: unknown) =>
  value === null || value === undefined ? null : typeof value === 'string' ? value : JSON.stringify(value);

/** Fields that differ; of a thing that comes or goes, those that say something. */
export function listSettingChanges({ name, before, after }: SettingPlan): readonly PlanChange[] {
  const fields = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
  return fields
    .map((aspect) => ({ subject: name, aspect, before: told(before?.[aspect]), after: told(after?.[aspect]) }))
    .filter((change) => change.before !== change.after);
}

export async function verifySetting(
  { alerts }: OperationContext,
  kind: AlertSettingKind,
  { name, after }: SettingPlan,
): Promise<Verification> {
  const found = (await alerts.read(kind, name)) as SavedBody | null;
  const differences = listSettingChanges({ name, before: after, after: found });
  return {
    isVerified: (found === null) === (after === null) && differences.length === 0,
    differences: [...differences],
  };
}

async function readFacts({ alerts }: OperationContext, kind: AlertSettingKind, name: string): Promise<SettingFacts> {
  const [before, channels, rules] = await Promise.all([
    alerts.read(kind, name),
    alerts.list('channel'),
    alerts.list('rule'),
  ]);
  const isUsing = (rule: unknown) => ((rule as SavedBody).channels as readonly string[]).includes(name);
  return {
    before: before as SavedBody | null,
    channels: channels.map((channel) => String((channel as SavedBody).channel)),
    nowMs: Date.now(),
    usedBy: kind === 'channel' ? rules.filter(isUsing).map((rule) => String((rule as SavedBody).rule)) : [],
  };
}

interface Saving<Input extends z.ZodType> {
  readonly name: string;
  readonly undoneBy: string;
  readonly permission: Permission;
  readonly kind: AlertSettingKind;
  readonly input: Input;
  /** Field that names the thing, in the input and in what is kept. */
  readonly field: string;
  readonly summary: Message['key'];
  readonly pin?: (input: z.output<Input>, facts: SettingFacts) => z.input<Input>;
  /** What is kept, or why not. */
  readonly make: (input: z.output<Input>, facts: SettingFacts) => SavedBody | Message;
}

const lockOf = (kind: AlertSettingKind, name: string) => `${kind} ${name}`;

/** An operation that saves one thing about alerts under its name, new or over what is there. */
export function defineSaving<Input extends z.ZodType<SavedBody>>(saving: Saving<Input>) {
  const { name, permission, kind, input, field, summary, pin, make, undoneBy } = saving;
  const nameOf = (given: z.output<Input>) => String(given[field] ?? '');
  return defineOperation<Input, SettingFacts, SettingPlan>({
    name,
    permission,
    risk: 'routine',
    isOwnSetting: true,
    input,
    target: (given) => ({ kind: 'alert', names: [nameOf(given)], locks: [lockOf(kind, nameOf(given))] }),
    read: (context, given) => readFacts(context, kind, nameOf(given)),
    ...(pin === undefined ? {} : { pin }),
    plan: (given, facts) => {
      const after = make(given, facts);
      if ('key' in after) return { refusals: [after as Message] };
      const plan = { name: nameOf(given), before: facts.before, after };
      if (listSettingChanges(plan).length === 0) return { refusals: [{ key: 'nothingToChange' }] };
      const inverse =
        facts.before === null
          ? { operation: undoneBy, input: { [field]: plan.name } }
          : { operation: name, input: inputOf(facts.before) };
      return { plan, inverse };
    },
    describe: (plan) => ({
      summary: { key: summary, values: { name: plan.name } },
      changes: listSettingChanges(plan),
      warnings: [],
      commandLines: [],
    }),
    execute: async ({ alerts }, { name: subject, after }) => {
      await alerts.write(kind, subject, after ?? {});
      return [{ subject, state: 'done', told: null, errorName: null }];
    },
    verify: (context, plan) => verifySetting(context, kind, plan),
  });
}

/** What is derived when it is saved is not given again. */
export function inputOf({ destination: _, secretFields: __, ...given }: SavedBody): SavedBody {
  return given;
}

interface Removing<Input extends z.ZodType> {
  readonly name: string;
  readonly undoneBy: string;
  readonly permission: Permission;
  readonly kind: AlertSettingKind;
  readonly input: Input;
  readonly field: string;
  readonly summary: Message['key'];
}

/** An operation that removes one thing about alerts by its name. */
export function defineRemoving<Input extends z.ZodType<SavedBody>>(removing: Removing<Input>) {
  const { name, permission, kind, input, field, summary, undoneBy } = removing;
  const nameOf = (given: z.output<Input>) => String(given[field]);
  return defineOperation<Input, SettingFacts, SettingPlan>({
    name,
    permission,
    risk: 'routine',
    isOwnSetting: true,
    input,
    target: (given) => ({ kind: 'alert', names: [nameOf(given)], locks: [lockOf(kind, nameOf(given))] }),
    read: (context, given) => readFacts(context, kind, nameOf(given)),
    plan: (given, { before, usedBy }) => {
      const subject = nameOf(given);
      if (before === null) return { refusals: [{ key: 'noSuchAlertSetting', values: { name: subject } }] };
      if (usedBy.length > 0) {
        return { refusals: [{ key: 'channelIsUsed', values: { name: subject, rules: usedBy.join(', ') } }] };
      }
      const inverse = { operation: undoneBy, input: inputOf(before) };
      return { plan: { name: subject, before, after: null }, inverse };
    },
    describe: (plan) => ({
      summary: { key: summary, values: { name: plan.name } },
      changes: listSettingChanges(plan),
      warnings: [],
      commandLines: [],
    }),
    execute: async ({ alerts }, { name: subject }) => {
      await alerts.remove(kind, subject);
      return [{ subject, state: 'done', told: null, errorName: null }];
    },
    verify: (context, plan) => verifySetting(context, kind, plan),
  });
}
