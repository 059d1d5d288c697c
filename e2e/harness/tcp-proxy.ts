import { connect, createServer, type Socket } from 'node:net';
import { createLane, type Weather } from './network-weather';
import { RequestWatch } from './request-watch';

/** Stands on loopback before one broker: makes the weather, and counts. */
export interface TcpProxy {
  readonly port: number;
  readonly watch: RequestWatch;
  openConnections(): number;
  close(): Promise<void>;
}

export async function startTcpProxy(targetPort: number, weather: Weather): Promise<TcpProxy> {
  const sockets = new Set<Socket>();
  const watch = new RequestWatch();
  const server = createServer((client) => {
    watch.countDial();
    sockets.add(client);
    client.on('error', () => undefined);
    client.on('close', () => sockets.delete(client));
    if (weather.state === 'reset') client.resetAndDestroy();
    // Read on, or the end of the connection would not be seen either.
    else if (weather.state === 'black-hole') client.resume();
    else join(client, targetPort, weather, watch);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('A listening server has a port');
  return {
    port: address.port,
    watch,
    openConnections: () => sockets.size,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

function join(client: Socket, targetPort: number, weather: Weather, watch: RequestWatch): void {
  const broker = connect({ port: targetPort, host: '127.0.0.1' });
  const seen = watch.watchConnection();
  const toBroker = createLane(weather, 'toBroker', (piece) => broker.write(piece));
  const fromBroker = createLane(weather, 'fromBroker', (piece) => {
    seen.fromBroker(piece);
    client.write(piece);
  });
  let isLost = false;
  // What fell into the hole is missing for ever: such a connection never comes back.
  const isPassing = () => {
    isLost ||= weather.state === 'black-hole';
    return !isLost;
  };
  client.setNoDelay(true);
  broker.setNoDelay(true);
  client.on('data', (piece) => {
    if (!isPassing()) return;
    seen.toBroker(piece);
    toBroker(piece);
  });
  broker.on('data', (piece) => {
    if (isPassing()) fromBroker(piece);
  });
  client.on('close', () => {
    seen.end();
    broker.destroy();
  });
  broker.on('error', () => client.resetAndDestroy());
  broker.on('close', () => {
    if (isPassing()) client.destroy();
  });
}
