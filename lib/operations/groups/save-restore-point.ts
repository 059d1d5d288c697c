import { z } from 'zod';
import { type GroupOffset, readGroupOffsets } from '../facts/read-group-offsets';
import { readGroup } from '../facts/read-groups';
import { groupId } from '../input';
import { listNames } from '../name-list';
import { defineOperation, type OperationContext } from '../operation';
import { tableOfOffsets } from './offset-table';
import {
  MAX_RESTORE_POINTS,
  type RestorePoint,
  readRestorePoints,
  restorePointName,
  writeRestorePoints,
} from './restore-points';

const input = z.strictObject({ group: groupId, name: restorePointName });
type Input = z.output<typeof input>;

interface SaveFacts {
  /** Null: there is no such group. */
  readonly offsets: readonly GroupOffset[] | null;
  readonly points: readonly RestorePoint[];
}

interface SavePlan {
  readonly groupId: string;
  readonly name: string;
  /** Partitions with a committed offset, by topic. */
  readonly topics: readonly { readonly topic: string; readonly partitions: number }[];
}

async function readFacts({ kafka, settings }: OperationContext, { group }: Input): Promise<SaveFacts> {
  const now = await readGroup(kafka, group);
  const offsets = now.type === null ? null : await readGroupOffsets(kafka, now);
  return { offsets, points: await readRestorePoints(settings, group) };
}

function countByTopic(offsets: readonly GroupOffset[]): SavePlan['topics'] {
  const counts = new Map<string, number>();
  for (const { topic, offset } of offsets) if (offset !== null) counts.set(topic, (counts.get(topic) ?? 0) + 1);
  return [...counts].map(([topic, partitions]) => ({ topic, partitions }));
}

/** Keeps the committed offsets of a group, as they are when it is confirmed, under a name to go back to. Kafka is only read. */
export const saveRestorePoint = defineOperation<typeof input, SaveFacts, SavePlan>({
  name: 'save-restore-point',
  permission: 'group:offsets.reset',
  risk: 'routine',
  isOwnSetting: true,
  input,
  target: ({ group }) => ({ kind: 'group', names: [group] }),
  read: readFacts,
  plan: ({ group, name }, { offsets, points }) => {
    if (offsets === null) return { refusals: [{ key: 'noSuchGroups', values: listNames([group]) }] };
    const topics = countByTopic(offsets);
    if (topics.length === 0) return { refusals: [{ key: 'noOffsetsInScope', values: { group } }] };
    if (points.some((point) => point.name === name)) {
      return { refusals: [{ key: 'restorePointExists', values: { name, group } }] };
    }
    if (points.length >= MAX_RESTORE_POINTS) {
      return { refusals: [{ key: 'tooManyRestorePoints', values: { group, most: MAX_RESTORE_POINTS } }] };
    }
    return {
      plan: { groupId: group, name, topics },
      inverse: { operation: 'delete-restore-point', input: { group, name } },
    };
  },
  describe: ({ groupId: group, name, topics }) => ({
    summary: {
      key: 'saveRestorePoint',
      values: { group, name, partitions: topics.reduce((sum, { partitions }) => sum + partitions, 0) },
    },
    changes: topics.map(({ topic, partitions }) => ({
      subject: topic,
      aspect: 'savedOffsets',
      before: null,
      after: String(partitions),
    })),
    warnings: [],
    commandLines: [],
  }),
  execute: async (context, { groupId: group, name }) => {
    const { offsets, points } = await readFacts(context, { group, name });
    const saved = (offsets ?? []).filter(({ offset }) => offset !== null);
    const point = { name, savedAtMs: Date.now(), savedBy: context.principal ?? '', offsets: tableOfOffsets(saved) };
    await writeRestorePoints(context.settings, group, [...points.filter((one) => one.name !== name), point]);
    return [{ subject: name, state: 'done', told: null, errorName: null }];
  },
  verify: async ({ settings }, { groupId: group, name }) => {
    const points = await readRestorePoints(settings, group);
    const isSaved = points.some((point) => point.name === name);
    const differences = isSaved ? [] : [{ subject: name, aspect: 'restorePoint', before: name, after: null }];
    return { isVerified: isSaved, differences };
  },
});
