import { z } from 'zod';
import { capturedFields } from '../list';
import { groupItem } from './group';

const topologyTopic = z.object({
  id: z.string(),
  topic: z.string(),
  partitionCount: z.number().int(),
  /** Records per second; null when not known. */
  producedPerSecond: z.number().nullable(),
});

const topologyGroup = groupItem.pick({
  id: true,
  groupId: true,
  kind: true,
  verdict: true,
  status: true,
  totalLag: true,
  memberCount: true,
});

const topologyLink = z.object({
  topic: z.string(),
  groupId: z.string(),
  /** Sum over partitions with a known lag; null when none is known. */
  lag: z.number().nullable(),
  /** False: the group has commits there and no live member reads the topic. */
  isSubscribed: z.boolean(),
});

/** `GET …/topology`: which groups read which topics. */
export const topology = z.object({
  /** By name. */
  topics: z.array(topologyTopic),
  /** Those that have to do with the topics above. */
  groups: z.array(topologyGroup),
  links: z.array(topologyLink),
  /** Topics that match, on all pages. */
  topicTotal: z.number().int(),
  ...capturedFields,
});
export type Topology = z.output<typeof topology>;
