import { z } from 'zod';
import { AppError } from '@/lib/domain/errors';
import { answerPage } from './answer-page';
import { listParams, listResponse } from './list';
import { columnNames, type ListShape } from './list-page';
import { brokerIdParam, clusterParam } from './params';
import { type BrokerLoggerItem, type BrokerReplicaItem, brokerLoggerItem, brokerReplicaItem } from './schemas/broker';
import { roundOf } from './source';
import { defineView, type ViewSource } from './view';

/** Throws `not_found` for a broker that the latest round does not know; before the first round any may be asked. */
function requireBroker(source: ViewSource, clusterId: string, brokerId: number): void {
  const round = roundOf(source, clusterId);
  if (round === null || round.snapshot.brokers.some((broker) => broker.brokerId === brokerId)) return;
  throw new AppError('not_found', `There is no broker ${brokerId}`);
}

const PARTITION_DIGITS = 10;

const replicaColumns = {
  // Of one topic by partition number, which names alone would put as 1, 10, 2.
  topic: ({ topic, partition }: BrokerReplicaItem) => `${topic}\n${String(partition).padStart(PARTITION_DIGITS, '0')}`,
  partition: (item: BrokerReplicaItem) => item.partition,
  logDir: (item: BrokerReplicaItem) => item.logDir,
  sizeBytes: (item: BrokerReplicaItem) => item.sizeBytes,
  offsetLag: (item: BrokerReplicaItem) => item.offsetLag,
  isFuture: (item: BrokerReplicaItem) => item.isFuture,
};
const replicaShape: ListShape<BrokerReplicaItem> = {
  columns: replicaColumns,
  searchText: ({ topic, partition, logDir }) => `${topic}-${partition}\n${logDir}`,
  defaultSort: 'topic',
};

export const brokerReplicasView = defineView({
  name: 'brokerReplicas',
  path: '/clusters/{cluster}/brokers/{brokerId}/replicas',
  summary: 'Replicas of a broker by log dir, as it tells when asked; search matches topic with partition, and log dir',
  permission: 'broker:view',
  params: z.strictObject({
    cluster: clusterParam,
    brokerId: brokerIdParam,
    ...listParams(columnNames(replicaColumns)),
  }),
  response: listResponse(brokerReplicaItem),
  read: async (source, request) => {
    requireBroker(source, request.cluster, request.brokerId);
    return answerPage(replicaShape, await source.readBrokerReplicas(request.cluster, request.brokerId), request);
  },
});

const loggerColumns = {
  logger: (item: BrokerLoggerItem) => item.logger,
  name: (item: BrokerLoggerItem) => item.logger,
  level: (item: BrokerLoggerItem) => item.level,
};
const loggerShape: ListShape<BrokerLoggerItem> = {
  columns: loggerColumns,
  searchText: ({ logger, level }) => `${logger}\n${level ?? ''}`,
  defaultSort: 'logger',
};

export const brokerLoggersView = defineView({
  name: 'brokerLoggers',
  path: '/clusters/{cluster}/brokers/{brokerId}/loggers',
  summary: 'Loggers of a broker and their levels, as it tells when asked; search matches both',
  permission: 'broker:view',
  params: z.strictObject({
    cluster: clusterParam,
    brokerId: brokerIdParam,
    ...listParams(columnNames(loggerColumns)),
  }),
  response: listResponse(brokerLoggerItem),
  read: async (source, request) => {
    requireBroker(source, request.cluster, request.brokerId);
    return answerPage(loggerShape, await source.readBrokerLoggers(request.cluster, request.brokerId), request);
  },
});
