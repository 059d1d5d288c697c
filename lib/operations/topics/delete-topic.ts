import { z } from 'zod';
import type { PlanChange } from '@/lib/views/schemas/operation-run';
import { commandLine } from '../command-line';
import { readTopics, type TopicNow } from '../facts/read-topics';
import { topicName } from '../input';
import { listNames } from '../name-list';
import { defineOperation, type PlanDescription } from '../operation';
import { refuseTopics } from './check-topics';
import { executeDeleteTopics } from './delete-topics-request';
import {
  type LostTopic,
  type LostUse,
  planLostTopic,
  planLostUse,
  readTopicUse,
  type TopicUse,
  warnOfLoss,
} from './topic-loss';
import { topicPattern } from './topic-pattern';

const input = z.strictObject({
  /** At most 20 at once: a bulk deletion stays one that a person can read. */
  topics: z.array(topicName).min(1).max(20),
});

export interface DeleteTopicFacts {
  readonly topics: ReadonlyMap<string, TopicNow>;
  readonly use: TopicUse;
}

interface DeleteTopicPlan {
  readonly topics: readonly LostTopic[];
  readonly use: LostUse;
}

function describePlan({ topics, use }: DeleteTopicPlan): PlanDescription {
  const names = topics.map(({ topic }) => topic);
  return {
    summary: { key: 'deleteTopics', values: listNames(names) },
    changes: topics.map(({ topic, partitionCount }) => ({
      subject: topic,
      aspect: 'partitions',
      before: String(partitionCount),
      after: null,
    })),
    warnings: warnOfLoss(topics, use),
    commandLines: [commandLine('kafka-topics', '--delete', '--topic', topicPattern(names))],
  };
}

/**
 * Deletes topics with all their records (KIP-4; `kafka-topics.sh --delete`), each by its topic id where brokers know ids:
 * one that somebody created anew under the same name changes the plan. No way back.
 */
export const deleteTopic = defineOperation<typeof input, DeleteTopicFacts, DeleteTopicPlan>({
  name: 'delete-topic',
  permission: 'topic:delete',
  risk: 'destructive',
  input,
  target: ({ topics }) => ({ kind: 'topic', names: [...new Set(topics)] }),
  read: async ({ kafka }, given) => {
    const topics = await readTopics(kafka, [...new Set(given.topics)]);
    return { topics, use: await readTopicUse(kafka, [...topics.values()]) };
  },
  plan: (given, { topics, use }) => {
    const refusals = refuseTopics(given.topics, topics, { acceptsInternal: false });
    if (refusals.length > 0) return { refusals };
    const found = [...new Set(given.topics)].flatMap((name) => topics.get(name) ?? []);
    return {
      plan: { topics: found.map((topic) => planLostTopic(topic, use.ranges)), use: planLostUse(use) },
      inverse: null,
    };
  },
  describe: describePlan,
  execute: ({ kafka }, { topics }) => executeDeleteTopics(kafka, topics),
  verify: async ({ kafka }, { topics }) => {
    const found = await readTopics(
      kafka,
      topics.map(({ topic }) => topic),
    );
    const differences = topics.flatMap(({ topic, topicId }): PlanChange[] => {
      const now = found.get(topic);
      const isGone = now === undefined || (topicId !== null && now.topicId !== topicId);
      const after = String(now?.partitions.length);
      return isGone ? [] : [{ subject: topic, aspect: 'partitions', before: null, after }];
    });
    return { isVerified: differences.length === 0, differences };
  },
});
