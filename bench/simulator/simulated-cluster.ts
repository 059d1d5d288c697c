/**
 * A cluster of any size that answers what a lag round asks, in a process of its own: `simulated-cluster.ts <shape as JSON>`.
 * It tells its parent where it listens, and ends with it.
 */
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { decodeMessage } from '@/lib/server/kafka/protocol/decode';
import type { ResponseBodies } from '@/lib/server/kafka/protocol/messages.generated';
import { ProtocolReader } from '@/lib/server/kafka/protocol/protocol-reader';
import { API_LIST, isInSpan, type PreparedApi } from '@/lib/server/kafka/protocol/schema';
import { type Answers, prepareAnswers } from './answers';
import { brokerHost, brokerOfHost, type ClusterShape, type SimulatorReady } from './cluster-shape';

const shape = JSON.parse(process.argv[2] ?? '{}') as ClusterShape;
const apis = new Map(API_LIST.map((api) => [api.apiKey, api]));
const EARLIEST = -2n;

interface Request {
  readonly api: PreparedApi;
  readonly version: number;
  readonly body: ProtocolReader;
}

function parseRequest(frame: Buffer): Request {
  const reader = new ProtocolReader(frame);
  const api = apis.get(reader.int16());
  const version = reader.int16();
  reader.int32();
  reader.raw(Math.max(0, reader.int16()));
  if (api === undefined) throw new Error(`API ${frame.readInt16BE(0)} is not simulated`);
  if (isInSpan(api.request.flexibleVersions, version)) reader.skipTaggedFields();
  return { api, version, body: reader };
}

function answer(answers: Answers, broker: number, { api, version, body }: Request): Buffer | undefined {
  switch (api.name) {
    case 'ApiVersions':
      return answers.apiVersions(version);
    case 'Metadata':
      return answers.metadata;
    case 'ListGroups':
      return answers.listGroups[broker];
    case 'ListOffsets':
      return readTimestamp(body) === EARLIEST ? answers.logStarts[broker] : answers.logEnds[broker];
    case 'OffsetFetch':
      return answers.offsetFetch(readGroupIds(api, version, body));
    default:
      throw new Error(`${api.name} is not simulated`);
  }
}

/** What is asked of the first partition is asked of all of them. */
function readTimestamp(body: ProtocolReader): bigint {
  body.raw(5);
  body.unsignedVarint();
  body.raw(body.unsignedVarint() - 1);
  body.unsignedVarint();
  body.raw(8);
  return body.int64();
}

function readGroupIds(api: PreparedApi, version: number, body: ProtocolReader): string[] {
  const request = decodeMessage(api.request, version, body, 'OffsetFetch request');
  return (request as Pick<ResponseBodies['OffsetFetch'], 'groups'>).groups.map(({ groupId }) => groupId);
}

function send(socket: Socket, frame: Buffer, api: PreparedApi, version: number, body: Buffer): void {
  const hasTags = api.name !== 'ApiVersions' && isInSpan(api.response.flexibleVersions, version);
  const header = Buffer.alloc(hasTags ? 9 : 8);
  header.writeInt32BE(header.length - 4 + body.length, 0);
  frame.copy(header, 4, 4, 8);
  socket.cork();
  socket.write(header);
  socket.write(body);
  socket.uncork();
}

function serve(socket: Socket, answers: Answers): void {
  const broker = brokerOfHost(socket.localAddress ?? '');
  let waiting = Buffer.alloc(0);
  socket.setNoDelay(true);
  socket.on('error', () => socket.destroy());
  socket.on('data', (chunk) => {
    waiting = waiting.length === 0 ? chunk : Buffer.concat([waiting, chunk]);
    while (waiting.length >= 4 && waiting.length >= 4 + waiting.readInt32BE(0)) {
      const end = 4 + waiting.readInt32BE(0);
      const frame = waiting.subarray(4, end);
      waiting = waiting.subarray(end);
      const request = parseRequest(frame);
      const body = answer(answers, broker, request) ?? Buffer.alloc(0);
      const reply = () => send(socket, frame, request.api, request.version, body);
      if (shape.delayMs === 0) reply();
      else setTimeout(reply, shape.delayMs);
    }
  });
}

let answers: Answers | null = null;
const server = createServer((socket) => {
  if (answers === null) socket.destroy();
  else serve(socket, answers);
});
server.listen(0, '0.0.0.0', 4_096, () => {
  const { port } = server.address() as AddressInfo;
  answers = prepareAnswers(shape, port);
  const ready: SimulatorReady = {
    bootstrapServers: `${brokerHost(0)}:${port}`,
    memoryMb: process.memoryUsage().rss / 1_048_576,
  };
  process.send?.(ready);
});
process.on('disconnect', () => process.exit(0));
