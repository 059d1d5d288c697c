import { rmSync } from 'node:fs';
import { readLogTail, type StartedProcess, startProcess } from './child-process';
import type { KafkaJars } from './kafka-jars';
import { readLiveBrokers } from './live-brokers';
import { pollUntil } from './poll-until';

export interface KafkaNode {
  readonly nodeId: number;
  /** Client port on 127.0.0.1; the same after a restart. */
  readonly port: number;
  /** Of the latest start. */
  readonly pid: number;
  /** kill -9; resolves when the process is gone. */
  kill(): Promise<void>;
  /** SIGSTOP: the node accepts connections and never answers. */
  pause(): void;
  resume(): void;
  /** Starts a killed node on its old port and data; resolves when it serves again and sees itself as live. */
  start(): Promise<void>;
}

export interface NodeProcess extends KafkaNode {
  readonly configPath: string;
  spawn(): void;
  waitUntilLive(brokerCount: number): Promise<void>;
  stop(): Promise<void>;
}

const START_DEADLINE_MS = 120_000;
/** A ZooKeeper goes on holding the name of a killed broker until its session is over; the broker then ends at once. */
const HELD_NAME = 'NodeExists';
/** Less compiling, less memory, faster start: three nodes share two cores with everything else. */
export const JVM_FLAGS = [
  '-Xms96m',
  '-Xmx512m',
  '-XX:+UseSerialGC',
  '-XX:TieredStopAtLevel=1',
  '-Xshare:auto',
  '-Djava.awt.headless=true',
];

interface NodeOptions {
  readonly nodeId: number;
  readonly port: number;
  readonly configPath: string;
  readonly logPath: string;
  readonly jars: KafkaJars;
  /** Java agents and other flags, beside those of every node. */
  readonly jvmFlags?: readonly string[];
  /** Called after each start, with the node's new pid in place. */
  readonly onSpawn: () => void;
}

export function createKafkaNode(options: NodeOptions): NodeProcess {
  const { nodeId, port, configPath, logPath, jars } = options;
  let child: StartedProcess | null = null;

  const spawn = () => {
    const args = [
      ...JVM_FLAGS,
      ...(options.jvmFlags ?? []),
      '-cp',
      jars.classpath,
      'highwater.demo.ServerNode',
      'kafka.Kafka',
      configPath,
    ];
    child = startProcess(jars.javaPath, args, { logPath });
    options.onSpawn();
  };

  const waitUntilLive = async (brokerCount: number) => {
    const isLive = async () => {
      if (!child?.isRunning()) {
        if (!readLogTail(logPath, 40).includes(HELD_NAME)) return 'ended';
        rmSync(logPath);
        spawn();
        return false;
      }
      const live = await readLiveBrokers(port);
      return live.length >= brokerCount && live.includes(nodeId) && 'live';
    };
    const outcome = await pollUntil(`Kafka node ${nodeId} on port ${port}`, isLive, { timeoutMs: START_DEADLINE_MS });
    if (outcome === 'ended') throw new Error(`Kafka node ${nodeId} ended while starting:\n${readLogTail(logPath)}`);
  };

  return {
    nodeId,
    port,
    configPath,
    get pid() {
      return child?.pid ?? 0;
    },
    spawn,
    waitUntilLive,
    async kill() {
      child?.signal('SIGKILL');
      await child?.exited;
    },
    pause: () => child?.signal('SIGSTOP'),
    resume: () => child?.signal('SIGCONT'),
    async start() {
      if (child?.isRunning()) return;
      spawn();
      await waitUntilLive(1);
    },
    async stop() {
      await child?.stop();
    },
  };
}
