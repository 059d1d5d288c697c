import type { PartitionReplicas } from './cluster-layout';

/** One entry of a reassignment file. */
export interface ReassignmentEntry extends PartitionReplicas {
  /** Log dir of each replica: an absolute path or `any`; null when the file names none. */
  readonly logDirs: readonly string[] | null;
}

/** What is wrong with a file; `entry` counts from 0 in the list of partitions or topics. */
export type ReassignmentJsonError =
  | { readonly code: 'not_json'; readonly message: string }
  /** Only version 1 exists; a file without one is version 1. */
  | { readonly code: 'unsupported_version'; readonly version: string }
  /** The list `partitions` (or `topics`) is missing or empty. */
  | { readonly code: 'no_entries'; readonly field: 'partitions' | 'topics' }
  | { readonly code: 'invalid_entry'; readonly entry: number; readonly field: EntryField };

type EntryField = 'entry' | 'topic' | 'partition' | 'replicas' | 'log_dirs';

/** What was read and what is wrong; anything wrong means nothing may be used. */
export interface ParsedReassignment {
  readonly entries: readonly ReassignmentEntry[];
  readonly errors: readonly ReassignmentJsonError[];
}

/** Reads the file of `kafka-reassign-partitions --reassignment-json-file`. What it asks for is judged by `checkAssignment`. */
export function parseReassignmentJson(text: string): ParsedReassignment {
  const { list, errors } = parseList(text, 'partitions');
  const parsed = list.map(parseEntry);
  return {
    entries: parsed.flatMap((result) => (typeof result === 'string' ? [] : [result])),
    errors: [...errors, ...listInvalid(parsed)],
  };
}

/** Writes that file, one partition a line; it is the plan from `to`, and the rollback from `from`. */
export function formatReassignmentJson(assignment: readonly PartitionReplicas[]): string {
  const lines = assignment.map(
    ({ topic, partition, replicas }) => `    ${JSON.stringify({ topic, partition, replicas })}`,
  );
  return `{\n  "version": 1,\n  "partitions": [\n${lines.join(',\n')}\n  ]\n}\n`;
}

/** Topics of a file of `kafka-reassign-partitions --topics-to-move-json-file`, in its order. */
export function parseTopicsToMoveJson(text: string): {
  readonly topics: readonly string[];
  readonly errors: readonly ReassignmentJsonError[];
} {
  const { list, errors } = parseList(text, 'topics');
  const parsed = list.map((value) => {
    if (!isObject(value)) return 'entry' as const;
    return isTopic(value.topic) ? { topic: value.topic } : ('topic' as const);
  });
  return {
    topics: parsed.flatMap((result) => (typeof result === 'string' ? [] : [result.topic])),
    errors: [...errors, ...listInvalid(parsed)],
  };
}

/** Writes that file, one topic a line. */
export function formatTopicsToMoveJson(topics: readonly string[]): string {
  const lines = topics.map((topic) => `    ${JSON.stringify({ topic })}`);
  return `{\n  "version": 1,\n  "topics": [\n${lines.join(',\n')}\n  ]\n}\n`;
}

function parseList(text: string, field: 'partitions' | 'topics'): { list: unknown[]; errors: ReassignmentJsonError[] } {
  let root: unknown;
  try {
    root = JSON.parse(text);
  } catch (error) {
    return { list: [], errors: [{ code: 'not_json', message: (error as Error).message }] };
  }
  const { version = 1, [field]: list } = isObject(root) ? root : {};
  if (version !== 1) return { list: [], errors: [{ code: 'unsupported_version', version: JSON.stringify(version) }] };
  if (!Array.isArray(list) || list.length === 0) return { list: [], errors: [{ code: 'no_entries', field }] };
  return { list, errors: [] };
}

function listInvalid(parsed: readonly (object | EntryField)[]): ReassignmentJsonError[] {
  return parsed.flatMap((result, entry) =>
    typeof result === 'string' ? [{ code: 'invalid_entry', entry, field: result }] : [],
  );
}

/** The entry, or the field that is wrong. */
function parseEntry(value: unknown): ReassignmentEntry | EntryField {
  if (!isObject(value)) return 'entry';
  const { topic, partition, replicas, log_dirs: logDirs = null } = value;
  if (!isTopic(topic)) return 'topic';
  if (!isId(partition)) return 'partition';
  if (!Array.isArray(replicas) || !replicas.every(isId)) return 'replicas';
  if (logDirs === null) return { topic, partition, replicas, logDirs };
  const isEach = Array.isArray(logDirs) && logDirs.length === replicas.length && logDirs.every(isLogDir);
  return isEach ? { topic, partition, replicas, logDirs } : 'log_dirs';
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isTopic(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

/** Partition numbers and broker ids are int32 from 0. */
function isId(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) < 2 ** 31;
}

function isLogDir(value: unknown): value is string {
  return value === 'any' || (typeof value === 'string' && value.startsWith('/'));
}
