import { z } from 'zod';
import { answerPage } from './answer-page';
import { listParams, listResponse } from './list';
import { columnNames, type ListShape } from './list-page';
import { clusterParam, topicParam } from './params';
import { type TopicProducerItem, topicProducerItem } from './schemas/topic';
import { requireRound, requireTopic } from './source';
import { defineView } from './view';

const INT64_DIGITS = 19;

const columns = {
  partition: (item: TopicProducerItem) => item.partition,
  name: (item: TopicProducerItem) => item.partition,
  // An int64 is more than a number can tell apart.
  producerId: (item: TopicProducerItem) => item.producerId.padStart(INT64_DIGITS, '0'),
  producerEpoch: (item: TopicProducerItem) => item.producerEpoch,
  lastSequence: (item: TopicProducerItem) => item.lastSequence,
  lastTimestampMs: (item: TopicProducerItem) => item.lastTimestampMs,
  coordinatorEpoch: (item: TopicProducerItem) => item.coordinatorEpoch,
  openTransactionFromOffset: (item: TopicProducerItem) => item.openTransactionFromOffset,
};
const shape: ListShape<TopicProducerItem> = {
  columns,
  searchText: ({ partition, producerId }) => `${partition}\n${producerId}`,
  defaultSort: 'partition',
};

export const topicProducersView = defineView({
  name: 'topicProducers',
  path: '/clusters/{cluster}/topics/{topic}/producers',
  summary:
    'Idempotent and transactional producers of a topic by partition, as the leaders tell when asked; search matches partition and producer id',
  permission: 'topic:view',
  params: z.strictObject({ cluster: clusterParam, topic: topicParam, ...listParams(columnNames(columns)) }),
  response: listResponse(topicProducerItem),
  read: async (source, request) => {
    const topic = requireTopic(requireRound(source, request.cluster), request.topic);
    return answerPage(shape, await source.readTopicProducers(request.cluster, topic), request);
  },
});
