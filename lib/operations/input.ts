import { z } from 'zod';
import { parseTopicScope } from '@/lib/domain/offset-reset/topic-scope';
import { rule } from './input-problem';

/** A topic name as Kafka takes it: 1 to 249 letters, digits, dots, underscores and hyphens, not `.` or `..`. */
export const topicName = z
  .string()
  .regex(/^[\w.-]{1,249}$/, rule('inputTopicName'))
  .refine((name) => name !== '.' && name !== '..', rule('inputTopicNameDots'));

export const brokerId = z.number().int().min(0).max(2_147_483_647);

/** Partitions that one topic may get from here. */
export const partitionCount = z.number().int().min(1).max(100_000);

/** Config keys and values; Kafka judges the values. */
export const configValues = z.record(z.string().min(1).max(200), z.string().max(10_000));

/** Brokers of one partition, the preferred leader first. */
export const replicas = z
  .array(brokerId)
  .min(1)
  .max(1_000)
  .refine((ids) => new Set(ids).size === ids.length, rule('inputBrokerTwice'));

/** A group's id: any text that Kafka takes on the wire, which is nearly all. */
export const groupId = z.string().min(1).max(32_767);

/** `orders` or `orders:0,1`: a topic, or some of its partitions. */
export const topicScope = z
  .string()
  .max(100_000)
  .refine((text) => parseTopicScope(text) !== null, rule('inputTopicScope'));
