import type { ConnectorTasks, ConnectWorkerFacts } from '@/lib/domain/group-type-facts';
import { parseInt64 } from '../protocol/offset';
import { ProtocolReader } from '../protocol/protocol-reader';

/** Stands in a list of tasks for the connector itself. */
const CONNECTOR_ITSELF = -1;

interface WorkerMetadata {
  readonly version: number;
  readonly url: string;
  readonly configOffset: bigint;
  /** What the worker ran when it joined; null before v1. */
  readonly allocation: Buffer | null;
}

/** Connectors and tasks: number of each task, and -1 for the connector itself. */
type Work = ReadonlyMap<string, ReadonlySet<number>>;

interface WorkerAssignment {
  readonly leaderId: string;
  readonly leaderUrl: string;
  readonly assigned: Work;
  readonly revoked: Work;
  readonly delayMs: number;
}

/**
 * What a Connect worker told when it joined and was told by the leader. Since v1 the leader tells only what is new and
 * what to give back, so that what the worker runs is what it had, less the revoked, with the assigned. Null when the
 * bytes are empty or of another protocol.
 */
export function parseConnectWorker(memberId: string, metadata: Buffer, assignment: Buffer): ConnectWorkerFacts | null {
  try {
    const joined = readMetadata(new ProtocolReader(metadata));
    const told = assignment.length === 0 ? null : readAssignment(new ProtocolReader(assignment));
    const had = joined.allocation === null ? null : readAssignment(new ProtocolReader(joined.allocation));
    const runs = mergeWork(had?.assigned ?? new Map(), told);
    return {
      protocolVersion: joined.version,
      workerUrl: joined.url,
      configOffset: parseInt64(joined.configOffset),
      leaderUrl: told?.leaderUrl ?? null,
      isLeader: told?.leaderId === memberId,
      connectors: [...runs].filter(([, tasks]) => tasks.has(CONNECTOR_ITSELF)).map(([connector]) => connector),
      tasks: [...runs].map(describeTasks).filter(({ tasks }) => tasks.length > 0),
      scheduledDelayMs: told?.delayMs ?? 0,
    };
  } catch {
    return null;
  }
}

function describeTasks([connector, numbers]: readonly [string, ReadonlySet<number>]): ConnectorTasks {
  return { connector, tasks: [...numbers].filter((task) => task !== CONNECTOR_ITSELF).sort((a, b) => a - b) };
}

function mergeWork(had: Work, told: WorkerAssignment | null): Work {
  const merged = new Map([...had].map(([connector, tasks]) => [connector, new Set(tasks)]));
  for (const [connector, tasks] of told?.revoked ?? []) {
    for (const task of tasks) merged.get(connector)?.delete(task);
  }
  for (const [connector, tasks] of told?.assigned ?? []) {
    merged.set(connector, new Set([...(merged.get(connector) ?? []), ...tasks]));
  }
  return new Map([...merged].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function readText(reader: ProtocolReader): string {
  return reader.raw(Math.max(0, reader.int16())).toString('utf8');
}

function readMetadata(reader: ProtocolReader): WorkerMetadata {
  const version = reader.int16();
  const url = readText(reader);
  const configOffset = reader.int64();
  if (version === 0) return { version, url, configOffset, allocation: null };
  const sizeBytes = reader.int32();
  return { version, url, configOffset, allocation: sizeBytes < 0 ? null : reader.raw(sizeBytes) };
}

function readAssignment(reader: ProtocolReader): WorkerAssignment {
  const version = reader.int16();
  reader.int16();
  const leaderId = readText(reader);
  const leaderUrl = readText(reader);
  reader.int64();
  const assigned = readWork(reader);
  if (version === 0) return { leaderId, leaderUrl, assigned, revoked: new Map(), delayMs: 0 };
  return { leaderId, leaderUrl, assigned, revoked: readWork(reader), delayMs: reader.int32() };
}

function readWork(reader: ProtocolReader): Work {
  const work = new Map<string, Set<number>>();
  for (let left = reader.arrayLength(false); left > 0; left--) {
    const connector = readText(reader);
    const tasks = work.get(connector) ?? new Set<number>();
    for (let more = reader.arrayLength(false); more > 0; more--) tasks.add(reader.int32());
    work.set(connector, tasks);
  }
  return work;
}
