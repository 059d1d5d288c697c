import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startProcess } from '@/demo/child-process';
import { findFreePorts } from '@/demo/free-ports';
import { pollUntil } from '@/demo/poll-until';

/** A tool that Highwater speaks for, running beside it on loopback. */
export interface Peer {
  readonly url: string;
  /** Reads a path; null while it does not answer 200. */
  read(path: string): Promise<string | null>;
  stop(): Promise<void>;
}

export interface PeerOptions {
  readonly binary: string;
  /** Arguments for a port to listen on and a folder of its own, and an environment instead of ours. */
  readonly configure: (port: number, folder: string) => Promise<{ args: readonly string[]; env?: NodeJS.ProcessEnv }>;
  /** Answers 200 when it is ready. */
  readonly readyPath: string;
}

export async function startPeer({ binary, configure, readyPath }: PeerOptions): Promise<Peer> {
  const [port = 0] = await findFreePorts([undefined]);
  const folder = await mkdtemp(join(tmpdir(), 'highwater-peer-'));
  const { args, env } = await configure(port, folder);
  const child = startProcess(binary, args, {
    logPath: join(folder, 'peer.log'),
    ...(env === undefined ? {} : { env }),
    cwd: folder,
  });
  const url = `http://127.0.0.1:${port}`;
  const peer: Peer = {
    url,
    read: async (path) => {
      const response = await fetch(`${url}${path}`).catch(() => null);
      const text = await response?.text();
      return response?.status === 200 && text !== undefined ? text : null;
    },
    async stop() {
      await child.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
  await pollUntil(`${binary} to answer`, () => peer.read(readyPath), { timeoutMs: 30_000 });
  return peer;
}
