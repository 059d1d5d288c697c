import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { EnvError } from '@/lib/server/env';

const READY_DEADLINE_MS = 60_000;

/** Fails with a line that names the variable when the web cannot listen there. */
export async function refuseUnlessFree(host: string, port: number): Promise<void> {
  const error = await new Promise<NodeJS.ErrnoException | null>((resolve) => {
    const server = createServer();
    server.once('error', resolve);
    server.listen(port, host, () => server.close(() => resolve(null)));
  });
  if (error === null) return;
  if (error.code === 'EADDRINUSE')
    throw new EnvError([`PORT: ${port} on ${host} is taken by another program: end it, or set PORT to a free one`]);
  if (error.code === 'EACCES')
    throw new EnvError([`PORT: ${port} may not be opened by this user: set PORT to one above 1023`]);
  throw new EnvError([
    `HIGHWATER_HOST: ${host} is not an address of this machine (${error.code}): set it to 127.0.0.1 or 0.0.0.0`,
  ]);
}

/** The address to open in a browser. */
export function describeWebUrl(host: string, port: number): string {
  const isAny = ['0.0.0.0', '::', '127.0.0.1', '::1', 'localhost'].includes(host);
  return `http://${isAny ? 'localhost' : host.includes(':') ? `[${host}]` : host}:${port}`;
}

/** Resolves to true once the web answers, to false when it does not within a minute or `isOver` says so. */
export async function waitUntilWebAnswers(host: string, port: number, isOver: () => boolean): Promise<boolean> {
  const target = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host;
  const deadline = Date.now() + READY_DEADLINE_MS;
  while (Date.now() < deadline && !isOver()) {
    const answer = await fetch(`http://${target}:${port}/livez`, { signal: AbortSignal.timeout(5_000) }).catch(
      () => null,
    );
    await answer?.body?.cancel();
    if (answer?.ok) return true;
    await sleep(100);
  }
  return false;
}
