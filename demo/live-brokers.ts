import { createConnection } from 'node:net';

const METADATA_KEY = 3;
const METADATA_VERSION = 1;

/** Ids of the brokers that the one at this port sees as live (Metadata v1 for no topics); throws when it does not answer in time. */
export function readLiveBrokers(port: number, timeoutMs = 2_000): Promise<number[]> {
  return new Promise((resolve, reject) => {
    const socket = createConnection({ host: '127.0.0.1', port });
    let received = Buffer.alloc(0);
    socket.setTimeout(timeoutMs, () =>
      socket.destroy(new Error(`no answer from 127.0.0.1:${port} in ${timeoutMs} ms`)),
    );
    socket.on('error', reject);
    socket.on('close', () => reject(new Error(`127.0.0.1:${port} closed the connection`)));
    socket.on('connect', () => socket.write(encodeRequest()));
    socket.on('data', (chunk: Buffer) => {
      received = Buffer.concat([received, chunk]);
      if (received.length < 4 || received.length < 4 + received.readInt32BE(0)) return;
      resolve(parseBrokerIds(received.subarray(8)));
      socket.destroy();
    });
  });
}

function encodeRequest(): Buffer {
  const clientId = Buffer.from('highwater-demo');
  const body = Buffer.alloc(10 + clientId.length + 4);
  body.writeInt16BE(METADATA_KEY, 0);
  body.writeInt16BE(METADATA_VERSION, 2);
  body.writeInt32BE(1, 4);
  body.writeInt16BE(clientId.length, 8);
  clientId.copy(body, 10);
  body.writeInt32BE(0, 10 + clientId.length);
  const size = Buffer.alloc(4);
  size.writeInt32BE(body.length);
  return Buffer.concat([size, body]);
}

function parseBrokerIds(answer: Buffer): number[] {
  const ids: number[] = [];
  let at = 4;
  for (let left = answer.readInt32BE(0); left > 0; left--) {
    ids.push(answer.readInt32BE(at));
    at += 4 + 2 + answer.readInt16BE(at + 4) + 4;
    const rackLength = answer.readInt16BE(at);
    at += 2 + Math.max(rackLength, 0);
  }
  return ids.sort((a, b) => a - b);
}
