import { z } from 'zod';
import type { JudgedRound } from '@/lib/domain/evaluation';
import { groupItemById } from './group-items';
import { type GroupOnTopic, groupsOfTopics } from './group-topic-index';
import { clusterParam } from './params';
import { toPathId } from './path-id';
import { type Topology, topology } from './schemas/topology';
import { gapsWithin, requireRound, roundOrNull } from './source';
import { defineView } from './view';

const MOST_TOPICS = 500;

export const topologyView = defineView({
  name: 'topology',
  path: '/clusters/{cluster}/topology',
  summary: 'Which groups read which topics, with their lag; search matches topic and group',
  permission: 'group:view',
  params: z.strictObject({
    cluster: clusterParam,
    search: z.string().max(500).default(''),
    /** `all` also has groups that left commits behind and read no more. */
    groups: z.enum(['active', 'all']).default('active'),
    limit: z.coerce.number().int().min(1).max(MOST_TOPICS).default(200),
    /** Topics to pass over, by name. */
    offset: z.coerce.number().int().min(0).default(0),
  }),
  response: topology,
  read: (source, { cluster, search, groups, limit, offset }) => {
    const round = requireRound(source, cluster);
    const wanted = linksByTopic(round, search.trim().toLowerCase(), groups === 'active');
    const page = wanted.slice(offset, offset + limit);
    return {
      ...describeLinks(round, page),
      topicTotal: wanted.length,
      capturedAtMs: round.snapshot.capturedAtMs,
      gaps: gapsWithin(round, { facts: ['metadata', 'groups', 'committed-offsets', 'group-description'] }),
    };
  },
});

interface TopicLinks {
  readonly topic: string;
  readonly links: readonly GroupOnTopic[];
}

/** Topics that a group has to do with, by name: those whose own name matches with all their groups, others with the groups that match. */
function linksByTopic(round: JudgedRound, search: string, isActiveOnly: boolean): readonly TopicLinks[] {
  const result: TopicLinks[] = [];
  for (const [topic, all] of groupsOfTopics(round)) {
    const isMeant = topic.toLowerCase().includes(search);
    const links = all.filter(
      ({ group, entry }) =>
        (!isActiveOnly || entry.isSubscribed) && (isMeant || group.groupId.toLowerCase().includes(search)),
    );
    if (links.length > 0) result.push({ topic, links });
  }
  return result.sort((left, right) => (left.topic < right.topic ? -1 : 1));
}

function describeLinks(round: JudgedRound, page: readonly TopicLinks[]): Pick<Topology, 'topics' | 'groups' | 'links'> {
  const items = groupItemById(round);
  const groupIds = new Set(page.flatMap(({ links }) => links.map(({ group }) => group.groupId)));
  return {
    topics: page.map(({ topic, links }) => ({
      id: toPathId(topic),
      topic,
      partitionCount: links[0]?.entry.topic.partitionCount ?? 0,
      producedPerSecond: roundOrNull(round.evaluation.topics.get(topic)?.producedPerSecond, 2),
    })),
    groups: [...groupIds].sort().flatMap((groupId) => {
      const item = items.get(groupId);
      if (item === undefined) return [];
      const { id, kind, verdict, status, totalLag, memberCount } = item;
      return [{ id, groupId, kind, verdict, status, totalLag, memberCount }];
    }),
    links: page.flatMap(({ topic, links }) =>
      links.map(({ group, entry, sum }) => ({
        topic,
        groupId: group.groupId,
        lag: sum.lag,
        isSubscribed: entry.isSubscribed,
      })),
    ),
  };
}
