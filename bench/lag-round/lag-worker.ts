/**
 * Our side of the benchmark in a process of its own, so that its CPU is its own: `lag-worker.ts <brokers> <cached|full>`.
 * Each message from the parent runs one lag round (collect and join, no database) and is answered with its figures.
 */
import { subscribe } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';
import { createKafkaGateway } from '@/lib/server/kafka/gateway';
import { LagReader, type LagRound } from '@/lib/server/kafka/lag-reader';
import { watchTurns } from '../figures/turn-watch';

const [brokers = '', mode = 'full'] = process.argv.slice(2);
const gateway = createKafkaGateway({ bootstrapServers: brokers.split(',') });
const reader = new LagReader(gateway);
const metadataMaxAgeMs = mode === 'cached' ? 3_600_000 : 0;

export interface WorkerRound {
  readonly wallMs: number;
  /** CPU of the process since the round before ended: garbage collection after a round counts. */
  readonly cpuMs: number;
  readonly rows: number;
  readonly totalLag: number;
  readonly requests: number;
  /** Both ways over all sockets, with what connecting takes in the first round. */
  readonly bytes: number;
  /** Most CPU between two turns of the event loop in the round, a few ms too much at the most: how long other work was held up. */
  readonly longestTurnMs: number;
  readonly memoryMb: number;
}

const sockets: Socket[] = [];
subscribe('net.client.socket', (message) => sockets.push((message as { socket: Socket }).socket));
const countBytes = () => sockets.reduce((sum, { bytesRead, bytesWritten }) => sum + bytesRead + bytesWritten, 0);

const turns = watchTurns();
let bytesBefore = 0;
let cpuBefore = process.cpuUsage();
let requestsBefore = 0;

/** Lag of every committed partition, as a collector would join it. */
function joinLag(round: LagRound): { rows: number; totalLag: number } {
  let rows = 0;
  let totalLag = 0;
  for (const { positions } of round.groups.positions.values()) {
    for (const { topic, partitions, committedOffsets } of positions) {
      const firstSlot = round.metadata.topology.topicByName.get(topic)?.firstSlot ?? Number.NaN;
      for (let row = 0; row < partitions.length; row++) {
        const end = round.logEnds.offsets[firstSlot + (partitions[row] as number)] as number;
        totalLag += Math.max(0, end - (committedOffsets[row] as number));
        rows++;
      }
    }
  }
  return { rows, totalLag };
}

function countRequests(): number {
  const counts = gateway.requestFacts().flatMap((broker) => Object.values(broker.requestCounts));
  return counts.reduce((sum, count) => sum + count, 0);
}

async function runRound(): Promise<WorkerRound> {
  const startedAt = performance.now();
  turns.takeLongestMs();
  const round = await reader.readLag({ atMs: Date.now(), metadataMaxAgeMs });
  const { rows, totalLag } = joinLag(round);
  const wallMs = performance.now() - startedAt;
  const { user, system } = process.cpuUsage(cpuBefore);
  cpuBefore = process.cpuUsage();
  const requests = countRequests();
  const bytes = countBytes();
  const result = {
    wallMs,
    cpuMs: (user + system) / 1_000,
    rows,
    totalLag,
    requests: requests - requestsBefore,
    bytes: bytes - bytesBefore,
    longestTurnMs: turns.takeLongestMs(),
    memoryMb: process.memoryUsage().rss / 1_048_576,
  };
  requestsBefore = requests;
  bytesBefore = bytes;
  return result;
}

process.on('message', async () => process.send?.(await runRound()));
process.on('disconnect', () => process.exit(0));
