import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What arrived. */
export interface ReceivedRequest {
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

type Answer = (request: ReceivedRequest, response: ServerResponse) => void;

/** A receiver on a loopback port, that answers as it is told. */
export interface HttpReceiver {
  readonly url: string;
  readonly received: ReceivedRequest[];
  answerWith(answer: Answer): void;
  close(): Promise<void>;
}

export const answerOk: Answer = (_, response) => response.end('ok');
export const answerStatus =
  (status: number, text = ''): Answer =>
  (_, response) => {
    response.statusCode = status;
    response.end(text);
  };

export async function startHttpReceiver(): Promise<HttpReceiver> {
  const received: ReceivedRequest[] = [];
  let answer: Answer = answerOk;
  const server = createServer(async (request, response) => {
    const one = { path: request.url ?? '', headers: request.headers, body: await readBody(request) };
    received.push(one);
    answer(one, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    answerWith: (next) => {
      answer = next;
    },
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

async function readBody(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
}
