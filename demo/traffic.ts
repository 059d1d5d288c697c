import { mkdirSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { readLogTail, startProcess } from './child-process';
import { ensureKafkaJars } from './kafka-jars';

export interface Traffic {
  readonly pid: number;
  /** Resolves when no client has anything under way: offsets stand still, members stay in their groups. */
  pause(): Promise<void>;
  resume(): Promise<void>;
  /** Members leave their groups, then the process ends. */
  stop(): Promise<void>;
}

const ANSWER_DEADLINE_MS = 60_000;

/** Starts the producers and groups of the demo on a 3-broker cluster; resolves when topics exist and clients run. */
export async function startTraffic(options: { bootstrapServers: string; logPath: string }): Promise<Traffic> {
  const { bootstrapServers, logPath } = options;
  const { javaPath, classpath } = await ensureKafkaJars();
  mkdirSync(dirname(logPath), { recursive: true });
  rmSync(logPath, { force: true });

  const awaited = new Map<string, () => void>();
  const jvm = ['-Xmx256m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-Xshare:auto', '-Dfile.encoding=UTF-8'];
  const child = startProcess(javaPath, [...jvm, '-cp', classpath, 'highwater.demo.traffic.Traffic', bootstrapServers], {
    logPath,
    onLine: (line) => awaited.get(line)?.(),
  });

  const answer = (line: string) =>
    new Promise<void>((resolve, reject) => {
      const fail = (what: string) => {
        if (awaited.delete(line)) reject(new Error(`The demo traffic ${what}:\n${readLogTail(logPath)}`));
      };
      const timer = setTimeout(() => fail(`did not say "${line}" in time`), ANSWER_DEADLINE_MS);
      awaited.set(line, () => {
        clearTimeout(timer);
        awaited.delete(line);
        resolve();
      });
      void child.exited.then(() => {
        clearTimeout(timer);
        fail('ended');
      });
    });
  const ask = (command: string, line: string) => {
    const answered = answer(line);
    child.say(command);
    return answered;
  };

  await answer('running');
  return {
    pid: child.pid,
    pause: () => ask('pause', 'paused'),
    resume: () => ask('resume', 'resumed'),
    stop: () => child.stop(),
  };
}
