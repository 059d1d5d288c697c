import { type OffsetGoal, type OffsetNote, planOffset } from '@/lib/domain/offset-reset/plan-offset';
import type { GroupOffset } from '../facts/read-group-offsets';
import { listNames } from '../name-list';
import type { Message } from '../operation';
import { partitionName } from '../partition-name';
import { listOffsets } from './offset-table';
import { type ResetFacts, scopesOf } from './read-reset-facts';
import type { ResetGoal, ResetInput } from './reset-input';

/** What one partition is to get. */
export interface ResolvedOffset {
  readonly topic: string;
  readonly partition: number;
  readonly before: number | null;
  /** Null deletes the committed offset. */
  readonly after: number | null;
  readonly note: OffsetNote | null;
}

export type ResolvedReset =
  | { readonly refusals: readonly Message[] }
  | { readonly offsets: readonly ResolvedOffset[]; readonly leftOut: readonly string[] };

interface Place {
  readonly topic: string;
  readonly partition: number;
}

const nameOf = ({ topic, partition }: Place) => partitionName(topic, partition);

/** Offsets of these partitions were named once, perhaps long ago: one that is gone since is left out, not refused. */
const IS_RECALLED: Readonly<Partial<Record<ResetGoal['kind'], boolean>>> = { group: true, restorePoint: true };

function goalOf(to: ResetGoal, named: number | undefined): OffsetGoal {
  switch (to.kind) {
    case 'earliest':
    case 'latest':
    case 'current':
      return { kind: to.kind };
    case 'timestamp':
    case 'duration':
      return { kind: 'time' };
    case 'shift':
      return { kind: 'shift', by: to.by };
    case 'offset':
      return { kind: 'offset', offset: to.offset };
    default:
      return { kind: 'offset', offset: named ?? 0 };
  }
}

function refuseSource({ to, group }: ResetInput, { source }: ResetFacts): readonly Message[] {
  if (to.kind === 'group' && source === null) return [{ key: 'noSuchGroups', values: listNames([to.group]) }];
  if (to.kind === 'restorePoint' && source === null) {
    return [{ key: 'noRestorePoint', values: { name: to.name, group } }];
  }
  return to.kind === 'csv' && source?.length === 0 ? [{ key: 'csvOfOtherGroups', values: { group } }] : [];
}

interface Selection {
  readonly chosen: readonly Place[];
  readonly missingTopics: readonly string[];
  readonly missingPartitions: readonly string[];
}

/** The partitions that the scope means and that exist, by topic and number. */
function selectPartitions(given: ResetInput, facts: ResetFacts, named: ReadonlyMap<string, GroupOffset>): Selection {
  const chosen = new Map<string, Place>();
  const missingTopics = new Set<string>();
  const missingPartitions: string[] = [];
  const isOfSource = facts.source !== null;
  for (const { topic, partitions } of scopesOf(given, facts.source, facts.committed)) {
    const now = facts.topics.get(topic);
    if (now === undefined) missingTopics.add(topic);
    for (const partition of partitions ?? now?.partitions.map((one) => one.partition) ?? []) {
      const place = { topic, partition };
      const name = nameOf(place);
      if (isOfSource && !named.has(name)) continue;
      if (now?.partitions.some((one) => one.partition === partition)) chosen.set(name, place);
      else missingPartitions.push(name);
    }
  }
  const sorted = [...chosen.values()].sort((left, right) =>
    left.topic === right.topic ? left.partition - right.partition : left.topic < right.topic ? -1 : 1,
  );
  return { chosen: sorted, missingTopics: [...missingTopics], missingPartitions };
}

const refuseNames = (
  key: 'missingTopics' | 'missingPartitions' | 'nothingToShift' | 'offsetsUnknown',
  names: readonly string[],
) => (names.length === 0 ? [] : [{ key, values: listNames(names) } satisfies Message]);

function refuseMissing({ missingTopics, missingPartitions }: Selection): readonly Message[] {
  const ofKnownTopics = missingPartitions.filter(
    (name) => !missingTopics.some((topic) => name.startsWith(`${topic}-`)),
  );
  return [...refuseNames('missingTopics', missingTopics), ...refuseNames('missingPartitions', ofKnownTopics)];
}

type Resolved = ResolvedOffset | { readonly name: string; readonly problem: 'notCommitted' | 'rangeUnknown' };

function resolveAll(
  { to }: ResetInput,
  { ranges, atTime, committed }: ResetFacts,
  chosen: readonly Place[],
  named: ReadonlyMap<string, GroupOffset>,
): readonly Resolved[] {
  const commits = new Map(committed.map((one) => [nameOf(one), one.offset]));
  return chosen.map((place): Resolved => {
    const name = nameOf(place);
    const before = commits.get(name) ?? null;
    const wanted = named.get(name)?.offset ?? null;
    if (to.kind === 'offsets') return { ...place, before, after: wanted, note: null };
    const range = ranges.get(name);
    const first = atTime.get(name) ?? -1;
    const position = {
      committed: before,
      logStart: range?.logStart ?? null,
      logEnd: range?.highWatermark ?? null,
      atTime: first < 0 ? null : first,
    };
    const planned = planOffset(goalOf(to, wanted ?? undefined), position);
    return 'problem' in planned
      ? { name, problem: planned.problem }
      : { ...place, before, after: planned.offset, note: planned.note };
  });
}

/** The exact offset of every partition that is meant, or why there is none. Exact offsets stay as they are, wherever the log is. */
export function resolveReset(given: ResetInput, facts: ResetFacts): ResolvedReset {
  const { to } = given;
  // The facts may be those of the input that this one was pinned from.
  const source = to.kind === 'offsets' ? listOffsets(to.offsets) : facts.source;
  return resolveWith(given, { ...facts, source });
}

function resolveWith(given: ResetInput, facts: ResetFacts): ResolvedReset {
  const ofSource = refuseSource(given, facts);
  if (ofSource.length > 0) return { refusals: ofSource };
  const isExact = given.to.kind === 'offsets';
  const usable = (facts.source ?? []).filter(({ offset }) => isExact || offset !== null);
  const named = new Map(usable.map((one) => [nameOf(one), one]));
  const selection = selectPartitions(given, facts, named);
  const isRecalled = IS_RECALLED[given.to.kind] === true || (given.topics === null && facts.source === null);
  const missing = isRecalled && given.topics === null ? [] : refuseMissing(selection);
  if (missing.length > 0) return { refusals: missing };
  const resolved = resolveAll(given, facts, selection.chosen, named);
  const problems = (problem: 'notCommitted' | 'rangeUnknown') =>
    resolved.flatMap((one) => ('problem' in one && one.problem === problem ? [one.name] : []));
  const unresolved = [
    ...refuseNames('nothingToShift', problems('notCommitted')),
    ...refuseNames('offsetsUnknown', problems('rangeUnknown')),
  ];
  if (unresolved.length > 0) return { refusals: unresolved };
  const offsets = resolved.flatMap((one) => ('problem' in one ? [] : [one]));
  if (offsets.length === 0) return { refusals: [{ key: 'noOffsetsInScope', values: { group: given.group } }] };
  return { offsets, leftOut: selection.missingPartitions };
}
