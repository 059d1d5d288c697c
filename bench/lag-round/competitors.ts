import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { KAFKA_TOOLS, runKafkaTool } from '@/demo/kafka-tool';
import type { CollectorRound } from './collector-worker';
import type { WorkerRound } from './lag-worker';

/** One way to collect the lag of a cluster, run again and again. */
export interface Competitor {
  readonly name: string;
  /** One collection; null where a figure cannot be had. */
  run(): Promise<{ wallMs: number; cpuMs: number | null; rows: number; requests: number | null; bytes?: number }>;
  stop(): void;
}

const clockTicksPerSecond = 100;

/** CPU of a process so far, from Linux' /proc; null elsewhere. */
export function readCpuMs(pid: number): number | null {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return ((Number(fields[11]) + Number(fields[12])) * 1_000) / clockTicksPerSecond;
  } catch {
    return null;
  }
}

async function waitForHttp(url: string): Promise<void> {
  const deadline = performance.now() + 60_000;
  while (performance.now() < deadline) {
    if (
      await fetch(url).then(
        (response) => response.ok,
        () => false,
      )
    )
      return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${url} did not answer`);
}

/** The least protocol work in Go; keeps its connections between rounds, as we do. */
export async function startLimit(binary: string, brokers: string, port: number): Promise<Competitor> {
  const child = spawn(binary, ['-brokers', brokers, '-findcoord=false', '-serve', `127.0.0.1:${port}`], {
    stdio: 'ignore',
  });
  const url = `http://127.0.0.1:${port}/`;
  await waitForHttp(url);
  return {
    name: 'limit (Go)',
    async run() {
      const cpuBefore = readCpuMs(child.pid ?? 0);
      const { ms, rows } = (await (await fetch(url)).json()) as { ms: number; rows: number };
      const cpuAfter = readCpuMs(child.pid ?? 0);
      const cpuMs = cpuBefore === null || cpuAfter === null ? null : cpuAfter - cpuBefore;
      return { wallMs: ms, cpuMs, rows, requests: null };
    },
    stop: () => child.kill('SIGKILL'),
  };
}

async function askWorker<Round>(child: ChildProcess): Promise<Round> {
  child.send('round');
  const [round] = (await once(child, 'message')) as [Round];
  return round;
}

function forkWorker(script: string, args: readonly string[]): ChildProcess {
  return fork(path.join(import.meta.dirname, script), [...args], { execArgv: ['--import', 'tsx'] });
}

/** Our whole round, as a collector goes through it. */
export function startCollectorWorker(brokers: string): { run(): Promise<CollectorRound>; stop(): void } {
  const child = forkWorker('collector-worker.ts', [brokers]);
  return { run: () => askWorker(child), stop: () => child.kill('SIGKILL') };
}

/** Ourselves, with all that the worker measures of a round. */
interface Worker extends Competitor {
  run(): Promise<WorkerRound>;
}

/** Our lag round, with metadata read anew in each round or kept. */
export function startWorker(brokers: string, mode: 'full' | 'cached'): Worker {
  const child = forkWorker('lag-worker.ts', [brokers, mode]);
  return { name: `highwater, ${mode}`, run: () => askWorker(child), stop: () => child.kill('SIGKILL') };
}

/** Kafka's own tool, from the start of its JVM to its end. */
export function createToolCompetitor(brokers: string): Competitor {
  return {
    name: 'kafka-consumer-groups',
    async run() {
      const startedAt = performance.now();
      const args = ['--bootstrap-server', brokers, '--all-groups', '--describe'];
      const { stdout } = await runKafkaTool(KAFKA_TOOLS.consumerGroups, args, { timeoutMs: 600_000 });
      const rows = stdout.split('\n').filter((line) => /^\S+ +\S+ +\d+ +\d+ /.test(line)).length;
      return { wallMs: performance.now() - startedAt, cpuMs: null, rows, requests: null };
    },
    stop: () => undefined,
  };
}
