import { rmSync } from 'node:fs';
import { highwaterEntry } from './build';
import { readLogTail, type StartedProcess, startProcess } from './child-process';
import { pollUntil } from './poll-until';

export interface HighwaterProcess extends StartedProcess {
  readonly url: string;
}

interface HighwaterOptions {
  readonly port: number;
  readonly logPath: string;
  /** Over the environment of this process. */
  readonly env: Readonly<Record<string, string>>;
}

const endWithParent = new URL('./end-with-parent.mjs', import.meta.url).href;
const START_DEADLINE_MS = 60_000;
const SNAPSHOT_DEADLINE_MS = 30_000;

/** Starts the built Highwater with all its roles; resolves when /readyz says so. */
export async function startHighwater({ port, logPath, env }: HighwaterOptions): Promise<HighwaterProcess> {
  rmSync(logPath, { force: true });
  const url = `http://localhost:${port}`;
  const started = startProcess(process.execPath, ['--import', endWithParent, highwaterEntry, 'all'], {
    logPath,
    env: { ...process.env, NODE_ENV: 'production', PORT: String(port), ...env },
  });
  const ask = async () => {
    if (!started.isRunning()) return 'ended';
    return (await fetch(`${url}/readyz`)).ok && 'ready';
  };
  try {
    const outcome = await pollUntil(`Highwater on ${url}`, ask, { timeoutMs: START_DEADLINE_MS });
    if (outcome === 'ended') throw new Error('Highwater ended while starting');
  } catch (error) {
    await started.stop();
    throw new Error(`${(error as Error).message}\n${readLogTail(logPath, 30)}`);
  }
  return { ...started, url };
}

interface ClusterAnswer {
  readonly name: string;
  readonly brokerCount: number | null;
}

/** Waits until some configured cluster shows at least so many brokers: the first round is on the screen. */
export async function waitForSnapshot(url: string, brokerCount: number): Promise<void> {
  const hasBrokers = async () => {
    const answer = await fetch(`${url}/api/v1/clusters`);
    // Whoever asks for a sign-in does not tell us; it does serve.
    if (answer.status === 401) return true;
    if (!answer.ok) throw new Error(`/api/v1/clusters answered ${answer.status}`);
    const { items } = (await answer.json()) as { items: ClusterAnswer[] };
    return items.some((cluster) => (cluster.brokerCount ?? 0) >= brokerCount);
  };
  await pollUntil('the first snapshot of the cluster', hasBrokers, {
    timeoutMs: SNAPSHOT_DEADLINE_MS,
    intervalMs: 200,
  });
}
