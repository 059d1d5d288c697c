import { z } from 'zod';
import type { PlanChange } from '@/lib/views/schemas/operation-run';
import { atLeast } from '../at-least';
import { commandLine } from '../command-line';
import { readLiveBrokers } from '../facts/read-brokers';
import { type LogDirNow, readLogDirs } from '../facts/read-log-dirs';
import { readTopics, type TopicNow } from '../facts/read-topics';
import { brokerId, topicName } from '../input';
import { rule } from '../input-problem';
import { listNames } from '../name-list';
import { defineOperation, type Message, type PlanDescription } from '../operation';
import { attempt, outcomeOf } from '../outcomes';
import { partitionName } from '../partition-name';

const move = z.strictObject({
  topic: topicName,
  partition: z.number().int().min(0).max(2_147_483_647),
  /** As the broker's `log.dirs` has it. */
  logDir: z.string().min(1).max(4_096),
});
const input = z
  .strictObject({ brokerId, moves: z.array(move).min(1).max(1_000) })
  .refine(({ moves }) => new Set(moves.map(nameOf)).size === moves.length, {
    ...rule('inputPartitionTwice'),
    path: ['moves'],
  });
type Input = z.output<typeof input>;

export interface LogDirFacts {
  readonly liveBrokerIds: readonly number[];
  readonly topics: ReadonlyMap<string, TopicNow>;
  readonly logDirs: readonly LogDirNow[];
}

interface MoveReplicaLogDirPlan {
  readonly brokerId: number;
  readonly moves: readonly PlannedMove[];
  /** At least so many bytes are copied. */
  readonly bytesAtLeast: number;
}

interface PlannedMove {
  readonly topic: string;
  readonly partition: number;
  readonly from: string;
  /** The same as `from` where only a copy is stopped. */
  readonly to: string;
  /** The log dir of a copy under way that this one stops; null where there is none. */
  readonly stopped: string | null;
  /** The partition's replicas, as Kafka's tool wants them. */
  readonly replicas: readonly number[];
}

const TIMEOUT_MS = 15_000;

function nameOf({ topic, partition }: { readonly topic: string; readonly partition: number }): string {
  return partitionName(topic, partition);
}

function dirOf(name: string, logDirs: readonly LogDirNow[]): LogDirNow | undefined {
  return logDirs.find(({ replicas }) => replicas.has(name));
}

/** The copy of a replica that is under way, if any. */
function copyOf(name: string, logDirs: readonly LogDirNow[]): { logDir: string; lagRecords: number } | undefined {
  return logDirs.flatMap(({ logDir, futures }) => {
    const copy = futures.get(name);
    return copy === undefined ? [] : [{ logDir, lagRecords: copy.lagRecords }];
  })[0];
}

function planMoves({ moves }: Input, { topics, logDirs }: LogDirFacts): readonly PlannedMove[] {
  return moves.flatMap((one): PlannedMove[] => {
    const { topic, partition, logDir: to } = one;
    const from = dirOf(nameOf(one), logDirs)?.logDir;
    const copiedTo = copyOf(nameOf(one), logDirs)?.logDir ?? null;
    const stopped = copiedTo === to ? null : copiedTo;
    const replicas = topics.get(topic)?.partitions[partition]?.replicas ?? [];
    return from === undefined || (from === to && stopped === null)
      ? []
      : [{ topic, partition, from, to, stopped, replicas }];
  });
}

function isMoved({ from, to }: PlannedMove): boolean {
  return from !== to;
}

function bytesOf(moves: readonly { readonly topic: string; readonly partition: number }[], { logDirs }: LogDirFacts) {
  const sizeOf = (name: string) => dirOf(name, logDirs)?.replicas.get(name)?.sizeBytes ?? 0;
  return moves.reduce((sum, one) => sum + sizeOf(nameOf(one)), 0);
}

function refuseMoves({ brokerId: id, moves }: Input, facts: LogDirFacts): readonly Message[] {
  const { liveBrokerIds, topics, logDirs } = facts;
  if (!liveBrokerIds.includes(id)) return [{ key: 'deadBrokers', values: listNames([String(id)]) }];
  const missing = [...new Set(moves.map(({ topic }) => topic))].filter((topic) => !topics.has(topic));
  if (missing.length > 0) return [{ key: 'missingTopics', values: listNames(missing) }];
  const elsewhere = moves.map(nameOf).filter((name) => dirOf(name, logDirs) === undefined);
  const wanted = [...new Set(moves.map(({ logDir }) => logDir))];
  const unusable = wanted.filter((dir) => !logDirs.some(({ logDir, errorName }) => logDir === dir && !errorName));
  const full = wanted.filter((dir) => {
    const coming = moves.filter((one) => one.logDir === dir && dirOf(nameOf(one), logDirs)?.logDir !== dir);
    const usableBytes = logDirs.find(({ logDir }) => logDir === dir)?.usableBytes ?? Number.POSITIVE_INFINITY;
    return bytesOf(coming, facts) > usableBytes;
  });
  return [
    ...(elsewhere.length > 0
      ? [{ key: 'noReplicaThere', values: { broker: id, ...listNames(elsewhere) } } as const]
      : []),
    ...(unusable.length > 0 ? [{ key: 'noSuchLogDir', values: { broker: id, ...listNames(unusable) } } as const] : []),
    ...(full.length > 0 ? [{ key: 'logDirFull', values: listNames(full) } as const] : []),
  ];
}

function describePlan({ brokerId: id, moves, bytesAtLeast }: MoveReplicaLogDirPlan): PlanDescription {
  const file = {
    version: 1,
    partitions: moves.map(({ topic, partition, to, replicas }) => ({
      topic,
      partition,
      replicas,
      log_dirs: replicas.map((replica) => (replica === id ? to : 'any')),
    })),
  };
  const stopped = moves.filter((one) => one.stopped !== null).map(nameOf);
  const json = JSON.stringify(file).replaceAll("'", `'\\''`);
  return {
    summary: {
      key: moves.some(isMoved) ? 'moveLogDirs' : 'stopLogDirCopies',
      values: { broker: id, ...listNames(moves.map(nameOf)) },
    },
    changes: moves.flatMap(describeMove),
    warnings: [
      ...(moves.some(isMoved) ? [{ key: 'copiesOnDisk', values: { broker: id, bytes: bytesAtLeast } } as const] : []),
      ...(stopped.length > 0 ? [{ key: 'copyGivenUp', values: listNames(stopped) } as const] : []),
    ],
    commandLines: [
      `printf '%s' '${json}' > log-dirs.json`,
      commandLine('kafka-reassign-partitions', '--reassignment-json-file', 'log-dirs.json', '--execute'),
    ],
  };
}

function describeMove(one: PlannedMove): readonly PlanChange[] {
  const { from, to, stopped } = one;
  const subject = nameOf(one);
  return [
    ...(isMoved(one) ? [{ subject, aspect: 'logDir', before: from, after: to }] : []),
    ...(stopped === null ? [] : [{ subject, aspect: 'copiedTo', before: stopped, after: isMoved(one) ? to : null }]),
  ];
}

/**
 * Moves replicas of one broker to another of its log dirs (KIP-113, AlterReplicaLogDirs, API key 34;
 * `kafka-reassign-partitions.sh` with `log_dirs`). The broker copies first and swaps when the copy has caught up. Moving
 * a replica to where it is stops a copy of it that is under way.
 */
export const moveReplicaLogDir = defineOperation<typeof input, LogDirFacts, MoveReplicaLogDirPlan>({
  name: 'move-replica-log-dir',
  permission: 'reassign:execute',
  risk: 'disruptive',
  input,
  target: ({ brokerId: id }) => ({ kind: 'broker', names: [String(id)] }),
  read: async ({ kafka }, { brokerId: id, moves }) => {
    const liveBrokerIds = (await readLiveBrokers(kafka)).map((one) => one.brokerId);
    const topics = await readTopics(kafka, [...new Set(moves.map(({ topic }) => topic))]);
    return { liveBrokerIds, topics, logDirs: liveBrokerIds.includes(id) ? await readLogDirs(kafka, id, moves) : [] };
  },
  plan: (given, facts) => {
    const refusals = refuseMoves(given, facts);
    if (refusals.length > 0) return { refusals };
    const moves = planMoves(given, facts);
    if (moves.length === 0) return { refusals: [{ key: 'nothingToChange' }] };
    const back = moves.map((one) => {
      const { topic, partition, from, stopped } = one;
      return { topic, partition, logDir: isMoved(one) ? from : (stopped ?? from) };
    });
    return {
      plan: { brokerId: given.brokerId, moves, bytesAtLeast: atLeast(bytesOf(moves.filter(isMoved), facts)) },
      inverse: { operation: 'move-replica-log-dir', input: { brokerId: given.brokerId, moves: back } },
    };
  },
  describe: describePlan,
  execute: ({ kafka }, { brokerId: id, moves }) =>
    attempt(moves.map(nameOf), async () => {
      const answer = await kafka.call(
        'AlterReplicaLogDirs',
        { dirs: groupMoves(moves) },
        { brokerId: id, timeoutMs: TIMEOUT_MS },
      );
      const results = answer.results.flatMap(({ topicName: topic, partitions }) =>
        partitions.map(({ partitionIndex, errorCode }) => [partitionName(topic, partitionIndex), errorCode] as const),
      );
      const errors = new Map(results);
      return moves.map((one) => outcomeOf(kafka, nameOf(one), errors.get(nameOf(one)) ?? -1));
    }),
  verify: async ({ kafka }, { brokerId: id, moves }) => {
    const logDirs = await readLogDirs(kafka, id, moves);
    const differences = moves.flatMap((one) => compareMove(one, logDirs));
    return { isVerified: differences.length === 0, differences };
  },
});

function groupMoves(moves: readonly PlannedMove[]) {
  return [...new Set(moves.map(({ to }) => to))].map((path) => {
    const there = moves.filter(({ to }) => to === path);
    const topics = [...new Set(there.map(({ topic }) => topic))].map((name) => ({
      name,
      partitions: there.filter(({ topic }) => topic === name).map(({ partition }) => partition),
    }));
    return { path, topics };
  });
}

/** A copy that is under way says how many records it lacks; one that has them all is swapped in with the next fetch. */
function compareMove(one: PlannedMove, logDirs: readonly LogDirNow[]): PlanChange[] {
  const subject = nameOf(one);
  const current = dirOf(subject, logDirs)?.logDir ?? null;
  const copy = copyOf(subject, logDirs);
  if (copy && copy.logDir !== one.to)
    return [{ subject, aspect: 'copiedTo', before: isMoved(one) ? one.to : null, after: copy.logDir }];
  if (copy && copy.lagRecords > 0)
    return [{ subject, aspect: 'recordsToCopy', before: '0', after: String(copy.lagRecords) }];
  return current === one.to ? [] : [{ subject, aspect: 'logDir', before: one.to, after: current }];
}
