import { z } from 'zod';
import type { PlanChange } from '@/lib/views/schemas/operation-run';
import { commandLine, configArgument } from '../command-line';
import { readLiveBrokers } from '../facts/read-brokers';
import { CONFIG_RESOURCE, readConfigs } from '../facts/read-configs';
import { brokerId } from '../input';
import { rule } from '../input-problem';
import { listNames } from '../name-list';
import { defineOperation, type OperationKafka, type PlanDescription } from '../operation';
import { attempt, outcomeOf } from '../outcomes';

/** The levels that Kafka takes (`LogLevelConfig`): it has no OFF. */
const LOG_LEVELS = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL'] as const;

const input = z.strictObject({
  brokerId,
  /** Level by logger. */
  levels: z
    .record(z.string().min(1).max(300), z.enum(LOG_LEVELS))
    .refine((levels) => Object.keys(levels).length > 0, rule('inputNeedsLogger')),
});

export interface BrokerLoggerFacts {
  readonly liveBrokerIds: readonly number[];
  /** Effective level by logger. */
  readonly levels: ReadonlyMap<string, string | null>;
}

interface AlterBrokerLoggersPlan {
  readonly brokerId: number;
  readonly loggers: readonly LoggerChange[];
}

interface LoggerChange {
  readonly logger: string;
  readonly before: string;
  readonly after: string;
}

const TIMEOUT_MS = 15_000;
const SET = 0;

async function readLevels(kafka: OperationKafka, id: number): Promise<ReadonlyMap<string, string | null>> {
  const configs = await readConfigs(kafka, { type: CONFIG_RESOURCE.brokerLogger, name: String(id) });
  return new Map([...configs.values()].map(({ name, value }) => [name, value]));
}

function subjectOf(id: number): string {
  return `broker ${id}`;
}

function describePlan({ brokerId: id, loggers }: AlterBrokerLoggersPlan): PlanDescription {
  const levels = Object.fromEntries(loggers.map(({ logger, after }) => [logger, after]));
  const isLoud = loggers.some(({ after }) => after === 'TRACE' || after === 'DEBUG');
  return {
    summary: { key: 'alterBrokerLoggers', values: { broker: id, ...listNames(loggers.map(({ logger }) => logger)) } },
    changes: loggers.map(({ logger, before, after }) => ({ subject: subjectOf(id), aspect: logger, before, after })),
    warnings: [...(isLoud ? [{ key: 'loudLoggers' } as const] : []), { key: 'levelsUntilRestart' }],
    commandLines: [
      commandLine(
        'kafka-configs',
        '--alter',
        '--entity-type',
        'broker-loggers',
        '--entity-name',
        String(id),
        '--add-config',
        configArgument(levels),
      ),
    ],
  };
}

/** Sets log levels of one broker until it restarts (KIP-412; `kafka-configs.sh --alter --entity-type broker-loggers`). */
export const alterBrokerLoggers = defineOperation<typeof input, BrokerLoggerFacts, AlterBrokerLoggersPlan>({
  name: 'alter-broker-loggers',
  permission: 'broker:config.alter',
  risk: 'routine',
  input,
  target: ({ brokerId: id }) => ({ kind: 'broker', names: [String(id)] }),
  read: async ({ kafka }, given) => {
    const liveBrokerIds = (await readLiveBrokers(kafka)).map((one) => one.brokerId);
    const isLive = liveBrokerIds.includes(given.brokerId);
    return { liveBrokerIds, levels: isLive ? await readLevels(kafka, given.brokerId) : new Map() };
  },
  plan: ({ brokerId: id, levels }, facts) => {
    if (!facts.liveBrokerIds.includes(id)) {
      return { refusals: [{ key: 'deadBrokers', values: listNames([String(id)]) }] };
    }
    const unknown = Object.keys(levels).filter((logger) => !facts.levels.has(logger));
    if (unknown.length > 0) return { refusals: [{ key: 'unknownLoggers', values: listNames(unknown) }] };
    const loggers = Object.entries(levels)
      .map(([logger, after]) => ({ logger, before: facts.levels.get(logger) ?? '', after }))
      .filter(({ before, after }) => before !== after)
      .sort((left, right) => (left.logger < right.logger ? -1 : 1));
    if (loggers.length === 0) return { refusals: [{ key: 'nothingToChange' }] };
    const before = Object.fromEntries(loggers.map((one) => [one.logger, one.before]));
    return {
      plan: { brokerId: id, loggers },
      inverse: { operation: 'alter-broker-loggers', input: { brokerId: id, levels: before } },
    };
  },
  describe: describePlan,
  execute: ({ kafka }, { brokerId: id, loggers }) => {
    const resource = {
      resourceType: CONFIG_RESOURCE.brokerLogger,
      resourceName: String(id),
      configs: loggers.map(({ logger, after }) => ({ name: logger, configOperation: SET, value: after })),
    };
    return attempt([subjectOf(id)], async () => {
      const body = { resources: [resource], validateOnly: false };
      const answer = await kafka.call('IncrementalAlterConfigs', body, { brokerId: id, timeoutMs: TIMEOUT_MS });
      const [response] = answer.responses;
      return [outcomeOf(kafka, subjectOf(id), response?.errorCode ?? -1, response?.errorMessage)];
    });
  },
  verify: async ({ kafka }, { brokerId: id, loggers }) => {
    const levels = await readLevels(kafka, id);
    const differences = loggers.flatMap(({ logger, after }): PlanChange[] => {
      const now = levels.get(logger) ?? null;
      return now === after ? [] : [{ subject: subjectOf(id), aspect: logger, before: after, after: now }];
    });
    return { isVerified: differences.length === 0, differences };
  },
});
