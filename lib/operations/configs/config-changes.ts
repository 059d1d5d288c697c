import type { z } from 'zod';
import type { PlanChange } from '@/lib/views/schemas/operation-run';
import { configArgument } from '../command-line';
import type { ConfigsNow } from '../facts/read-configs';
import type { configValues } from '../input';
import { listNames } from '../name-list';
import type { Message } from '../operation';

/** Keys to set and keys to remove, as an operation's input gives them. */
export interface WantedConfigs {
  readonly set: z.output<typeof configValues>;
  readonly remove: readonly string[];
}

/** One key of one resource as it was read and as it is to be. Plain JSON, so that it can stand in a plan. */
export interface ConfigChange {
  readonly key: string;
  readonly action: 'set' | 'remove';
  /** What applied before, and whether it was set on the resource itself. */
  readonly before: string | null;
  readonly wasOwn: boolean;
  /** The value to set; of a removal, what applies from then on as far as Kafka tells. */
  readonly after: string | null;
}

/** Whether Kafka takes two texts for one value: it trims, splits lists at commas and writes numbers and booleans anew. */
export function isSameConfigValue(left: string | null, right: string | null): boolean {
  if (left === null || right === null) return left === right;
  const plain = (text: string) => text.trim().replaceAll(/\s*,\s*/g, ',');
  const [one, other] = [plain(left), plain(right)];
  if (one === other || (/^(true|false)$/i.test(one) && one.toLowerCase() === other.toLowerCase())) return true;
  const isNumber = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;
  return isNumber.test(one) && isNumber.test(other) && one.length < 16 && Number(one) === Number(other);
}

/** What of the wish is not so already, in the order of the keys. */
export function planConfigChanges({ set, remove }: WantedConfigs, configs: ConfigsNow): readonly ConfigChange[] {
  const sets = Object.entries(set).flatMap(([key, value]): ConfigChange[] => {
    const now = configs.get(key);
    if (now?.isOwn && isSameConfigValue(now.value, value)) return [];
    return [{ key, action: 'set', before: now?.value ?? null, wasOwn: now?.isOwn ?? false, after: value }];
  });
  const removals = remove.flatMap((key): ConfigChange[] => {
    const now = configs.get(key);
    return now?.isOwn ? [{ key, action: 'remove', before: now.value, wasOwn: true, after: now.inherited }] : [];
  });
  return [...sets, ...removals].sort((left, right) => (left.key < right.key ? -1 : 1));
}

/** Refusals for keys that cannot be changed so: sensitive, read-only, and keys to remove that Kafka does not know. */
export function refuseConfigKeys({ set, remove }: WantedConfigs, known: ConfigsNow): readonly Message[] {
  const keys = [...new Set([...Object.keys(set), ...remove])];
  const refuse = (key: 'sensitiveConfigs' | 'readOnlyConfigs' | 'unknownConfigs', names: readonly string[]) =>
    names.length > 0 ? [{ key, values: listNames(names) }] : [];
  return [
    ...refuse(
      'sensitiveConfigs',
      keys.filter((key) => known.get(key)?.isSensitive),
    ),
    ...refuse(
      'readOnlyConfigs',
      keys.filter((key) => known.get(key)?.isReadOnly && !known.get(key)?.isSensitive),
    ),
    ...refuse(
      'unknownConfigs',
      remove.filter((key) => !known.has(key)),
    ),
  ];
}

/** What puts the keys back as they were; null when the resources did not all stand alike before. */
export function invertConfigChanges(resources: readonly (readonly ConfigChange[])[]): WantedConfigs | null {
  const inversions = resources.map((changes) => ({
    set: Object.fromEntries(changes.flatMap(({ key, wasOwn, before }) => (wasOwn ? [[key, before ?? '']] : []))),
    remove: changes.filter(({ wasOwn }) => !wasOwn).map(({ key }) => key),
  }));
  const [first] = inversions;
  const isAlike = inversions.every((one) => JSON.stringify(one) === JSON.stringify(first));
  return first !== undefined && isAlike ? first : null;
}

const OPERATION_NUMBER = { set: 0, remove: 1 } as const;

/** Config changes as IncrementalAlterConfigs (API key 44, KIP-339) takes them. */
export function alterableConfigs(changes: readonly ConfigChange[]) {
  return changes.map(({ key, action, after }) => ({
    name: key,
    configOperation: OPERATION_NUMBER[action],
    value: action === 'set' ? after : null,
  }));
}

/** The changes of one resource for a description. */
export function describeConfigChanges(subject: string, changes: readonly ConfigChange[]): readonly PlanChange[] {
  return changes.map(({ key, before, after }) => ({ subject, aspect: key, before, after }));
}

/** Warnings that the values alone do not tell: what stops and what starts to follow the value above. */
export function warnOfInheritance(changes: readonly ConfigChange[]): readonly Message[] {
  const pinned = changes.filter(({ action, wasOwn, before, after }) => action === 'set' && !wasOwn && before === after);
  const removed = changes.filter(({ action }) => action === 'remove');
  const keysOf = (some: readonly ConfigChange[]) => listNames([...new Set(some.map(({ key }) => key))]);
  return [
    ...(pinned.length > 0 ? [{ key: 'configsPinned', values: keysOf(pinned) } as const] : []),
    ...(removed.length > 0 ? [{ key: 'configsFallBack', values: keysOf(removed) } as const] : []),
  ];
}

/** The arguments of `kafka-configs.sh --alter` that make these changes. */
export function configChangeArguments(changes: readonly ConfigChange[]): readonly string[] {
  const sets = changes.filter(({ action }) => action === 'set').map(({ key, after }) => [key, after ?? '']);
  const removed = changes.filter(({ action }) => action === 'remove').map(({ key }) => key);
  return [
    ...(sets.length > 0 ? ['--add-config', configArgument(Object.fromEntries(sets))] : []),
    ...(removed.length > 0 ? ['--delete-config', removed.join(',')] : []),
  ];
}

/** The changes that do not stand: `before` is what was planned, `after` what Kafka tells. */
export function compareConfigs(
  subject: string,
  changes: readonly ConfigChange[],
  configs: ConfigsNow | undefined,
): readonly PlanChange[] {
  return changes.flatMap((change): PlanChange[] => {
    const now = configs?.get(change.key);
    const stands =
      change.action === 'set' ? now?.isOwn && isSameConfigValue(now.value, change.after) : configs && !now?.isOwn;
    return stands ? [] : [{ subject, aspect: change.key, before: change.after, after: now?.value ?? null }];
  });
}
