import { z } from 'zod';
import { matchesPattern } from '@/lib/domain/name-pattern';
import type { PlanChange } from '@/lib/views/schemas/operation-run';
import { commandLine } from '../command-line';
import { readTopics, type TopicNow } from '../facts/read-topics';
import { topicName } from '../input';
import { rule } from '../input-problem';
import { listNames } from '../name-list';
import { defineOperation, type Message, type PlanDescription } from '../operation';
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

/** At most so many at once: a bulk deletion stays one that a person can read. */
const MAX_TOPICS = 20;

const input = z
  .strictObject({
    topics: z.array(topicName).max(MAX_TOPICS).default([]),
    /** Instead of names, with `*` for anything; the preview turns it into the names that it stands for. */
    pattern: z
      .string()
      .regex(/^[\w.*-]{1,249}$/, rule('inputTopicPattern'))
      .nullable()
      .default(null),
  })
  .refine(({ topics, pattern }) => topics.length > 0 !== (pattern !== null), {
    ...rule('inputTopicsOrPattern'),
    path: ['topics'],
  });
type DeleteTopicInput = z.output<typeof input>;

/** The topics meant, of those that were found: internal ones only by their name. */
function selectTopics({ topics, pattern }: DeleteTopicInput, found: ReadonlyMap<string, TopicNow>): readonly string[] {
  if (pattern === null) return [...new Set(topics)];
  const covered = [...found.values()].filter(({ topic, isInternal }) => !isInternal && matchesPattern(pattern, topic));
  return covered.map(({ topic }) => topic).sort();
}

export interface DeleteTopicFacts {
  readonly topics: ReadonlyMap<string, TopicNow>;
  readonly use: TopicUse;
}

interface DeleteTopicPlan {
  readonly topics: readonly LostTopic[];
  readonly use: LostUse;
}

function entryOf(topics: ReadonlyMap<string, TopicNow>, name: string): readonly (readonly [string, TopicNow])[] {
  const found = topics.get(name);
  return found === undefined ? [] : [[name, found]];
}

/** A pattern that is left after the pin stands for no topic, or for more than may be deleted at once. */
function refusePattern(pattern: string, count: number): Message {
  return count === 0
    ? { key: 'noTopicMatches', values: { pattern } }
    : { key: 'tooManyTopics', values: { pattern, count, most: MAX_TOPICS } };
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
    const all = await readTopics(kafka, given.pattern === null ? [...new Set(given.topics)] : null);
    const topics = new Map(selectTopics(given, all).flatMap((name) => entryOf(all, name)));
    return { topics, use: await readTopicUse(kafka, [...topics.values()].slice(0, MAX_TOPICS)) };
  },
  pin: (given, { topics }) => {
    const isPinned = given.pattern === null || topics.size === 0 || topics.size > MAX_TOPICS;
    return isPinned ? given : { topics: [...topics.keys()], pattern: null };
  },
  plan: (given, { topics, use }) => {
    if (given.pattern !== null) return { refusals: [refusePattern(given.pattern, topics.size)] };
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
