import { createServer, type Server } from 'node:net';

/** Below the range from which systems take ports for outgoing connections, so that a broker finds its port free when it comes back. */
const FIRST = 20_000;
const LAST = 31_999;

/** One free loopback port for each wanted one: that port when free, else any. All are held at once, so they differ. */
export async function findFreePorts(wanted: readonly (number | undefined)[]): Promise<number[]> {
  const held: Server[] = [];
  try {
    const ports: number[] = [];
    for (const port of wanted) {
      const server = (port === undefined ? null : await tryListen(port)) ?? (await listenAnywhere());
      held.push(server);
      ports.push(portOf(server));
    }
    return ports;
  } finally {
    await Promise.all(held.map((server) => new Promise((resolve) => server.close(resolve))));
  }
}

async function listenAnywhere(): Promise<Server> {
  for (let attempt = 0; attempt < 200; attempt++) {
    const server = await tryListen(FIRST + Math.floor(Math.random() * (LAST - FIRST + 1)));
    if (server) return server;
  }
  throw new Error(`No free port between ${FIRST} and ${LAST} on 127.0.0.1`);
}

function tryListen(port: number): Promise<Server | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(null));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => resolve(server));
  });
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('A listening server has a port');
  return address.port;
}
