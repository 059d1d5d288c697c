import type { z } from 'zod';
import type { Message } from './operation';

/** Rules of inputs that zod has no word for, each a key of the catalogue area `operations.message`. */
const INPUT_RULES = [
  'inputTopicName',
  'inputTopicNameDots',
  'inputTopicPattern',
  'inputPartitionNumber',
  'inputBrokerTwice',
  'inputPartitionTwice',
  'inputTopicTwice',
  'inputNeedsLogger',
  'inputTopicsOrPattern',
  'inputCountsOrAssignment',
  'inputBothEndsOfWindow',
  'inputPartitionsOrTopics',
  'inputAlsoSets',
  'inputNeedsConfig',
  'inputName',
  'inputGlob',
  'inputLabelName',
  'inputNotAboveThreshold',
  'inputNeedsVerdict',
  'inputTimeZone',
  'inputEndAfterStart',
  'inputDaysOrRange',
  'inputWebUrl',
  'inputNoUserInUrl',
  'inputMailAddress',
  'inputMailServer',
  'inputTopicScope',
  'inputDuration',
  'inputCsvLines',
  'inputCsvEmpty',
  'inputCsvTwice',
  'inputControlCharacters',
] as const satisfies readonly Message['key'][];
type InputRule = (typeof INPUT_RULES)[number];

/** What a check of zod takes to answer this rule: its message is the key, its params are the values. */
export function rule(key: InputRule, values: Message['values'] = {}) {
  return { message: key, params: { ...values } };
}

/** One part of an input that was not accepted: its path, and why. */
export interface InputProblem {
  readonly path: readonly PropertyKey[];
  readonly told: Message;
}

/** Everything that keeps an input from parsing, as sentences that translate. */
export function describeInputProblems(error: z.ZodError, input: unknown): readonly InputProblem[] {
  return error.issues.flatMap((issue) => describeIssue(issue, input));
}

function describeIssue(issue: z.core.$ZodIssue, input: unknown): readonly InputProblem[] {
  const { path } = issue;
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({ path: [...path, key], told: { key: 'inputUnknownField' } }));
    case 'invalid_union':
      return describeUnion(issue, input);
    case 'invalid_key':
    case 'invalid_element':
      return issue.issues.map((inner) => ({ path, told: describeRule(inner, input) }));
    default:
      return [{ path, told: describeRule(issue, input) }];
  }
}

/** What the first branch says that took the value's own type; without one, what the first branch says. */
function describeUnion(issue: z.core.$ZodIssueInvalidUnion, input: unknown): readonly InputProblem[] {
  const branches = issue.errors ?? [];
  const isOfType = (branch: readonly z.core.$ZodIssue[]) =>
    branch.every(({ code, path }) => code !== 'invalid_type' || path.length > 0);
  const branch = branches.find(isOfType) ?? branches[0];
  if (branch === undefined) return [{ path: issue.path, told: { key: 'inputUnknownKind' } }];
  const within = valueAt(input, issue.path);
  return branch
    .flatMap((inner) => describeIssue(inner, within))
    .map((problem) => ({ ...problem, path: [...issue.path, ...problem.path] }));
}

function describeRule(issue: z.core.$ZodIssue, input: unknown): Message {
  const own = INPUT_RULES.find((key) => key === issue.message);
  if (own !== undefined) return { key: own, ...valuesOf(issue) };
  switch (issue.code) {
    case 'invalid_type':
      return describeType(issue, valueAt(input, issue.path));
    case 'invalid_value':
      return { key: 'inputOneOf', values: { values: issue.values.map(String).join(', ') } };
    case 'too_small':
      return { key: `inputAtLeast${sizeOf(issue.origin)}`, values: { limit: Number(issue.minimum) } };
    case 'too_big':
      return { key: `inputAtMost${sizeOf(issue.origin)}`, values: { limit: Number(issue.maximum) } };
    case 'invalid_format':
      return { key: issue.format === 'uuid' ? 'inputUuid' : 'inputNotAccepted' };
    default:
      return { key: 'inputNotAccepted' };
  }
}

function valuesOf(issue: z.core.$ZodIssue): Pick<Message, 'values'> {
  const params = issue.code === 'custom' ? (issue.params as Message['values']) : undefined;
  return params === undefined || Object.keys(params).length === 0 ? {} : { values: params };
}

const TYPES = {
  string: 'inputText',
  number: 'inputNumber',
  int: 'inputWholeNumber',
  boolean: 'inputYesOrNo',
  array: 'inputList',
} as const;

function describeType({ expected }: z.core.$ZodIssueInvalidType, value: unknown): Message {
  if (value === undefined) return { key: 'inputMissing' };
  return { key: TYPES[expected as keyof typeof TYPES] ?? 'inputObject' };
}

function sizeOf(origin: string): '' | 'Characters' | 'Items' {
  if (origin === 'string') return 'Characters';
  return origin === 'array' || origin === 'set' || origin === 'map' ? 'Items' : '';
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>)[key] : value,
    input,
  );
}
