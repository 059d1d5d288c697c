import { z } from 'zod';
import type { JudgedRound } from '@/lib/domain/evaluation';
import { listParams, listResponse } from './list';
import { columnNames, type ListShape, listPage } from './list-page';
import { clusterParam } from './params';
import { topicsByName } from './round-memo';
import { type ReassignmentItem, reassignmentItem } from './schemas/reassignment';
import { gapsWithin, numberOrNull, roundOf } from './source';
import { defineView } from './view';

const columns = {
  topic: (item: ReassignmentItem) => item.topic,
  partition: (item: ReassignmentItem) => item.partition,
  sizeBytes: (item: ReassignmentItem) => item.sizeBytes,
};
const shape: ListShape<ReassignmentItem> = { columns, searchText: (item) => item.topic, defaultSort: 'topic' };
const itemsOfRound = new WeakMap<JudgedRound, readonly ReassignmentItem[]>();

function reassignmentItems(round: JudgedRound): readonly ReassignmentItem[] {
  const known = itemsOfRound.get(round);
  if (known !== undefined) return known;
  const topics = topicsByName(round);
  const items = (round.snapshot.reassignments ?? []).map((one): ReassignmentItem => {
    const facts = topics.get(one.topic);
    return {
      id: `${one.topic}-${one.partition}`,
      topic: one.topic,
      partition: one.partition,
      leader: facts?.leaders[one.partition] ?? null,
      replicas: [...one.replicas],
      addingReplicas: [...one.addingReplicas],
      removingReplicas: [...one.removingReplicas],
      isr: [...(facts?.isr[one.partition] ?? [])],
      sizeBytes: numberOrNull(facts?.leaderBytes[one.partition]),
    };
  });
  itemsOfRound.set(round, items);
  return items;
}

export const reassignmentsView = defineView({
  name: 'reassignments',
  path: '/clusters/{cluster}/reassignments',
  summary: 'Partitions whose replicas are being moved, whoever started it; search matches the topic',
  permission: 'topic:view',
  params: z.strictObject({ cluster: clusterParam, ...listParams(columnNames(columns)) }),
  response: listResponse(reassignmentItem),
  read: (source, request) => {
    const round = roundOf(source, request.cluster);
    const items = round === null ? [] : reassignmentItems(round);
    return listPage({
      shape,
      items,
      request,
      round,
      gaps: gapsWithin(round, { facts: ['reassignments', 'log-dirs'] }),
    });
  },
});
