import { z } from 'zod';
import { AppError } from '@/lib/domain/errors';
import { describeListeners, describeRoles } from '@/lib/domain/listeners';
import { brokerConfigItems, brokerItems, brokerTopicItems } from './broker-items';
import { listParams, listResponse } from './list';
import { columnNames, type ListShape, listPage } from './list-page';
import { brokerIdParam, clusterParam } from './params';
import { type BrokerItem, type BrokerTopicItem, brokerDetail, brokerItem, brokerTopicItem } from './schemas/broker';
import { gapsWithin, requireRound, roundOf } from './source';
import { defineView } from './view';

const brokerColumns = {
  brokerId: (item: BrokerItem) => item.brokerId,
  name: (item: BrokerItem) => item.brokerId,
  host: (item: BrokerItem) => item.host,
  rack: (item: BrokerItem) => item.rack,
  isUp: (item: BrokerItem) => item.isUp,
  isController: (item: BrokerItem) => item.isController,
  partitionCount: (item: BrokerItem) => item.partitionCount,
  leaderCount: (item: BrokerItem) => item.leaderCount,
  underReplicatedCount: (item: BrokerItem) => item.underReplicatedCount,
  skewPercent: (item: BrokerItem) => item.skewPercent,
  leaderSkewPercent: (item: BrokerItem) => item.leaderSkewPercent,
  producedPerSecond: (item: BrokerItem) => item.producedPerSecond,
  bytesInPerSecond: (item: BrokerItem) => item.bytesInPerSecond,
  bytesOutPerSecond: (item: BrokerItem) => item.bytesOutPerSecond,
  sizeBytes: (item: BrokerItem) => item.sizeBytes,
};
const brokerShape: ListShape<BrokerItem> = {
  columns: brokerColumns,
  searchText: (item) => `${item.brokerId}\n${item.host ?? ''}:${item.port ?? ''}\n${item.rack ?? ''}`,
  defaultSort: 'brokerId',
};

export const brokersView = defineView({
  name: 'brokers',
  path: '/clusters/{cluster}/brokers',
  summary: 'Brokers of a cluster, those that are down included; search matches id, host with port, and rack',
  permission: 'broker:view',
  params: z.strictObject({ cluster: clusterParam, ...listParams(columnNames(brokerColumns)) }),
  response: listResponse(brokerItem),
  read: (source, request) => {
    const round = roundOf(source, request.cluster);
    const items = round === null ? [] : brokerItems(round);
    const gaps = gapsWithin(round, { facts: ['metadata', 'controller', 'log-dirs', 'configs', 'broker-metrics'] });
    return listPage({ shape: brokerShape, items, request, round, gaps });
  },
});

export const brokerView = defineView({
  name: 'broker',
  path: '/clusters/{cluster}/brokers/{brokerId}',
  summary: 'One broker with its log dirs and configuration',
  permission: 'broker:view',
  params: z.strictObject({ cluster: clusterParam, brokerId: brokerIdParam }),
  response: brokerDetail,
  read: (source, params) => {
    const round = requireRound(source, params.cluster);
    const item = brokerItems(round).find((one) => one.brokerId === params.brokerId);
    const broker = round.snapshot.brokers.find((one) => one.brokerId === params.brokerId);
    if (item === undefined || broker === undefined) {
      throw new AppError('not_found', `There is no broker ${params.brokerId}`);
    }
    return {
      ...item,
      configs: brokerConfigItems(round, broker),
      roles: describeRoles(broker.configs)?.slice() ?? null,
      listeners: describeListeners(broker.configs)?.map((one) => ({ ...one, purposes: [...one.purposes] })) ?? null,
      configsReadAtMs: broker.configsReadAtMs,
      capturedAtMs: round.snapshot.capturedAtMs,
      gaps: gapsWithin(round, {
        facts: ['metadata', 'controller', 'log-dirs', 'configs', 'broker-metrics'],
        brokerId: params.brokerId,
      }),
    };
  },
});

const brokerTopicColumns = {
  topic: (item: BrokerTopicItem) => item.topic,
  name: (item: BrokerTopicItem) => item.topic,
  replicationFactor: (item: BrokerTopicItem) => item.replicationFactor,
  partitionCount: (item: BrokerTopicItem) => item.partitionCount,
  partitionsOnBroker: (item: BrokerTopicItem) => item.partitionsOnBroker.length,
  leaderCount: (item: BrokerTopicItem) => item.leaderCount,
  isSkewed: (item: BrokerTopicItem) => item.isSkewed,
  ledBytes: (item: BrokerTopicItem) => item.ledBytes,
};
const brokerTopicShape: ListShape<BrokerTopicItem> = {
  columns: brokerTopicColumns,
  searchText: (item) => item.topic,
  defaultSort: 'topic',
};

export const brokerTopicsView = defineView({
  name: 'brokerTopics',
  path: '/clusters/{cluster}/brokers/{brokerId}/topics',
  summary: 'Topics with a replica on the broker; search matches the topic name',
  permission: 'broker:view',
  params: z.strictObject({
    cluster: clusterParam,
    brokerId: brokerIdParam,
    ...listParams(columnNames(brokerTopicColumns)),
  }),
  response: listResponse(brokerTopicItem),
  read: (source, request) => {
    const round = requireRound(source, request.cluster);
    if (!round.snapshot.brokers.some((broker) => broker.brokerId === request.brokerId)) {
      throw new AppError('not_found', `There is no broker ${request.brokerId}`);
    }
    const items = brokerTopicItems(round, request.brokerId);
    return listPage({
      shape: brokerTopicShape,
      items,
      request,
      round,
      gaps: gapsWithin(round, { facts: ['metadata'] }),
    });
  },
});
